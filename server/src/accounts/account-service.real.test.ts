// Two processes on one database: what one has begun the other goes on with, and what one has ended is over in the other.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { limits, toBase64, type wire } from '@parley/protocol';
import pino from 'pino';
import { createKey, deviceListOf, uploadOf } from '../http/test-server.ts';
import { createKeys } from '../keys/key-service.ts';
import { openSqlKeyStore } from '../keys/key-store-sql.ts';
import { databaseAt, newDatabase } from '../lib/mysql.testing.ts';
import { createMemoryRateLimits } from '../lib/rate-limits-memory.ts';
import { createAccounts } from './account-service.ts';
import { openSqlAccountStore } from './account-store-sql.ts';
import { secretHash } from './secrets.ts';

const phone = '+15550100001';
const start = { phone, address: 'x', showCode: true };
const bytesOf = (token: string): Uint8Array => Buffer.from(token, 'base64url');

async function startProcess(t: TestContext, database: string) {
  const source = await databaseAt(database);
  const [store, keyStore] = [await openSqlAccountStore(source), await openSqlKeyStore(source)];
  t.after(() => Promise.all([store.close(), keyStore.close()]));
  const keys = createKeys({ store: keyStore, identityKey: store.identityKey, rates: createMemoryRateLimits(), limits });
  const accounts = createAccounts({
    store,
    keys,
    codeSender: { send: async () => undefined },
    clock: { now: () => 1_000, monotonic: () => 1_000 },
    limits,
    registration: 'open',
    log: pino({ level: 'silent' }),
    onDevicesChanged: async () => undefined,
    onDeviceRemoved: async () => undefined,
  });
  return { accounts, keys };
}

type Process = Awaited<ReturnType<typeof startProcess>>;

/** Begun by one, confirmed by both, ready to be completed by whoever. */
async function confirmed(one: Process, other: Process) {
  const started = await one.accounts.startRegistration(start);
  assert.ok(started.ok && started.value.code);
  const { registration, code } = started.value;
  const answers = await Promise.all([one, other].map(({ accounts }) => accounts.confirmCode({ registration, code })));
  assert.deepEqual(answers[0], answers[1], 'whoever is asked again answers the same');
  const [answer] = answers;
  assert.ok(answer?.ok);
  const { account, device, listVersion: version, previousHash } = answer.value;
  const identity = createKey();
  const known = previousHash ? { previousHash: toBase64(previousHash) } : {};
  const deviceList = deviceListOf({ account, device, version, identity, ...known });
  return { account, device, request: { registration, deviceList, keys: uploadOf(identity, [1, 2, 3]) } };
}

test('a registration goes on in another process, and its end is known to both at once', async t => {
  const database = newDatabase();
  const [one, other] = [await startProcess(t, database), await startProcess(t, database)];
  const first = await confirmed(one, other);
  const doubled = [one, other].map(({ accounts }) => accounts.completeRegistration(first.request));
  const tokens = (await Promise.all(doubled)).flatMap(done => (done.ok ? [bytesOf(done.value.token)] : []));
  assert.ok(tokens.length > 0);
  const holders = await Promise.all(tokens.map(token => one.accounts.authenticate(token)));
  assert.equal(holders.filter(holder => holder !== undefined).length, 1, 'a device has one token');
  const token = tokens[holders.findIndex(holder => holder !== undefined)]!;
  const device = { account: first.account, device: first.device };
  for (const { accounts } of [one, other]) assert.deepEqual(await accounts.authenticate(token), device);

  const second = await confirmed(other, one);
  assert.deepEqual([second.account, second.device], [first.account, 2]);
  const anew = await other.accounts.completeRegistration(second.request);
  assert.ok(anew.ok);
  for (const { accounts } of [one, other]) {
    assert.equal(await accounts.authenticate(token), undefined, 'the old device is over everywhere');
    assert.deepEqual(await accounts.authenticate(bytesOf(anew.value.token)), { ...device, device: 2 });
  }
  await one.accounts.revoke({ ...device, device: 2 });
  for (const { accounts } of [one, other]) {
    assert.equal(await accounts.authenticate(bytesOf(anew.value.token)), undefined);
    const [latest] = await accounts.deviceLists(first.account, 2);
    assert.equal(secretHash(latest!), secretHash(second.request.deviceList));
  }
});

test('guesses and codes asked for are counted together by all processes', async t => {
  const database = newDatabase();
  const processes = [await startProcess(t, database), await startProcess(t, database)];
  const asked = async (i: number) => processes[i % 2]!.accounts.startRegistration(start);
  const codes: string[] = [];
  for (let i = 0; i <= limits.codesPerNumberAndHour; i++) {
    const answer = await asked(i);
    codes.push(answer.ok ? 'ok' : `${answer.error.code} ${answer.error.retryAfterMs}`);
  }
  assert.deepEqual(codes, [...Array(limits.codesPerNumberAndHour).fill('ok'), 'rate_limited 3600000']);
  const other = await processes[0]!.accounts.startRegistration({ ...start, phone: '+15550100002' });
  assert.ok(other.ok && other.value.code);
  const { registration, code } = other.value;
  const wrong = code === '000000' ? '000001' : '000000';
  const guesses = Array.from({ length: 20 }, (_, i) =>
    processes[i % 2]!.accounts.confirmCode({ registration, code: wrong }),
  );
  const answers = (await Promise.all(guesses)).map(answer => (answer.ok ? 'ok' : answer.error.code));
  assert.equal(answers.filter(answer => answer === 'bad_code').length, limits.codeAttempts);
});

test('F28 two processes hand out no key twice', async t => {
  const database = newDatabase();
  const [one, other] = [await startProcess(t, database), await startProcess(t, database)];
  const { account, device, request } = await confirmed(one, other);
  assert.ok((await one.accounts.completeRegistration(request)).ok);
  const claimer = { account, device };
  const claims = Array.from({ length: 10 }, (_, i) => [one, other][i % 2]!.keys.claim(claimer, [claimer]));
  const bundles = (await Promise.all(claims)).flatMap(answer => answer as wire.KeyBundle.$Properties[]);
  const ids = bundles.flatMap(({ oneTimePrekey }) => (oneTimePrekey ? [oneTimePrekey.id] : []));
  assert.deepEqual([bundles.length, ids.sort()], [10, [1, 2, 3]]);
});
