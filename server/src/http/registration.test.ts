import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { toBase64, wire } from '@parley/protocol';
import { loadConfig } from '../config.ts';
import { createInvite } from '../invite.ts';
import {
  claim,
  createKey,
  deviceListOf,
  registerDevice,
  startHttpServer,
  type TestServer,
  uploadOf,
} from './test-server.ts';

const phone = '+15550100001';

test('a number, its code and a signed list make an account, which others find', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, phone);
  const bob = await registerDevice(server, '+15550100002');
  const me = await server.request('GET', '/v1/account', { token: alice.token });
  assert.deepEqual(me.json, { account: alice.account, device: 1, phone, username: null, listVersion: 1 });
  const found = await server.request('POST', '/v1/accounts/lookup', {
    token: bob.token,
    json: { phones: [phone, '+15550109999', 'x'] },
  });
  assert.deepEqual(
    found.json.accounts.map((entry: { account: string | null }) => entry.account),
    [alice.account, null, null],
  );
  const { bytes } = await server.request('GET', `/v1/accounts/${alice.account}/devices`, { token: bob.token });
  assert.equal(wire.DeviceListChain.decode(bytes).lists.length, 1);
});

test('phone numbers are checked; E.164 in any spacing is one number', async t => {
  const server = await startHttpServer(t);
  for (const bad of ['', '5550100001', '+1', '+999999999999999999', '+1555010000x', 'DROP TABLE']) {
    const { status, json } = await server.request('POST', '/v1/registrations', { json: { phone: bad } });
    assert.equal(status, 400, bad);
    assert.equal(json.code, 'bad_phone');
  }
  await registerDevice(server, '+1 (555) 010-0001');
  const again = await registerDevice(server, phone);
  assert.equal(again.device, 2, 'the same account, a device number of its own');
});

test('a code expires, and ends after too many wrong tries', async t => {
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() + ahead };
  const server = await startHttpServer(t, { clock });
  const start = async () => (await server.request('POST', '/v1/registrations', { json: { phone } })).json;
  const guess = (registration: string, code: string) =>
    server.request('POST', `/v1/registrations/${registration}/code`, { json: { code } });
  const first = await start();
  const wrong = first.developmentCode === '000000' ? '000001' : '000000';
  for (let i = 0; i < 5; i++) assert.equal((await guess(first.registration, wrong)).json.code, 'bad_code');
  assert.equal((await guess(first.registration, first.developmentCode)).json.code, 'code_attempts');
  const second = await start();
  ahead += 10 * 60_000 + 1;
  assert.equal((await guess(second.registration, second.developmentCode)).json.code, 'registration_not_found');
  assert.equal((await guess('no-such-registration', '123456')).json.code, 'registration_not_found');
});

test('codes are limited for each number and each address', async t => {
  const server = await startHttpServer(t, { limits: { codesPerNumberAndHour: 2, codesPerAddressAndHour: 4 } });
  const ask = async (number: string) =>
    (await server.request('POST', '/v1/registrations', { json: { phone: number } })).json.code;
  assert.deepEqual([await ask(phone), await ask(phone), await ask(phone)], [undefined, undefined, 'rate_limited']);
  assert.deepEqual([await ask('+15550100002'), await ask('+15550100003')], [undefined, 'rate_limited']);
});

test('the development code is shown only where every condition holds', async t => {
  const ask = async (flags: Record<string, string>, headers: Record<string, string> = {}) => {
    const server = await startHttpServer(t, { flags });
    const { json } = await server.request('POST', '/v1/registrations', { json: { phone }, headers });
    return 'developmentCode' in json;
  };
  assert.equal(await ask({}), true);
  assert.equal(await ask({ dev: 'false' }), false);
  assert.equal(await ask({ host: '0.0.0.0' }).catch(() => false), false);
  for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'cf-connecting-ip']) {
    assert.equal(await ask({}, { [name]: '127.0.0.1' }), false, name);
  }
});

