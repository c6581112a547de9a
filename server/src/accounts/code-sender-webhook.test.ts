import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import pino from 'pino';
import { createWebhookCodeSender } from './code-sender-webhook.ts';

/** Answers with these statuses in turn; 0: never. */
async function startHook(t: TestContext, statuses: number[]) {
  const requests: { authorization: string | undefined; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ authorization: request.headers.authorization, body });
    const status = statuses[requests.length - 1] ?? 500;
    if (status > 0) response.writeHead(status, status === 302 ? { location: '/' } : {}).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests };
}

const phone = '+15550100001';
const code = '123456';

/** A sender whose waits take no time, and what they were. */
function senderFor(url: string, timeoutMs = 5_000) {
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  return { waits, ...createWebhookCodeSender({ url, secret: 's3cret', timeoutMs, wait }) };
}

test('a code is posted with the secret, and again after longer and longer waits while the other side has trouble', async t => {
  const { url, requests } = await startHook(t, [503, 429, 204]);
  const { send, waits } = senderFor(url);
  await send(phone, code);
  assert.deepEqual(
    requests.map(({ authorization }) => authorization),
    ['Bearer s3cret', 'Bearer s3cret', 'Bearer s3cret'],
  );
  assert.deepEqual(new Set(requests.map(({ body }) => body)).size, 1, 'the same code each time');
  const sent = JSON.parse(requests[2]!.body);
  assert.deepEqual([sent.phone, sent.code], [phone, code]);
  assert.match(sent.text, /123456/);
  assert.deepEqual(
    waits,
    [...waits].sort((a, b) => a - b),
  );
  assert.equal(waits.length, 2);
});

test('what will not be taken is not tried again: refusals and redirects', async t => {
  for (const status of [400, 401, 404, 302]) {
    const { url, requests } = await startHook(t, [status, 204]);
    await assert.rejects(senderFor(url).send(phone, code), (error: Error) => String(error.cause).includes(`${status}`));
    assert.equal(requests.length, 1, `${status}`);
  }
});

test('it gives up after three tries: errors, silence, nobody there', async t => {
  const failing = await startHook(t, [500, 500, 500, 204]);
  await assert.rejects(senderFor(failing.url).send(phone, code));
  assert.equal(failing.requests.length, 3);
  const silent = await startHook(t, [0, 0, 0, 204]);
  await assert.rejects(senderFor(silent.url, 50).send(phone, code));
  assert.equal(silent.requests.length, 3);
  await assert.rejects(senderFor('http://127.0.0.1:9/').send(phone, code));
});

test('a code that could not be sent is in no log, nor is its number', async t => {
  const { url, requests } = await startHook(t, [500, 500, 500]);
  const lines: string[] = [];
  const log = pino({ serializers: { error: pino.stdSerializers.err } }, { write: line => void lines.push(line) });
  await senderFor(url)
    .send(phone, code)
    .catch(error => log.error({ error }, 'a registration code could not be sent'));
  assert.match(requests[0]!.body, /123456/);
  assert.match(lines.join(), /answered 500/);
  assert.doesNotMatch(lines.join(), /123456|5550100/);
});
