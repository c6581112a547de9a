// One device can't act for another over HTTP. Every route of the OpenAPI document has a case here; a new one without a case
// fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wire } from '@parley/protocol';
import { connectRaw, rawSend } from '../../../dev/raw-connection.ts';
import { GROUP } from '../groups/events.testing.ts';
import { announce, fileOf, patch, put, uploadAsset } from './assets.testing.ts';
import { deviceCases } from './authorization-devices.testing.ts';
import { groupCases } from './authorization-groups.testing.ts';
import {
  claim,
  credentialsOf,
  registerDevice,
  startHttpServer,
  type TestDevice,
  type TestServer,
  uploadOf,
} from './test-server.ts';

const open = 'anyone';
/** For a route of a device: that Mallory gets nothing of Alice's, and changes nothing of hers. */
type Case = typeof open | ((server: TestServer, alice: TestDevice, mallory: TestDevice) => Promise<void>);

const cases: Record<string, Case> = {
  ...groupCases,
  ...deviceCases,
  'get /v1/server': open,
  'get /healthz': open,
  'get /readyz': open,
  'get /metrics': async server => {
    const forwarded = await server.request('GET', '/metrics', { headers: { 'x-forwarded-for': '10.0.0.1' } });
    assert.equal(forwarded.status, 403);
  },
  'post /v1/registrations': open,
  'post /v1/registrations/{registration}/code': async server => {
    const { json } = await server.request('POST', '/v1/registrations/guessed/code', { json: { code: '000000' } });
    assert.equal(json.code, 'registration_not_found');
  },
  'post /v1/registrations/{registration}/complete': async server => {
    const { json } = await server.request('POST', '/v1/registrations/guessed/complete', {
      json: { deviceList: '', keys: '' },
    });
    assert.equal(json.code, 'registration_not_found');
  },
  'get /v1/account': async (server, _, mallory) => {
    assert.equal((await server.request('GET', '/v1/account', { token: mallory.token })).json.account, mallory.account);
  },
  'put /v1/account/username': async (server, alice, mallory) => {
    await server.request('PUT', '/v1/account/username', { token: mallory.token, json: { username: 'mallory' } });
    assert.equal((await server.request('GET', '/v1/account', { token: alice.token })).json.username, null);
  },
  'post /v1/accounts/lookup': open, // of any registered device
  'get /v1/accounts/{account}/devices': open, // public keys, to any registered device
  'post /v1/accounts/lists': open, // the same, of many
  'get /v1/privacy': async (server, alice, mallory) => {
    await server.request('PUT', `/v1/blocks/${mallory.account}`, { token: alice.token });
    assert.deepEqual((await server.request('GET', '/v1/privacy', { token: mallory.token })).json.blocked, []);
  },
  'patch /v1/privacy': async (server, alice, mallory) => {
    await server.request('PATCH', '/v1/privacy', { token: mallory.token, json: { presence: 'nobody' } });
    const { json } = await server.request('GET', '/v1/privacy', { token: alice.token });
    assert.deepEqual([json.presence, json.version], ['everyone', 0]);
  },
  'put /v1/blocks/{account}': async (server, alice, mallory) => {
    await server.request('PUT', `/v1/blocks/${alice.account}`, { token: mallory.token });
    assert.deepEqual((await server.request('GET', '/v1/privacy', { token: alice.token })).json.blocked, []);
  },
  'delete /v1/blocks/{account}': async (server, alice, mallory) => {
    await server.request('PUT', `/v1/blocks/${mallory.account}`, { token: alice.token });
    await server.request('DELETE', `/v1/blocks/${mallory.account}`, { token: mallory.token });
    const { json } = await server.request('GET', '/v1/privacy', { token: alice.token });
    assert.deepEqual(json.blocked, [mallory.account]);
  },
  'put /v1/profile': async (server, alice, mallory) => {
    await server.request('PUT', '/v1/profile', { token: mallory.token, json: { version: 1, profile: 'AAAA' } });
    const { json } = await server.request('GET', `/v1/profile/${alice.account}`, { token: alice.token });
    assert.equal(json.code, 'no_profile', "Mallory's own");
  },
  'get /v1/profile/{account}': async (server, alice, mallory) => {
    await server.request('PUT', '/v1/profile', { token: alice.token, json: { version: 1, profile: 'AAAA' } });
    const read = () => server.request('GET', `/v1/profile/${alice.account}`, { token: mallory.token });
    assert.deepEqual((await read()).json, { version: 1, profile: 'AAAA' }, 'bytes that only the key opens');
    await server.request('PUT', `/v1/blocks/${mallory.account}`, { token: alice.token });
    assert.equal((await read()).json.code, 'no_profile');
  },
  'post /v1/reports': open, // of any registered device, in its own name
  'delete /v1/session': async (server, alice, mallory) => {
    await server.request('DELETE', '/v1/session', { token: mallory.token });
    assert.equal((await server.request('GET', '/v1/account', { token: alice.token })).status, 200);
    assert.equal((await server.request('GET', '/v1/account', { token: mallory.token })).json.code, 'unauthorized');
  },
  'get /v1/keys': async (server, alice, mallory) => {
    await claim(server, mallory.token, alice);
    assert.equal(
      (await server.request('GET', '/v1/keys', { token: mallory.token })).json.oneTimePreKeys,
      2,
      "Mallory's own",
    );
  },
  'post /v1/keys': async (server, alice, mallory) => {
    const upload = uploadOf(alice.identity, [90]); // Alice's signature under Mallory's token
    assert.equal(
      (await server.request('POST', '/v1/keys', { token: mallory.token, body: upload })).json.code,
      'bad_keys',
    );
    assert.equal((await server.request('GET', '/v1/keys', { token: alice.token })).json.oneTimePreKeys, 2);
  },
  'post /v1/keys/claim': async (server, alice, mallory) => {
    const { oneTimePrekey } = await claim(server, mallory.token, alice);
    assert.ok(oneTimePrekey, 'claiming is for everybody; each key goes out once');
  },
  'get /v1/messages': async (server, alice, mallory) => {
    await deliverTo(server, alice, mallory);
    const path = '/v1/messages?after=0';
    const own = await server.request('GET', path, { token: alice.token });
    assert.equal(wire.MessagePage.decode(own.bytes).messages.length, 1);
    for (const query of ['', `&account=${alice.account}`, `&device=1&sender=${mallory.account}`]) {
      const { bytes } = await server.request('GET', path + query, { token: mallory.token });
      assert.equal(wire.MessagePage.decode(bytes).messages.length, 0);
    }
  },
  'get /v1/messages/count': async (server, alice, mallory) => {
    await deliverTo(server, alice, mallory);
    assert.equal((await server.request('GET', '/v1/messages/count', { token: mallory.token })).json.rows, 0);
    assert.equal((await server.request('GET', '/v1/messages/count', { token: alice.token })).json.rows, 1);
  },
  'post /v1/messages/ack': async (server, alice, mallory) => {
    await deliverTo(server, alice, mallory);
    const { inboxEpoch } = (await server.request('GET', '/v1/messages/count', { token: alice.token })).json;
    await server.request('POST', '/v1/messages/ack', { token: mallory.token, json: { inboxEpoch, seq: 1 } });
    assert.equal((await server.request('GET', '/v1/messages/count', { token: alice.token })).json.rows, 1);
    await server.request('POST', '/v1/messages/ack', { token: alice.token, json: { inboxEpoch, seq: 1 } });
    assert.equal((await server.request('GET', '/v1/messages/count', { token: alice.token })).json.rows, 0);
  },
  'delete /v1/messages': async (server, alice, mallory) => {
    await deliverTo(server, alice, mallory);
    assert.deepEqual((await server.request('DELETE', '/v1/messages', { token: mallory.token })).json, { removed: 0 });
    assert.deepEqual((await server.request('DELETE', '/v1/messages', { token: alice.token })).json, { removed: 1 });
  },
  'get /v1/push': async (server, alice, mallory) => {
    await subscribe(server, alice);
    assert.equal((await server.request('GET', '/v1/push', { token: mallory.token })).json.subscription, undefined);
    assert.equal((await server.request('GET', '/v1/push', { token: alice.token })).json.subscription.place, 'ntfy.sh');
  },
  'put /v1/push': async (server, alice, mallory) => {
    await subscribe(server, alice);
    await subscribe(server, mallory, 'https://ntfy.sh/mallory');
    assert.ok((await server.request('GET', '/v1/push', { token: alice.token })).json.subscription);
  },
  'delete /v1/push': async (server, alice, mallory) => {
    await subscribe(server, alice);
    assert.equal((await server.request('DELETE', '/v1/push', { token: mallory.token })).status, 204);
    assert.ok((await server.request('GET', '/v1/push', { token: alice.token })).json.subscription);
    await server.request('DELETE', '/v1/push', { token: alice.token });
    assert.equal((await server.request('GET', '/v1/push', { token: alice.token })).json.subscription, undefined);
  },
  'post /v1/push/test': async (server, alice, mallory) => {
    await subscribe(server, alice);
    const { json } = await server.request('POST', '/v1/push/test', { token: mallory.token });
    assert.equal(json.code, 'push_not_set');
  },
  'post /v1/assets': async (server, alice, mallory) => {
    const { size } = await uploadAsset(server, alice);
    const asked = await announce(server, mallory, size, fileOf(size).sha256);
    assert.deepEqual([asked.ready, asked.uploaded], [false, 0], 'nobody is told what others have');
  },
  'post /v1/assets/{asset}/forward': async (server, alice, mallory) => {
    const { asset } = await uploadAsset(server, alice);
    const unfinished = await announce(server, alice, 100, fileOf(100).sha256);
    const forward = (id: string) => server.request('POST', `/v1/assets/${id}/forward`, { token: mallory.token });
    assert.equal((await forward(unfinished.asset)).status, 404);
    assert.equal((await forward('f'.repeat(32))).status, 404);
    assert.equal((await forward(asset)).status, 201, 'the id is a capability: whoever was sent it may pass it on');
  },
  'get /v1/assets/{asset}': async (server, alice, mallory) => {
    const unfinished = await announce(server, alice, 100, fileOf(100).sha256);
    for (const id of [unfinished.asset, 'f'.repeat(32)]) {
      assert.equal((await server.request('GET', `/v1/assets/${id}`, { token: mallory.token })).status, 404);
    }
  },
  'get /v1/blobs/{sha256}': async (server, alice) => {
    const { size } = await uploadAsset(server, alice);
    const path = `/v1/blobs/${fileOf(size).sha256}?expires=${Date.now() + 60_000}&signature=`;
    for (const signature of ['', 'A'.repeat(43)]) {
      assert.equal((await server.request('GET', path + signature, { token: alice.token })).json.code, 'link_expired');
    }
  },
  'put /v1/uploads/{asset}': async (server, alice, mallory) => {
    const { bytes, size, sha256 } = fileOf(1_000);
    const { upload } = await announce(server, alice, size, sha256);
    assert.equal((await put(server, mallory, upload, bytes)).status, 404);
    assert.equal((await announce(server, alice, size, sha256)).uploaded, 0);
  },
  'patch /v1/uploads/{asset}': async (server, alice, mallory) => {
    const { bytes, size, sha256 } = fileOf(1_000);
    const { upload } = await announce(server, alice, size, sha256);
    assert.equal((await patch(server, mallory, upload, 0, bytes)).status, 404);
    assert.equal((await announce(server, alice, size, sha256)).uploaded, 0);
  },
  'head /v1/uploads/{asset}': async (server, alice, mallory) => {
    const { upload } = await announce(server, alice, 1_000, fileOf(1_000).sha256);
    const headers = { 'tus-resumable': '1.0.0' };
    assert.equal((await server.request('HEAD', upload, { token: mallory.token, headers })).status, 404);
    assert.equal((await server.request('HEAD', upload, { token: alice.token, headers })).status, 200);
  },
};

