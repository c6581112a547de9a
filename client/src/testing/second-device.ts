import { deviceKey, fromHex, wire } from '@parley/protocol';
import { generateIdentityKeyPair } from '../crypto/crypto.ts';
import { ownRow } from '../devices/chain.ts';
import { buildDeviceList, openDeviceList } from '../devices/device-list.ts';
import { makeKeys, uploadOf } from '../keys/prekeys.ts';
import { platformEnv } from '../open-client.ts';
import { type AccountRow, SELF } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { createMemoryStore } from '../store/store-memory.ts';
import { writeOf } from '../store/write-of.ts';
import type { FakeAccounts } from './fake-accounts.ts';

/** A store for another device of the account in `primary`, whose account key signs the list that names it. */
export async function linkSecondDevice(accounts: FakeAccounts, primary: Store): Promise<Store> {
  const env = await platformEnv();
  const profile = await primary.get('profile', SELF);
  const known = await primary.get('accounts', profile?.account ?? '');
  if (!profile?.accountKey || !known) throw new Error('the store is not of a primary device');
  const device = Math.max(...known.devices.map(each => each.device)) + 1;
  const identity = await generateIdentityKeyPair(env);
  const made = await makeKeys(identity, undefined, { signed: true, oneTime: 10 }, Date.now(), env);
  const list = buildDeviceList(
    {
      account: known.account,
      version: known.version + 1,
      previousHash: fromHex(known.hashes[known.version] ?? ''),
      devices: [...listed(known), { device, name: 'second', identityKey: identity.publicKey }],
      createdAt: Date.now(),
    },
    profile.accountKey,
    env,
  );
  accounts.publish(known.account, list);
  const upload = wire.KeyUpload.decode(wire.KeyUpload.encode(uploadOf(made.rows)).finish());
  const token = accounts.admit(deviceKey(known.account, device), upload);
  const { accountKey: _, ...shared } = profile;
  const store = createMemoryStore();
  await store.commit([
    writeOf('profile', { ...shared, device, token, identity }),
    writeOf('accounts', ownRow(await openDeviceList(wire.SignedDeviceList.decode(list), env))),
    writeOf('keyring', { ...made.keyring, unpublished: [], signedUnpublished: false }),
    writeOf('connection', { epoch: 0 }),
    writeOf('inbox', { inboxEpoch: 0, cursor: 0, arrivals: 0, handed: 0 }),
    ...made.rows.map(row => writeOf('prekeys', row)),
  ]);
  return store;
}

function listed(row: AccountRow) {
  return row.devices.map(({ device, name }) => ({
    device,
    name,
    identityKey: row.identities[device] ?? new Uint8Array(),
  }));
}
