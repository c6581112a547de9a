// People whom an SDK client can write to, straight into a data folder: signed device lists and prekeys, as registering would
// leave them. The Kyber key and the one-time key are the same for all: making them is not what is measured.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  generateIdentityKeyPair,
  generateKyberPreKey,
  generateSignedPreKey,
  platformPrimitives,
  sign,
} from '@parley/client/crypto';
import { type AccountId, idBytes, signedBytes, toHex, wire } from '@parley/protocol';
import { openSqlAccountStore } from '../../server/src/accounts/account-store-sql.ts';
import { openSqlKeyStore } from '../../server/src/keys/key-store-sql.ts';

const DEVICE = 1;
const FIRST_PHONE = 3_000_000;

export async function seedPeople(data: string, count: number): Promise<AccountId[]> {
  const accounts = await openSqlAccountStore({ kind: 'sqlite', path: join(data, 'accounts.sqlite') });
  const keys = await openSqlKeyStore({ kind: 'sqlite', path: join(data, 'keys.sqlite') });
  const makePerson = await personMaker();
  const people: AccountId[] = [];
  for (let i = 0; i < count; i++) {
    const { account, list, identityKey, stored } = await makePerson();
    const phone = `+1555${FIRST_PHONE + i}`;
    const tokenHash = toHex(randomBytes(32));
    const device = { account, device: DEVICE };
    await accounts.replaceDevices({ ...device, phone, version: 1, list, identityKey, tokenHash, now: 0 });
    await keys.put(device, stored, 1);
    people.push(account);
  }
  await Promise.all([accounts.close(), keys.close()]);
  return people;
}

async function personMaker() {
  const random = (length: number): Uint8Array => randomBytes(length);
  const env = { primitives: await platformPrimitives(), random };
  const somebody = await generateIdentityKeyPair(env);
  const kyber = await generateKyberPreKey(somebody, 1, env);
  const oneTime = [{ id: 2, key: (await generateSignedPreKey(somebody, 1, env)).publicKey }];
  return async () => {
    const account = toHex(random(16)) as AccountId;
    const [accountKey, identity] = [await generateIdentityKeyPair(env), await generateIdentityKeyPair(env)];
    const signed = await generateSignedPreKey(identity, 1, env);
    const signature = sign(identity.privateKey, kyber.publicKey, random);
    const stored = {
      signedPreKey: { id: 1, key: signed.publicKey, signature: signed.signature },
      kyberPreKey: { id: 1, key: kyber.publicKey, signature },
      oneTime,
    };
    const list = listOf(account, identity.publicKey, accountKey, random);
    return { account, list, identityKey: identity.publicKey, stored };
  };
}

type KeyPair = Awaited<ReturnType<typeof generateIdentityKeyPair>>;

function listOf(
  id: AccountId,
  identityKey: Uint8Array,
  { publicKey, privateKey }: KeyPair,
  random: (length: number) => Uint8Array,
): Uint8Array {
  const account = idBytes(id);
  const certificate = wire.DeviceCertificate.encode({ account, device: DEVICE, identityKey, name: 'seeded' }).finish();
  const signed = sign(privateKey, signedBytes('parley device certificate 1', certificate), random);
  const devices = [{ certificate, signature: signed }];
  const list = wire.DeviceList.encode({ account, version: 1, accountKey: publicKey, devices }).finish();
  return wire.SignedDeviceList.encode({
    list,
    signature: sign(privateKey, signedBytes('parley device list 1', list), random),
  }).finish();
}
