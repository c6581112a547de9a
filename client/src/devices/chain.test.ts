import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, fromHex, signedBytes, wire } from '@parley/protocol';
import { generateIdentityKeyPair, type IdentityKeyPair, sign } from '../crypto/crypto.ts';
import { platformEnv } from '../open-client.ts';
import type { AccountRow } from '../store/schema.ts';
import { followChain } from './chain.ts';
import { buildDeviceList, type ListError, type ListedDevice } from './device-list.ts';

const env = await platformEnv();
const account = 'a'.repeat(32) as AccountId;
const accountKey = await generateIdentityKeyPair(env);
const stranger = await generateIdentityKeyPair(env);
const phone = await device(1);
const laptop = await device(2);

async function device(number: number): Promise<ListedDevice> {
  return { device: number, name: `d${number}`, identityKey: (await generateIdentityKeyPair(env)).publicKey };
}

interface Made {
  readonly version?: number;
  readonly previousHash?: string;
  readonly devices?: readonly ListedDevice[];
  readonly key?: IdentityKeyPair;
  readonly of?: AccountId;
}

function list({ version = 1, previousHash = '', devices = [phone], key = accountKey, of = account }: Made = {}) {
  const input = { account: of, version, previousHash: fromHex(previousHash), devices, createdAt: 1 };
  return wire.SignedDeviceList.decode(buildDeviceList(input, key, env));
}

function follow(known: AccountRow | undefined, ...lists: wire.SignedDeviceList[]) {
  return followChain(known, account, lists, env);
}

const firstList = list();
const first = (await follow(undefined, firstList)).row;
const hashOfFirst = first.hashes[1] ?? '';

function refused(reason: ListError['reason'], run: Promise<unknown>): Promise<void> {
  return assert.rejects(run, { name: 'ListError', reason });
}

test('a chain from version 1 is followed to its end', async () => {
  const { row, keyChanged } = await follow(
    undefined,
    firstList,
    list({ version: 2, previousHash: hashOfFirst, devices: [phone, laptop] }),
  );
  assert.deepEqual([row.version, row.devices.map(each => each.device), keyChanged], [2, [1, 2], false]);
  assert.deepEqual(Object.keys(row.identities), ['1', '2']);
});

test('the known version shown again changes nothing', async () => {
  const { row } = await follow(first, firstList);
  assert.equal(row, first);
});

test('a device that has gone keeps its identity key for what it sent before', async () => {
  const two = (await follow(first, list({ version: 2, previousHash: hashOfFirst, devices: [phone, laptop] }))).row;
  const { row } = await follow(two, list({ version: 3, previousHash: two.hashes[2] ?? '', devices: [laptop] }));
  assert.deepEqual(
    row.devices.map(each => each.device),
    [2],
  );
  assert.deepEqual(row.identities[1], phone.identityKey);
});

test('another account key is followed, and said', async () => {
  const { keyChanged } = await follow(
    first,
    list({ version: 2, previousHash: hashOfFirst, key: stranger, devices: [laptop] }),
  );
  assert.equal(keyChanged, true);
});

test('a list that somebody else has signed is refused', async () => {
  const forged = list();
  forged.signature = list({ key: stranger }).signature;
  await refused('signature', follow(undefined, forged));
});

test('a certificate that somebody else has signed, or of another account, is refused', async () => {
  const other = 'b'.repeat(32) as AccountId;
  for (const foreign of [list({ key: stranger }), list({ of: other })]) {
    const inside = wire.DeviceList.decode(foreign.list);
    const { account: of } = wire.DeviceList.decode(list().list);
    const bytes = wire.DeviceList.encode({ ...inside, account: of, accountKey: accountKey.publicKey }).finish();
    await refused('signature', follow(undefined, { list: bytes, signature: signed(bytes) } as wire.SignedDeviceList));
  }
});

test('a changed byte anywhere is refused', async () => {
  const whole = list();
  for (let at = 0; at < whole.list.length; at += 7) {
    const bytes = whole.list.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await assert.rejects(follow(undefined, { ...whole, list: bytes } as wire.SignedDeviceList), { name: 'ListError' });
  }
});

test('an older list than one seen, a hole, or none at all is refused', async () => {
  const two = (await follow(first, list({ version: 2, previousHash: hashOfFirst, devices: [phone, laptop] }))).row;
  await refused('chain', follow(two, firstList));
  await refused('chain', follow(first, list({ version: 3, previousHash: hashOfFirst })));
  await refused('chain', follow(undefined, list({ version: 2, previousHash: hashOfFirst })));
  await refused('chain', follow(first));
});

test('another list under a version seen before, or one that follows another, is refused', async () => {
  await refused('chain', follow(first, list({ devices: [phone, laptop] })));
  await refused('chain', follow(first, list({ version: 2, previousHash: '00'.repeat(32) })));
});

test('the list of another account is refused', async () => {
  await refused('chain', follow(undefined, list({ of: 'b'.repeat(32) as AccountId })));
});

test('a device number never gets another identity key', async () => {
  const swapped = { ...laptop, device: 1 };
  await refused('identity', follow(first, list({ version: 2, previousHash: hashOfFirst, devices: [swapped] })));
});

test('a device named twice is refused', async () => {
  await refused('malformed', follow(undefined, list({ devices: [phone, phone] })));
});

// By the right key, around certificates that are not.
function signed(bytes: Uint8Array): Uint8Array {
  return sign(accountKey.privateKey, signedBytes('parley device list 1', bytes), env.random);
}