test('a list that is not what was confirmed is refused, and nothing is kept of it', async t => {
  const server = await startHttpServer(t);
  const started = (await server.request('POST', '/v1/registrations', { json: { phone } })).json;
  const path = `/v1/registrations/${started.registration}`;
  const identity = createKey();
  const complete = (deviceList: Uint8Array) =>
    server.request('POST', `${path}/complete`, {
      json: { deviceList: toBase64(deviceList), keys: toBase64(uploadOf(identity, [1])) },
    });
  const { account } = (await registerDevice(server, '+15550100009')) ?? {};
  assert.equal((await complete(deviceListOf({ account, device: 1, version: 1 }))).json.code, 'code_not_verified');
  const confirmed = (await server.request('POST', `${path}/code`, { json: { code: started.developmentCode } })).json;
  const good = { account: confirmed.account, device: 1, version: 1, identity };
  const forged = deviceListOf(good);
  forged[forged.length - 20]! ^= 1;
  for (const bad of [
    deviceListOf({ ...good, account }),
    deviceListOf({ ...good, device: 2 }),
    deviceListOf({ ...good, version: 2 }),
    deviceListOf({ ...good, previousHash: toBase64(new Uint8Array(32)) }),
    forged,
    new Uint8Array([1, 2, 3]),
  ]) {
    const { status, json } = await complete(bad);
    assert.equal(status, 400);
    assert.equal(json.code, 'bad_device_list');
  }
  assert.equal((await complete(deviceListOf(good))).status, 201);
});

test('keys that are not valid end nothing: the old device stays, and the registration can go on', async t => {
  const server = await startHttpServer(t);
  const old = await registerDevice(server, phone);
  const started = (await server.request('POST', '/v1/registrations', { json: { phone } })).json;
  const path = `/v1/registrations/${started.registration}`;
  const confirmed = (await server.request('POST', `${path}/code`, { json: { code: started.developmentCode } })).json;
  const { account, device, listVersion: version, previousHash } = confirmed;
  const identity = createKey();
  const deviceList = toBase64(deviceListOf({ account, device, version, previousHash, identity }));
  const complete = (keys: Uint8Array) =>
    server.request('POST', `${path}/complete`, { json: { deviceList, keys: toBase64(keys) } });
  for (const bad of [uploadOf(createKey(), [1]), new Uint8Array([1, 2, 3])]) {
    assert.equal((await complete(bad)).json.code, 'bad_keys');
  }
  assert.equal((await server.request('GET', '/v1/account', { token: old.token })).status, 200);
  assert.equal((await complete(uploadOf(identity, [1]))).status, 201);
});

test('registering anew ends the old device: token, keys and inbox; the list goes on', async t => {
  const server = await startHttpServer(t);
  const first = await registerDevice(server, phone);
  const second = await registerDevice(server, phone);
  assert.equal(second.account, first.account);
  assert.equal(second.device, 2, 'device numbers are never used again');
  assert.equal((await server.request('GET', '/v1/account', { token: first.token })).status, 401);
  assert.equal((await claim(server, second.token, first)).unavailable, true);
  const { bytes } = await server.request('GET', `/v1/accounts/${first.account}/devices`, { token: second.token });
  assert.deepEqual(
    wire.DeviceListChain.decode(bytes).lists.map(({ list }) => wire.DeviceList.decode(list!).version),
    [1, 2],
  );
});

test('by invitation: an invite vouches for one new number, as often as it says', async t => {
  const server = await startHttpServer(t, { flags: { registration: 'invite', dev: 'false' } });
  const ask = (json: object) => server.request('POST', '/v1/registrations', { json });
  assert.equal((await ask({ phone })).json.code, 'invite_needed');
  assert.equal((await ask({ phone, invite: 'made-up' })).json.code, 'invite_needed');
  const invite = await createInvite(loadConfig({}, { data: server.data }), { uses: 1, expiresAt: Date.now() + 60_000 });
  const finish = async (number: string) => {
    const started = (await ask({ phone: number, invite })).json;
    const path = `/v1/registrations/${started.registration}`;
    const { account } = (await server.request('POST', `${path}/code`, { json: { code: started.invitedCode } })).json;
    const identity = createKey();
    const deviceList = toBase64(deviceListOf({ account, device: 1, version: 1, identity }));
    return () =>
      server.request('POST', `${path}/complete`, { json: { deviceList, keys: toBase64(uploadOf(identity, [1])) } });
  };
  const parallel = [await finish('+15550100001'), await finish('+15550100002'), await finish('+15550100003')];
  const statuses = (await Promise.all(parallel.map(complete => complete()))).map(({ status }) => status);
  assert.deepEqual(statuses.sort(), [201, 403, 403], 'one use is one account, also in parallel');
  const expired = await createInvite(loadConfig({}, { data: server.data }), { uses: 9, expiresAt: Date.now() - 1 });
  assert.equal((await ask({ phone: '+15550100004', invite: expired })).json.code, 'invite_needed');
  const closed = await startHttpServer(t, { flags: { registration: 'closed' } });
  assert.equal(
    (await closed.request('POST', '/v1/registrations', { json: { phone } })).json.code,
    'registration_closed',
  );
});

