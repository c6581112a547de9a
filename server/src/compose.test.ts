import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import pino from 'pino';
import { connectRaw, rawSend } from '../../dev/raw-connection.ts';
import { type RunningServer, startServer } from './compose.ts';
import { loadConfig } from './config.ts';
import { credentialsOf, registerDevice, startHttpServer } from './http/test-server.ts';

const options = { log: pino({ level: 'silent' }), version: '0.0.0' };

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-compose-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

const start = (data: string, flags: Record<string, string> = {}): Promise<RunningServer> =>
  startServer(loadConfig({}, { port: '0', data, ...flags }), options);

test('a start that fails says what to do, and leaves its folder free', async t => {
  const [folder, other] = [newFolder(t), newFolder(t)];
  const running = await start(folder);
  await assert.rejects(start(folder), /another server is using the data folder/);
  await assert.rejects(start(other, { port: String(running.port) }), /port \d+ is taken: .*--port/);
  await (await start(other)).close();
  await running.close();
  await (await start(folder)).close();
});

test('a development server on all addresses shows nobody a code, and limits codes', async t => {
  const server = await start(newFolder(t), { dev: 'true', host: '0.0.0.0' });
  const statuses = [];
  for (let i = 0; i < 6; i++) {
    const response = await fetch(`http://127.0.0.1:${server.port}/v1/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone: '+15550100001' }),
    });
    statuses.push(response.status);
    assert.equal(((await response.json()) as { developmentCode?: string }).developmentCode, undefined);
  }
  await server.close();
  assert.deepEqual(statuses, [201, 201, 201, 201, 201, 429]);
});

test('a server that is up says so; one that has stopped answers nothing', async t => {
  const server = await start(newFolder(t));
  const ready = await fetch(`${server.url}/readyz`);
  assert.deepEqual([ready.status, await ready.json()], [200, { status: 'ready' }]);
  await server.close();
  await assert.rejects(fetch(`${server.url}/readyz`));
});

test('D10 above the mark of the message store senders hear store_full, and the metrics show its flushes', async t => {
  const server = await startHttpServer(t, { flags: { maxStoreBytes: '1048576' } });
  const [alice, bob] = [await registerDevice(server, '+15550100001'), await registerDevice(server, '+15550100002')];
  const answers: string[] = [];
  const full = Promise.withResolvers<void>();
  const connection = await connectRaw(server.url, credentialsOf(alice), {
    connectionEpoch: 1,
    onFrame({ sent, refused }) {
      if (sent) answers.push('sent');
      if (refused?.error) answers.push(refused.error.code ?? '');
      if (refused || answers.length > 100) full.resolve();
      else if (sent) connection.send({ send: rawSend(randomBytes(16), bob.account, randomBytes(60_000)) });
    },
  });
  connection.send({ send: rawSend(randomBytes(16), bob.account, randomBytes(60_000)) });
  await full.promise;
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  await connection.close();
  assert.equal(answers.at(-1), 'store_full', answers.join());
  assert.ok(answers.length > 10, 'it was not full from the start');
  assert.match(metrics, /^parley_refusals_total\{kind="store_full"\} 1$/m);
  const numberOf = (name: string) => Number(new RegExp(`^parley_${name} (\\d+)$`, 'm').exec(metrics)?.[1]);
  assert.ok(numberOf('store_flush_seconds_count') >= answers.length - 1);
  assert.equal(numberOf('store_flush_seconds_count'), numberOf('store_flushes_total'));
});

test('that the server listens is said once, by whoever starts it', async t => {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: line => void lines.push(line) });
  const config = loadConfig({}, { port: '0', host: '0.0.0.0', data: newFolder(t) });
  await (await startServer(config, { ...options, log })).close();
  assert.deepEqual(
    lines.filter(line => /listening/i.test(line)),
    [],
  );
});
