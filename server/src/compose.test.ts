import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import pino from 'pino';
import { type RunningServer, startServer } from './compose.ts';
import { loadConfig } from './config.ts';

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
