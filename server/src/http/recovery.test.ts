// What a recovery code opens, at the server: who may put it there, who may read it, and which lists it lets follow.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBase64 } from '@parley/protocol';
import {
  createKey,
  deviceListOf,
  keepRecovery,
  registerDevice,
  startHttpServer,
  type TestDevice,
  type TestKey,
  type TestServer,
  uploadOf,
} from './test-server.ts';

const phone = '+15550100001';

async function confirm(server: TestServer) {
  const started = await server.request('POST', '/v1/registrations', { json: { phone } });
  const path = `/v1/registrations/${started.json.registration}`;
  const confirmed = await server.request('POST', `${path}/code`, { json: { code: started.json.developmentCode } });
  return { path, confirmed: confirmed.json };
}

type Others = readonly { readonly device: number; readonly identity: TestKey }[];

/** Registers anew, with that account key and beside those devices. */
async function registerWith(server: TestServer, accountKey: TestKey, others: Others) {
  const { path, confirmed } = await confirm(server);
  const { account, device, listVersion: version, previousHash } = confirmed;
  const identity = createKey();
  const list = deviceListOf({ account, device, version, previousHash, accountKey, identity, others });
  // In ascending order: the new device is the last.
  const json = { deviceList: toBase64(list), keys: toBase64(uploadOf(identity, [1])) };
  return server.request('POST', `${path}/complete`, { json });
}

async function linkCompanion(server: TestServer, { account, accountKey, identity, token }: TestDevice) {
  const companion = createKey();
  const { confirmed } = await confirm(server);
  const others = [{ device: 1, identity }];
  const list = { account, device: 2, version: 2, accountKey, identity: companion, others };
  const added = { keys: toBase64(uploadOf(companion, [1])), tokenHash: 'ab'.repeat(32) };
  const deviceList = toBase64(deviceListOf({ ...list, previousHash: confirmed.previousHash }));
  const { status } = await server.request('POST', '/v1/devices', { token, json: { deviceList, added } });
  assert.equal(status, 200);
  return companion;
}

test('F29 what the recovery code opens is read by who has confirmed the number, and by nobody before', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, phone);
  assert.equal((await confirm(server)).confirmed.recovery, undefined);
  assert.deepEqual((await keepRecovery(server, alice)).json, { version: 1 });
  assert.deepEqual((await keepRecovery(server, alice)).json, { version: 2 });
  const { path, confirmed } = await confirm(server);
  assert.equal(confirmed.recovery, true);
  const { json } = await server.request('GET', `${path}/recovery`);
  assert.equal(json.backup, toBase64(Buffer.from(`of ${alice.account}`)));
  const started = await server.request('POST', '/v1/registrations', { json: { phone } });
  const early = await server.request('GET', `/v1/registrations/${started.json.registration}/recovery`);
  assert.equal(early.json.code, 'code_not_verified');
});

test('reading what the recovery code opens is limited for each account, whatever the registration', async t => {
  const server = await startHttpServer(t, { limits: { recoveryReadsPerHour: 1 } });
  await keepRecovery(server, await registerDevice(server, phone));
  const read = async () => (await server.request('GET', `${(await confirm(server)).path}/recovery`)).json.code;
  assert.deepEqual([await read(), await read()], [undefined, 'rate_limited']);
});

test('under the account key there was, the devices that the list names stay, and what is kept for recovery', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, phone);
  const companion = await linkCompanion(server, alice);
  await keepRecovery(server, alice);
  const others = [{ device: 2, identity: companion }];
  const { status, json } = await registerWith(server, alice.accountKey, others);
  assert.deepEqual([status, json.device], [201, 3]);
  const { devices } = (await server.request('GET', '/v1/devices', { token: json.token })).json;
  assert.deepEqual(
    devices.map(({ device }: { device: number }) => device),
    [2, 3],
  );
  assert.equal((await server.request('GET', '/v1/account', { token: alice.token })).json.code, 'unauthorized');
  assert.equal((await server.request('GET', '/v1/recovery', { token: json.token })).json.version, 1);
});

test('under another account key all others end, and what is kept for recovery', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, phone);
  const companion = await linkCompanion(server, alice);
  await keepRecovery(server, alice);
  const others = [{ device: 2, identity: companion }];
  assert.equal((await registerWith(server, createKey(), others)).json.code, 'bad_device_list');
  const { json } = await registerWith(server, createKey(), []);
  const { devices } = (await server.request('GET', '/v1/devices', { token: json.token })).json;
  assert.equal(devices.length, 1);
  assert.equal((await server.request('GET', '/v1/recovery', { token: json.token })).json.version, 0);
});

test('a registration takes no device along that was not there, and none under another identity key', async t => {
  const server = await startHttpServer(t);
  const { accountKey } = await registerDevice(server, phone);
  const stranger = [{ device: 1, identity: createKey() }];
  assert.equal((await registerWith(server, accountKey, stranger)).json.code, 'bad_device_list');
});