test('an invite shows no code for a number that somebody has', async t => {
  const server = await startHttpServer(t);
  await registerDevice(server, phone);
  await server.close();
  const strict = await startHttpServer(t, { data: server.data, flags: { registration: 'invite', dev: 'false' } });
  const invite = await createInvite(loadConfig({}, { data: server.data }), { uses: 5, expiresAt: Date.now() + 60_000 });
  const { status, json } = await strict.request('POST', '/v1/registrations', { json: { phone, invite } });
  assert.equal(status, 201);
  assert.equal(json.invitedCode ?? json.developmentCode, undefined);
});

test('F28 a one-time prekey is handed out once: to 50 at once, after a restart, after a repeated upload', async t => {
  const server = await startHttpServer(t);
  const ids = Array.from({ length: 40 }, (_, i) => i + 1);
  const bob = await registerDevice(server, '+15550100002', ids);
  const alice = await registerDevice(server, phone);
  const bundles = await Promise.all(Array.from({ length: 50 }, () => claim(server, alice.token, bob)));
  const given = bundles.flatMap(({ oneTimePrekey }) => (oneTimePrekey ? [oneTimePrekey.id!] : []));
  assert.deepEqual(
    [...given].sort((a, b) => a - b),
    ids,
  );
  // F27: whoever comes later still gets what a session can start with.
  assert.ok(bundles.every(({ signedPrekey, kyberPrekey }) => signedPrekey && kyberPrekey));
  await server.close();
  const again = await startHttpServer(t, { data: server.data });
  assert.equal(
    (await again.request('POST', '/v1/keys', { token: bob.token, body: uploadOf(bob.identity, [39, 40, 41]) })).status,
    204,
  );
  assert.equal((await claim(again, alice.token, bob)).oneTimePrekey?.id, 41);
  assert.equal((await claim(again, alice.token, bob)).oneTimePrekey ?? undefined, undefined);
});

test('forged and malformed prekeys are refused', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, phone);
  const upload = async (body: Uint8Array) =>
    (await server.request('POST', '/v1/keys', { token: alice.token, body })).json?.code;
  assert.equal(await upload(uploadOf(createKey(), [10])), 'bad_keys', 'signed by another identity');
  const tooMany = Array.from({ length: 201 }, (_, i) => i + 10);
  assert.equal(await upload(uploadOf(alice.identity, tooMany)), 'too_many_keys');
  assert.equal(await upload(new Uint8Array([255, 255])), 'bad_request');
  const small = wire.KeyUpload.encode({
    oneTimePrekeys: [{ id: 11, key: Buffer.concat([Buffer.from([5]), Buffer.alloc(32)]) }],
  }).finish();
  assert.equal(await upload(small), 'bad_keys', 'a point of small order');
});

test('F53 a file of a newer schema is refused, naming both versions and what to do', async t => {
  const server = await startHttpServer(t);
  await server.close();
  for (const file of ['accounts', 'keys', 'messages']) {
    const path = `${server.data}/${file}.sqlite`;
    const database = new DatabaseSync(path);
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    database.exec('PRAGMA user_version = 99');
    database.close();
    await assert.rejects(
      startHttpServer(t, { data: server.data }),
      (error: Error) => /99/.test(error.message) && /newer|upgrade|version/i.test(error.message),
      file,
    );
    const back = new DatabaseSync(path);
    back.exec(`PRAGMA user_version = ${version}`);
    back.close();
  }
  await startHttpServer(t, { data: server.data });
});

test('two servers never share a data folder', async t => {
  const server = await startHttpServer(t);
  await assert.rejects(startHttpServer(t, { data: server.data }), /another server is using the data folder/);
});

/** A registration whose code is confirmed, and the request that completes it. */
async function confirmed(server: TestServer, number = phone) {
  const started = (await server.request('POST', '/v1/registrations', { json: { phone: number } })).json;
  const path = `/v1/registrations/${started.registration}`;
  const confirm = () => server.request('POST', `${path}/code`, { json: { code: started.developmentCode } });
  const { account, device, listVersion: version, previousHash } = (await confirm()).json;
  const identity = createKey();
  const list = { account, device, version, previousHash, identity };
  const body = { deviceList: toBase64(deviceListOf(list)), keys: toBase64(uploadOf(identity, [1, 2])) };
  const complete = (json: object = body, at = server) => at.request('POST', `${path}/complete`, { json });
  return { account, device, identity, list, body, confirm, complete };
}

