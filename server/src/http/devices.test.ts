// What the server takes as an account's next device list, and links as a mailbox of a few small messages.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { toBase64, wire } from '@parley/protocol';
import {
  createKey,
  deviceListOf,
  registerDevice,
  startHttpServer,
  type TestDevice,
  type TestServer,
  uploadOf,
} from './test-server.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

async function lastHash(server: TestServer, { account, token }: TestDevice): Promise<string> {
  const { bytes } = await server.request('GET', `/v1/accounts/${account}/devices`, { token });
  return toBase64(sha256(wire.DeviceListChain.decode(bytes).lists.at(-1)!.list!));
}

async function setUp(t: Parameters<typeof startHttpServer>[0]) {
  const server = await startHttpServer(t);
  const phone = await registerDevice(server, '+15550100001');
  const laptop = { identity: createKey(), token: randomBytes(32) };
  const { account, accountKey, identity } = phone;
  const others = [{ device: 1, identity }];
  const two = async (changes = {}) =>
    deviceListOf({
      ...{ account, accountKey, device: 2, identity: laptop.identity, others, version: 2 },
      previousHash: await lastHash(server, phone),
      ...changes,
    });
  const added = {
    keys: toBase64(uploadOf(laptop.identity, [1, 2, 3])),
    tokenHash: sha256(laptop.token).toString('hex'),
  };
  const publish = (list: Uint8Array, device: object | null = added) =>
    server.request('POST', '/v1/devices', {
      token: phone.token,
      json: { deviceList: toBase64(list), ...(device ? { added: device } : {}) },
    });
  return { server, phone, laptop, two, added, publish };
}

test('a device that the account key has put on the list has keys and a token, and the same list again changes nothing', async t => {
  const { server, phone, laptop, two, publish } = await setUp(t);
  const list = await two();
  for (let i = 0; i < 2; i++) assert.deepEqual((await publish(list)).json, { listVersion: 2 });
  const token = laptop.token.toString('base64url');
  assert.deepEqual((await server.request('GET', '/v1/account', { token })).json.device, 2);
  assert.equal((await server.request('GET', '/v1/keys', { token })).json.oneTimePreKeys, 3);
  const { devices, nextDevice } = (await server.request('GET', '/v1/devices', { token })).json;
  assert.deepEqual([devices.map((each: { device: number }) => each.device), nextDevice], [[1, 2], 3]);
  const { account, accountKey, identity } = phone;
  const previousHash = await lastHash(server, phone);
  const one = deviceListOf({ account, accountKey, device: 1, identity, version: 3, previousHash });
  assert.deepEqual((await publish(one, null)).json, { listVersion: 3 });
  assert.equal((await server.request('GET', '/v1/account', { token })).status, 401);
});

test('a list that its account key has not signed so, or that is not the next one, is refused', async t => {
  const { phone, two, added, publish } = await setUp(t);
  const refused = async (code: string, list: Uint8Array, device: object | null = added) =>
    assert.equal((await publish(list, device)).json.code, code);
  await refused('bad_device_list', await two({ accountKey: createKey() }));
  await refused('stale_list', await two({ version: 3 }));
  await refused('stale_list', await two({ version: 1 }));
  await refused('bad_device_list', await two({ previousHash: toBase64(randomBytes(32)) }));
  await refused('stale_list', await two({ device: 3 }));
  await refused('bad_device_list', await two({ others: [{ device: 1, identity: createKey() }] }));
  await refused('bad_device_list', await two({ others: [{ device: 2, identity: phone.identity }] }));
  await refused('bad_device_list', await two(), null);
  await refused('bad_keys', await two(), { ...added, keys: toBase64(uploadOf(createKey(), [1])) });
  const eight = Array.from({ length: 8 }, (_, i) => ({ device: i + 1, identity: createKey() }));
  await refused('too_many_devices', await two({ device: 9, others: eight }));
  assert.deepEqual((await publish(await two())).json, { listVersion: 2 });
});

test('a link holds a few small messages, each written once, until it expires', async t => {
  let now = Date.now();
  const server = await startHttpServer(t, { clock: { now: () => now, monotonic: () => now } });
  const { link, expiresAt } = (await server.request('POST', '/v1/links')).json;
  const path = `/v1/links/${link}/1`;
  assert.equal((await server.request('GET', path)).status, 204);
  const body = Uint8Array.of(1, 2, 3);
  for (let i = 0; i < 2; i++) assert.equal((await server.request('PUT', path, { body })).status, 204);
  assert.equal((await server.request('PUT', path, { body: Uint8Array.of(9) })).json.code, 'link_taken');
  assert.deepEqual((await server.request('GET', path)).bytes, body);
  const large = new Uint8Array(40_000);
  assert.equal((await server.request('PUT', `/v1/links/${link}/2`, { body: large })).json.code, 'too_large');
  assert.equal((await server.request('PUT', `/v1/links/${link}/4`, { body })).json.code, 'bad_request');
  now = expiresAt;
  assert.equal((await server.request('GET', path)).json.code, 'link_not_found');
});

test('one address gets so many links an hour', async t => {
  const server = await startHttpServer(t, { limits: { linksPerAddressAndHour: 2 } });
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await server.request('POST', '/v1/links')).status);
  assert.deepEqual(statuses, [201, 201, 429]);
});
