// Pushes through a whole server: from a message to a push service, and from the end of a device to silence.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { idBytes } from '@parley/protocol';
import { connectRaw, rawSend } from '../../../dev/raw-connection.ts';
import { startUnifiedPushService } from '../../../tests/support/push-services/unified-push.ts';
import { startWebPushService } from '../../../tests/support/push-services/web-push.ts';
import { credentialsOf, registerDevice, startHttpServer, type TestDevice, type TestServer } from './test-server.ts';

const flags = { pushInnerHosts: '127.0.0.1', pushContact: 'mailto:operator@example.org' };

async function startPushing(t: TestContext, data?: string) {
  const service = await startWebPushService(t);
  const server = await startHttpServer(t, { flags, ...(data ? { data } : {}) });
  return { service, server };
}

async function subscribe(
  server: TestServer,
  service: Awaited<ReturnType<typeof startWebPushService>>,
  { token }: TestDevice,
): Promise<string> {
  const { vapidKey } = (await server.request('GET', '/v1/push', { token })).json;
  const subscription = service.subscribe(vapidKey);
  const json = { kind: 'webpush', ...subscription };
  assert.equal((await server.request('PUT', '/v1/push', { token, json })).status, 204);
  return subscription.endpoint;
}

let ids = 0;
let epochs = 0;

/** One message, and the sender is gone again. */
async function sendTo(server: TestServer, sender: TestDevice, to: TestDevice): Promise<void> {
  const id = Buffer.alloc(16, ++ids);
  await new Promise<void>((resolve, reject) => {
    connectRaw(server.url, credentialsOf(sender), {
      connectionEpoch: ++epochs,
      onFrame(frame, connection) {
        if (frame.refused) reject(new Error(JSON.stringify(frame.refused)));
        if (frame.sent) void connection.close().then(resolve);
      },
    }).then(connection => {
      const send = rawSend(id, to.account, new Uint8Array(20));
      connection.send({
        send: { ...send, to: idBytes(to.account), parts: send.parts!.map(part => ({ ...part, device: to.device })) },
      });
    }, reject);
  });
}

test('F51 a message for a device that is not connected is pushed, encrypted, and waits for it', async t => {
  const { server, service } = await startPushing(t);
  const [alice, bob] = [await registerDevice(server, '+15550100001'), await registerDevice(server, '+15550100002')];
  const endpoint = await subscribe(server, service, bob);
  assert.equal(statSync(join(server.data, 'vapid.key')).mode & 0o777, 0o600);
  await sendTo(server, alice, bob);
  const push = await service.next();
  assert.deepEqual([push.endpoint, push.note, push.contact], [endpoint, { count: 1 }, flags.pushContact]);
  const metrics = await server.request('GET', '/metrics');
  assert.match(Buffer.from(metrics.bytes).toString(), /parley_pushes_total\{kind="sent"\} 1/);
});

test('F51 the test of a device says what came of it', async t => {
  const { server, service } = await startPushing(t);
  const bob = await registerDevice(server, '+15550100002');
  const tried = () => server.request('POST', '/v1/push/test', { token: bob.token });
  assert.equal((await tried()).json.code, 'push_not_set');
  const endpoint = await subscribe(server, service, bob);
  const { json } = await tried();
  assert.equal(json.outcome, 'sent');
  assert.deepEqual((await service.next()).note, { count: 0, test: json.test });
  service.end(endpoint);
  assert.deepEqual([(await tried()).json.outcome, (await tried()).json.code], ['gone', 'push_not_set']);
});

test('F31 a device that has logged out, was registered anew or was removed is pushed to no more', async t => {
  const { server, service } = await startPushing(t);
  const alice = await registerDevice(server, '+15550100001');
  const bob = await registerDevice(server, '+15550100002');
  await subscribe(server, service, bob);
  assert.equal((await server.request('DELETE', '/v1/session', { token: bob.token })).status, 204);
  await sendTo(server, alice, bob);
  const again = await registerDevice(server, '+15550100002');
  assert.equal((await server.request('GET', '/v1/push', { token: again.token })).json.subscription, undefined);
  await sendTo(server, alice, again);
  // A push that was to be kept back would have been here before this one.
  const endpoint = await subscribe(server, service, alice);
  await sendTo(server, again, alice);
  assert.equal((await service.next()).endpoint, endpoint);
  assert.equal(service.pushes.length, 1);
});

test('a target that is not allowed, or is none, is refused in the words of the table', async t => {
  const server = await startHttpServer(t);
  const service = await startUnifiedPushService(t);
  const bob = await registerDevice(server, '+15550100002');
  const put = async (json: object) => (await server.request('PUT', '/v1/push', { token: bob.token, json })).json;
  for (const endpoint of [`${service.url}/x`, 'https://169.254.169.254/x', 'https://ntfy.sh.evil.test/x', 'nothing'])
    assert.equal((await put({ kind: 'unifiedpush', endpoint })).code, 'bad_push_target', endpoint);
  assert.equal((await put({ kind: 'apns', token: 'ab'.repeat(32) })).code, 'bad_push_target', 'no key for Apple');
  for (const json of [
    {},
    { kind: 'sms' },
    { kind: 'webpush', endpoint: 'x' },
    { kind: 'unifiedpush', endpoint: 'x'.repeat(3_000) },
  ])
    assert.equal((await put(json)).code, 'bad_request');
  assert.equal(service.pushes.length, 0);
});

test('subscriptions and the key of the server are there after a restart', async t => {
  const { server, service } = await startPushing(t);
  const alice = await registerDevice(server, '+15550100001');
  const bob = await registerDevice(server, '+15550100002');
  const endpoint = await subscribe(server, service, bob);
  await server.close();
  const restarted = await startHttpServer(t, { flags, data: server.data });
  await sendTo(restarted, alice, bob);
  assert.equal((await service.next()).endpoint, endpoint);
});
