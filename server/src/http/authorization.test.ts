// Every documented route, asked by nobody, by a stranger and by another account. A route without a row here fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idBytes, SUBPROTOCOL, wire } from '@parley/protocol';
import { WebSocket } from 'ws';
import { documentedRoutes } from './openapi.testing.ts';
import { type RegisteredDevice, registerDevice, startTestServer } from './registered-device.testing.ts';

const open = 'anyone';
const own = "the device's own data";
const anyAccount = 'every account';

const access: Readonly<Record<string, string>> = {
  'GET /v1/server': open,
  'GET /healthz': open,
  'GET /readyz': open,
  'GET /metrics': open, // from this machine; see below
  'POST /v1/registrations': open,
  'POST /v1/registrations/{registration}/code': open,
  'POST /v1/registrations/{registration}/complete': open,
  'GET /v1/account': own,
  'DELETE /v1/session': own,
  'GET /v1/keys': own,
  'POST /v1/keys': own,
  'GET /v1/messages': own,
  'GET /v1/messages/count': own,
  'POST /v1/messages/ack': own,
  'DELETE /v1/messages': own,
  'POST /v1/accounts/lookup': anyAccount,
  'GET /v1/accounts/{account}/devices': anyAccount,
  'POST /v1/keys/claim': anyAccount,
};

const nobody = {
  'no token': undefined,
  'another scheme': 'Basic YWxpY2U6c2VjcmV0',
  'a short token': 'Bearer abc',
  'an unknown token': `Bearer ${'A'.repeat(43)}`,
};

test('every route says who may use it', async t => {
  const { url } = await startTestServer(t);
  const routes = await documentedRoutes(url);
  assert.deepEqual(routes.map(({ method, path }) => `${method} ${path}`).sort(), Object.keys(access).sort());
  for (const { method, path, security } of routes) {
    assert.equal(security !== undefined, access[`${method} ${path}`] !== open, `${method} ${path}`);
  }
});

test('without a valid token every route of a device answers 401 unauthorized', async t => {
  const { url } = await startTestServer(t);
  const gone = await registerDevice(url, '+15550100001');
  assert.equal((await ask(url, 'DELETE', '/v1/session', gone)).status, 204);
  const tokens = { ...nobody, 'a token that was ended': `Bearer ${gone.token}` };
  for (const [route, who] of Object.entries(access)) {
    if (who === open) continue;
    const [method = '', path = ''] = route.split(' ');
    for (const [what, authorization] of Object.entries(tokens)) {
      const response = await fetch(url + path.replace('{account}', gone.account), {
        method,
        headers: authorization === undefined ? {} : { authorization },
      });
      assert.equal(response.status, 401, `${route} with ${what}`);
      assert.equal(((await response.json()) as { code: string }).code, 'unauthorized', `${route} with ${what}`);
    }
  }
});

test("D5 another account neither reads, acks, empties nor ends anything of Alice's", async t => {
  const { url } = await startTestServer(t);
  const [alice, mallory] = [await registerDevice(url, '+15550100001'), await registerDevice(url, '+15550100002')];
  await sendOne(url, mallory, alice);
  const before = await stateOf(url, alice);
  assert.equal(before.count.rows, 1);
  assert.equal(before.keys.oneTimePreKeys, 2);

  // Naming Alice in whatever place a careless route might look into changes nothing.
  const asAlice = `account=${alice.account}&device=1&sender=${mallory.account}`;
  const { account } = (await (await ask(url, 'GET', `/v1/account?${asAlice}`, mallory)).json()) as { account: string };
  assert.equal(account, mallory.account);
  const page = await ask(url, 'GET', `/v1/messages?${asAlice}`, mallory, undefined, { accept: 'application/json' });
  assert.deepEqual(((await page.json()) as { messages: unknown[] }).messages, []);
  const ack = { inboxEpoch: before.count.inboxEpoch, seq: before.count.lastSeq, account: alice.account, device: 1 };
  await ask(url, 'POST', '/v1/messages/ack', mallory, ack);
  assert.deepEqual(await (await ask(url, 'DELETE', `/v1/messages?${asAlice}`, mallory)).json(), { removed: 0 });
  assert.equal((await ask(url, 'DELETE', `/v1/session?${asAlice}`, mallory)).status, 204);

  assert.deepEqual(await stateOf(url, alice), before);
});

test('metrics are for this machine, and for nobody behind a proxy, unless a token is set', async t => {
  const { url } = await startTestServer(t);
  assert.equal((await fetch(`${url}/metrics`)).status, 200);
  const behindProxy = { 'x-forwarded-for': '203.0.113.9' };
  assert.equal((await fetch(`${url}/metrics`, { headers: behindProxy })).status, 403);

  const guarded = await startTestServer(t, { metricsToken: 'long secret' });
  assert.equal((await fetch(`${guarded.url}/metrics`)).status, 403);
  const headers = { authorization: 'Bearer long secret' };
  assert.equal((await fetch(`${guarded.url}/metrics`, { headers })).status, 200);
});

function ask(
  url: string,
  method: string,
  path: string,
  { token }: RegisteredDevice,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

async function stateOf(url: string, device: RegisteredDevice) {
  const read = async <T>(path: string): Promise<T> => {
    const response = await ask(url, 'GET', path, device);
    assert.equal(response.status, 200, path);
    return (await response.json()) as T;
  };
  return {
    account: await read<object>('/v1/account'),
    count: await read<{ rows: number; inboxEpoch: number; lastSeq: number }>('/v1/messages/count'),
    keys: await read<{ oneTimePreKeys: number }>('/v1/keys'),
  };
}

/** One message over the WebSocket, from Hello to Sent. */
async function sendOne(url: string, from: RegisteredDevice, to: RegisteredDevice): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/socket`, SUBPROTOCOL);
  const write = (frame: wire.ClientFrame.$Properties) => socket.send(wire.ClientFrame.encode(frame).finish());
  const { account, device, token } = from;
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', code => reject(new Error(`closed with ${code}`)));
    socket.on('open', () =>
      write({
        hello: { token: Buffer.from(token, 'base64url'), account: idBytes(account), device, connectionEpoch: 1 },
      }),
    );
    socket.on('message', data => {
      const frame = wire.ServerFrame.decode(data as Buffer);
      if (frame.sent) resolve();
      if (frame.refused || frame.problem) reject(new Error(JSON.stringify(frame)));
      if (!frame.live) return;
      const parts = [{ device: to.device, ciphertext: { kind: 1, data: new Uint8Array(300) } }];
      const id = crypto.getRandomValues(new Uint8Array(16));
      write({ send: { id, to: idBytes(to.account), toListVersion: 1, ownListVersion: 1, parts } });
    });
  });
  socket.removeAllListeners('close').close();
}