test('a completion whose answer got lost is asked for again: a token of its own, the same device, all its keys', async t => {
  const server = await startHttpServer(t);
  const old = await registerDevice(server, phone);
  const { account, complete } = await confirmed(server);
  const lost = (await complete()).json.token;
  const again = await complete();
  assert.deepEqual([again.status, again.json.account, again.json.device], [201, account, 2]);
  const { token } = again.json;
  assert.notEqual(token, lost);
  assert.equal((await server.request('GET', '/v1/account', { token: lost })).status, 401);
  assert.equal((await server.request('GET', '/v1/account', { token })).json.listVersion, 2);
  assert.equal((await server.request('GET', '/v1/keys', { token })).json.oneTimePreKeys, 2);
  assert.equal((await claim(server, token, old)).unavailable, true);
  await server.close();
  const restarted = await startHttpServer(t, { data: server.data });
  const after = await complete(undefined, restarted);
  assert.equal((await restarted.request('GET', '/v1/account', { token })).status, 401);
  assert.equal((await restarted.request('GET', '/v1/account', { token: after.json.token })).json.device, 2);
});

test('sent several times at once, a completion makes one device, and the last token counts', async t => {
  const server = await startHttpServer(t);
  const { complete } = await confirmed(server);
  const answers = await Promise.all(Array.from({ length: 5 }, () => complete()));
  assert.deepEqual(
    answers.map(({ status, json }) => [status, json.device]),
    answers.map(() => [201, 1]),
  );
  const asked = answers.map(({ json }) => server.request('GET', '/v1/account', { token: json.token }));
  assert.equal((await Promise.all(asked)).filter(({ status }) => status === 200).length, 1);
});

test('a completed registration takes nothing else: no other list or keys, no code, nothing after its time or a newer device', async t => {
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() + ahead };
  const server = await startHttpServer(t, { clock });
  const { identity, list, body, confirm, complete } = await confirmed(server);
  const { token } = (await complete()).json;
  // Whoever learns of the registration and fetches the public list still lacks the one-time prekeys.
  const otherKeys = { ...body, keys: toBase64(uploadOf(identity, [1, 2])) };
  const otherList = { ...body, deviceList: toBase64(deviceListOf(list)) };
  for (const other of [otherKeys, otherList]) {
    assert.equal((await complete(other)).json.code, 'registration_not_found');
  }
  assert.equal((await confirm()).json.code, 'registration_not_found');
  assert.equal((await server.request('GET', '/v1/account', { token })).status, 200);
  const newer = await registerDevice(server, phone);
  assert.equal((await complete()).json.code, 'registration_not_found');
  assert.equal((await server.request('GET', '/v1/account', { token: newer.token })).status, 200);
  const other = await confirmed(server, '+15550100002');
  const { token: ended } = (await other.complete()).json;
  await server.request('DELETE', '/v1/session', { token: ended });
  assert.equal((await other.complete()).json.code, 'registration_not_found');
  const third = await confirmed(server, '+15550100003');
  await third.complete();
  ahead += 10 * 60_000 + 1;
  assert.equal((await third.complete()).json.code, 'registration_not_found');
});

test('a user name is chosen, found in any case beside numbers, given up, and bounded', async t => {
  const server = await startHttpServer(t);
  const [alice, bob] = [await registerDevice(server, '+15550100001'), await registerDevice(server, '+15550100002')];
  const set = (token: string, username: string | null) =>
    server.request('PUT', '/v1/account/username', { token, json: { username } });
  assert.deepEqual((await set(alice.token, '@Alice.W')).json, { username: 'alice.w' });
  assert.equal((await server.request('GET', '/v1/account', { token: alice.token })).json.username, 'alice.w');
  assert.equal((await set(bob.token, 'ALICE.w')).json.code, 'username_taken');
  assert.equal((await set(bob.token, 'b')).json.code, 'bad_username');
  const json = { phones: ['+15550100001'], usernames: ['Alice.W', 'nobody', '?'] };
  const found = await server.request('POST', '/v1/accounts/lookup', { token: bob.token, json });
  assert.deepEqual(found.json, {
    accounts: [{ phone: '+15550100001', account: alice.account }],
    usernames: [
      { username: 'Alice.W', account: alice.account },
      { username: 'nobody', account: null },
      { username: '?', account: null },
    ],
  });
  assert.equal((await server.request('POST', '/v1/accounts/lookup', { token: bob.token, json: {} })).status, 400);
  assert.deepEqual((await set(alice.token, null)).json, { username: null });
  assert.equal((await set(bob.token, 'alice.w')).json.code, 'username_taken', 'it is held for a while');
  for (const name of ['one', 'two', 'three', 'four']) assert.equal((await set(alice.token, name)).status, 200);
  assert.equal((await set(alice.token, 'five')).json.code, 'username_too_often');
});
