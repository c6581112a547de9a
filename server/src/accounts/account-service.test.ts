import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type AccountId, limits, wire } from '@parley/protocol';
import pino from 'pino';
import { createKey, deviceListOf, uploadOf } from '../http/test-server.ts';
import type { Keys } from '../keys/keys.ts';
import { createAccounts } from './account-service.ts';
import type { AccountStore, DeviceChange } from './account-store.ts';
import { openSqlAccountStore } from './account-store-sql.ts';
import type { RegistrationMode } from './registration-step.ts';
import { secretHash } from './secrets.ts';

const phone = '+15550100001';
const token = new Uint8Array(32).fill(7);
const existing: DeviceChange = {
  account: 'a'.repeat(32) as AccountId,
  device: 1,
  phone,
  version: 1,
  list: wire.SignedDeviceList.encode({ list: Uint8Array.of(1) }).finish(),
  identityKey: Uint8Array.of(5),
  tokenHash: secretHash(token),
  now: 0,
};
const noKeys: Keys = {
  check: () => undefined,
  upload: async () => undefined,
  claim: async () => [],
  count: async () => ({ oneTimePreKeys: 0 }),
  remove: async () => undefined,
};

async function setUp(
  t: TestContext,
  registration: RegistrationMode,
  change = (store: AccountStore) => store,
  keys = noKeys,
) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-accounts-'));
  const store = await openSqlAccountStore({ kind: 'sqlite', path: join(folder, 'accounts.sqlite') });
  t.after(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const sent: string[] = [];
  const removed: string[] = [];
  const accounts = createAccounts({
    store: change(store),
    keys,
    codeSender: { send: async (_phone, code) => void sent.push(code) },
    clock: { now: () => 1_000, monotonic: () => 1_000 },
    limits,
    registration,
    log: pino({ level: 'silent' }),
    onDevicesChanged: async () => undefined,
    onDeviceRemoved: async (_device, reason) => void removed.push(reason),
  });
  return { store, accounts, sent, removed };
}

test('an invite opens no account that has appeared at its number meanwhile', async t => {
  const { store, accounts } = await setUp(t, 'invite');
  await store.addInvite({ hash: secretHash('welcome'), uses: 5, expiresAt: 2_000 });
  const request = { phone, invite: 'welcome', address: 'x', showCode: false };
  const started = await accounts.startRegistration(request);
  assert.ok(started.ok && started.value.code, 'the invite vouches: the code is in the answer');
  await store.replaceDevices(existing);
  const confirmed = await accounts.confirmCode({
    registration: started.value.registration,
    code: started.value.code,
  });
  assert.equal(!confirmed.ok && confirmed.error.code, 'registration_not_found');
});

test('an account that exists is registered anew by the code alone, in every mode, and the code is not in the answer', async t => {
  for (const mode of ['open', 'invite', 'closed'] as const) {
    const { store, accounts, sent } = await setUp(t, mode);
    await store.replaceDevices(existing);
    const started = await accounts.startRegistration({ phone, invite: 'any', address: 'x', showCode: false });
    assert.ok(started.ok && started.value.code === undefined);
    const { registration } = started.value;
    const confirmed = await accounts.confirmCode({ registration, code: sent[0]! });
    assert.ok(confirmed.ok);
    assert.deepEqual([confirmed.value.account, confirmed.value.device], [existing.account, 2]);
  }
});

test('guesses in parallel stop at the limit, the right code among those behind it', async t => {
  const { accounts, sent } = await setUp(t, 'open');
  const started = await accounts.startRegistration({ phone, address: 'x', showCode: false });
  assert.ok(started.ok);
  const { registration } = started.value;
  const wrong = sent[0] === '000000' ? '000001' : '000000';
  const guesses = [...Array.from({ length: 30 }, () => wrong), sent[0]!];
  const answers = await Promise.all(guesses.map(code => accounts.confirmCode({ registration, code })));
  const codes = answers.map(answer => (answer.ok ? 'ok' : answer.error.code));
  assert.equal(codes.filter(code => code === 'bad_code').length, limits.codeAttempts);
  assert.equal(codes.at(-1), 'code_attempts');
});

test('a token that is looked up while it is revoked is not remembered', async t => {
  let hold: Promise<void> | undefined;
  const slow = (store: AccountStore): AccountStore => ({
    ...store,
    async deviceByToken(hash) {
      const found = await store.deviceByToken(hash);
      await hold;
      return found;
    },
  });
  const { store, accounts, removed } = await setUp(t, 'open', slow);
  await store.replaceDevices(existing);
  const held = Promise.withResolvers<void>();
  hold = held.promise;
  const lookingUp = accounts.authenticate(token);
  await accounts.revoke(existing);
  held.resolve();
  await lookingUp;
  assert.equal(await accounts.authenticate(token), undefined);
  assert.deepEqual(removed, ['unauthorized']);
});

test('a token that another process ends opens nothing here from then on', async t => {
  const { store, accounts } = await setUp(t, 'open', store => ({ ...store, isShared: true }));
  await store.replaceDevices(existing);
  assert.ok(await accounts.authenticate(token));
  assert.ok(await accounts.authenticate(token));
  await store.removeToken(existing);
  assert.equal(await accounts.authenticate(token), undefined);
});

test('a cached token ends when revoked', async t => {
  const { store, accounts } = await setUp(t, 'open');
  await store.replaceDevices(existing);
  assert.deepEqual(await accounts.authenticate(token), { account: existing.account, device: 1 });
  await accounts.revoke(existing);
  assert.equal(await accounts.authenticate(token), undefined);
});

test('a completion that broke off half-way is finished by the same request', async t => {
  const uploads: number[] = [];
  const keys: Keys = {
    ...noKeys,
    async upload({ device }) {
      uploads.push(device);
      if (uploads.length === 1) throw new Error('power cut');
      return undefined;
    },
  };
  const { accounts, sent } = await setUp(t, 'open', undefined, keys);
  const started = await accounts.startRegistration({ phone, address: 'x', showCode: false });
  assert.ok(started.ok);
  const { registration } = started.value;
  const confirmed = await accounts.confirmCode({ registration, code: sent[0]! });
  assert.ok(confirmed.ok);
  const { account, device, listVersion: version } = confirmed.value;
  const identity = createKey();
  const deviceList = deviceListOf({ account, device, version, identity });
  const request = { registration, deviceList, keys: uploadOf(identity, [1]) };
  await assert.rejects(accounts.completeRegistration(request), /power cut/);
  const completed = await accounts.completeRegistration(request);
  assert.ok(completed.ok);
  assert.deepEqual(uploads, [1, 1]);
  const found = await accounts.authenticate(Buffer.from(completed.value.token, 'base64url'));
  assert.deepEqual(found, { account, device: 1 });
});
