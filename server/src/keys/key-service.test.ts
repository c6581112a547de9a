import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type AccountId, type DeviceAddress, fromHex, type Limits, limits, wire } from '@parley/protocol';
import { createMemoryRateLimits } from '../lib/rate-limits-memory.ts';
import { createKeys } from './key-service.ts';
import { openSqlKeyStore } from './key-store-sql.ts';

const alice: DeviceAddress = { account: 'a1'.repeat(16) as AccountId, device: 1 };
const bob: DeviceAddress = { account: 'b0'.repeat(16) as AccountId, device: 1 };
const stranger: DeviceAddress = { ...bob, device: 9 };

/** An identity key and what it signed, from libsignal-client 0.90.0. */
const identity = fromHex('05b05b5506bec5c5df9d35b301f67a79865e5e04429779bc4416e6fd8853192158');
const signedPrekey = {
  id: 31,
  key: fromHex('058e04695749fe92bb8ed0484112246fbd4a40bfdbe41654bb6d300d1c5a6ac859'),
  signature: fromHex(
    '078bac75ed841924409434db04fd5b8415081bd67c131b11eb4faabc0041ed4bec42d22a9773b1222bc82843601d9541dc76a865c09728a329f0d63986df970c',
  ),
};

async function setUp(t: TestContext, changed: Partial<Limits> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-keys-'));
  const store = await openSqlKeyStore({ kind: 'sqlite', path: join(folder, 'keys.sqlite') });
  t.after(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const identityKey = async ({ device }: DeviceAddress) => (device === 1 ? identity : undefined);
  return {
    store,
    keys: createKeys({ store, identityKey, rates: createMemoryRateLimits(), limits: { ...limits, ...changed } }),
  };
}

const upload = (fields: wire.KeyUpload.$Properties) => wire.KeyUpload.decode(wire.KeyUpload.encode(fields).finish());
const oneTime = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: i + 1, key: Buffer.concat([Buffer.of(5, i + 9), Buffer.alloc(31)]) }));

test('F27 a device without one-time keys is still reached, by its signed keys', async t => {
  const { store, keys } = await setUp(t);
  const kyberPreKey = { id: 41, key: Uint8Array.of(8), signature: Uint8Array.of(1) };
  await store.put(alice, { kyberPreKey, oneTime: [] }, 200);
  assert.equal(await keys.upload(alice, upload({ signedPrekey, oneTimePrekeys: oneTime(2) })), undefined);
  const claims = Array.from({ length: 50 }, () => keys.claim(bob, [alice]));
  const bundles = (await Promise.all(claims)).flatMap(answer => (Array.isArray(answer) ? answer : []));
  assert.equal(bundles.length, 50);
  assert.ok(bundles.every(({ signedPrekey: signed, kyberPrekey }) => signed?.id === 31 && kyberPrekey?.id === 41));
  const ids = bundles.flatMap(({ oneTimePrekey }) => (oneTimePrekey ? [oneTimePrekey.id] : []));
  assert.deepEqual(ids.sort(), [1, 2], 'F28 each once');
});

test('bundles come in the order asked; a device without keys is marked and holds up nobody', async t => {
  const { keys } = await setUp(t);
  await keys.upload(alice, upload({ signedPrekey }));
  const bundles = await keys.claim(bob, [stranger, alice]);
  assert.ok(Array.isArray(bundles));
  assert.deepEqual(
    bundles.map(({ device, unavailable }) => [device, unavailable]),
    [
      [9, true],
      [1, true],
    ],
    'without a Kyber prekey nobody can start a session',
  );
});

test('keys that are not signed by the identity key, or malformed, are refused and not stored', async t => {
  const { keys } = await setUp(t);
  const { privateKey } = generateKeyPairSync('ed25519');
  const bad: wire.KeyUpload.$Properties[] = [
    { signedPrekey: { ...signedPrekey, signature: sign(null, signedPrekey.key, privateKey) } },
    { signedPrekey: { ...signedPrekey, key: identity } },
    { signedPrekey: { ...signedPrekey, key: signedPrekey.key.subarray(1) } },
    { kyberPrekey: { ...signedPrekey, key: Buffer.concat([Buffer.of(8), randomBytes(1_568)]) } },
    { kyberPrekey: signedPrekey },
    { oneTimePrekeys: [{ id: 0, key: identity }] },
    { oneTimePrekeys: [...oneTime(1), ...oneTime(1)] },
    { oneTimePrekeys: [{ id: 1, key: new Uint8Array(33) }] },
  ];
  for (const fields of bad) assert.equal((await keys.upload(alice, upload(fields)))?.code, 'bad_keys');
  assert.deepEqual(await keys.count(alice), { oneTimePreKeys: 0 });
  assert.equal((await keys.upload(stranger, upload({ signedPrekey })))?.code, 'forbidden');
});

test('a device stores so many one-time keys; the same upload once more is no error', async t => {
  const { keys } = await setUp(t, { maxOneTimePreKeys: 5 } as Partial<Limits>);
  assert.equal((await keys.upload(alice, upload({ oneTimePrekeys: oneTime(6) })))?.code, 'too_many_keys');
  assert.equal(await keys.upload(alice, upload({ oneTimePrekeys: oneTime(5) })), undefined);
  assert.equal(await keys.upload(alice, upload({ oneTimePrekeys: oneTime(5) })), undefined);
  assert.equal((await keys.count(alice)).oneTimePreKeys, 5);
});

test('claims are limited for each claimer, so that nobody drains the keys of others', async t => {
  const { keys } = await setUp(t, { claimsPerMinute: 3 } as Partial<Limits>);
  assert.ok(Array.isArray(await keys.claim(bob, [alice, alice, alice])));
  const refused = await keys.claim(bob, [alice]);
  assert.ok(!Array.isArray(refused) && refused.code === 'rate_limited' && refused.retryAfterMs! > 0);
  assert.ok(Array.isArray(await keys.claim(alice, [bob])), 'others are not held up');
});