async function subscribe(server: TestServer, { token }: TestDevice, endpoint = 'https://ntfy.sh/alice'): Promise<void> {
  const { status } = await server.request('PUT', '/v1/push', { token, json: { kind: 'unifiedpush', endpoint } });
  assert.equal(status, 204);
}

/** One message from Mallory waits for Alice. */
async function deliverTo(server: TestServer, alice: TestDevice, mallory: TestDevice): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    connectRaw(server.url, credentialsOf(mallory), {
      connectionEpoch: 1,
      onFrame(frame, connection) {
        if (frame.refused) reject(new Error(JSON.stringify(frame.refused)));
        if (frame.sent) void connection.close().then(resolve);
      },
    }).then(
      connection => connection.send({ send: rawSend(Buffer.alloc(16, 3), alice.account, new Uint8Array(20)) }),
      reject,
    );
  });
}

test('every route of the OpenAPI document has a case, and needs a token unless it is for anyone', async t => {
  const server = await startHttpServer(t);
  const { paths } = (await server.request('GET', '/docs/json')).json as {
    paths: Record<string, Record<string, { security?: unknown[] }>>;
  };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({ name: `${method} ${path}`, method, path, security })),
  );
  assert.deepEqual(routes.map(({ name }) => name).sort(), Object.keys(cases).sort());
  const open = /^(\/v1\/server|\/healthz|\/readyz|\/metrics|\/v1\/registrations.*|\/v1\/links.*|\/v1\/blobs\/.*)$/;
  for (const { name, method, path, security } of routes) {
    const isOpen = open.test(path);
    assert.equal(Boolean(security), !isOpen, `${name} says in the document whether it needs a token`);
    if (isOpen) continue;
    const real = path
      .replace('{group}', GROUP)
      .replace('{invite}', 'a'.repeat(64))
      .replace(/\{(account|asset)\}/, 'a'.repeat(32));
    for (const token of [undefined, 'x', 'A'.repeat(43)]) {
      const { status, json } = await server.request(method.toUpperCase(), real, { token });
      assert.equal(status, 401, name);
      if (method !== 'head') assert.equal(json.code, 'unauthorized');
    }
  }
});

for (const [name, run] of Object.entries(cases)) {
  if (run === open) continue;
  test(`a device can't act for another: ${name}`, async t => {
    const server = await startHttpServer(t);
    const alice = await registerDevice(server, '+15550100001');
    const mallory = await registerDevice(server, '+15550100002');
    await run(server, alice, mallory);
  });
}

test('with a metrics token only its holder reads the metrics, from this machine too', async t => {
  const server = await startHttpServer(t, { flags: { metricsToken: 'long secret' } });
  assert.equal((await server.request('GET', '/metrics')).status, 403);
  const headers = { authorization: 'Bearer long secret' };
  assert.equal((await server.request('GET', '/metrics', { headers })).status, 200);
});
