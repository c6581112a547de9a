// A device without the SDK: registers with real keys, then speaks frames by hand (raw-connection.ts). For load and fault
// runs, which send opaque ciphertext and want to see every frame.
import {
  generateIdentityKeyPair,
  generateKyberPreKey,
  generateOneTimePreKeys,
  generateSignedPreKey,
  platformPrimitives,
  sign,
} from '@parley/client/crypto';
import { type AccountId, fromBase64, fromHex, signedBytes, toBase64, wire } from '@parley/protocol';
import type { Credentials } from './raw-connection.ts';

export { type Credentials, connectRaw, type RawConnection, rawSend } from './raw-connection.ts';

export const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** Registers one account at a server in development mode on this machine. */
export async function registerRawDevice(url: string, phone: string): Promise<Credentials> {
  const started = await post<{ registration: string; developmentCode?: string }>(`${url}/v1/registrations`, { phone });
  if (!started.developmentCode) throw new Error('the server shows no code: start it with --dev');
  const path = `${url}/v1/registrations/${started.registration}`;
  const confirmed = await post<{ account: AccountId; device: number; listVersion: number; previousHash?: string }>(
    `${path}/code`,
    { code: started.developmentCode },
  );
  const { list, keys } = await makeDevice(confirmed);
  const { token } = await post<{ token: string }>(`${path}/complete`, {
    deviceList: toBase64(list),
    keys: toBase64(keys),
  });
  return { account: confirmed.account, device: confirmed.device, token: Buffer.from(token, 'base64url') };
}

interface Confirmed {
  readonly account: AccountId;
  readonly device: number;
  readonly listVersion: number;
  readonly previousHash?: string;
}

/** A signed device list of one new device, and its public keys, serialised. */
async function makeDevice(confirmed: Confirmed): Promise<{ list: Uint8Array; keys: Uint8Array }> {
  const env = { primitives: await platformPrimitives(), random: randomBytes };
  const [accountKey, identity] = [await generateIdentityKeyPair(env), await generateIdentityKeyPair(env)];
  const signWith = (context: Parameters<typeof signedBytes>[0], message: Uint8Array) =>
    sign(accountKey.privateKey, signedBytes(context, message), randomBytes);
  const account = fromHex(confirmed.account);
  const now = Date.now();
  const certificate = wire.DeviceCertificate.encode({
    account,
    device: confirmed.device,
    identityKey: identity.publicKey,
    createdAt: now,
    name: 'raw',
  }).finish();
  const list = wire.DeviceList.encode({
    account,
    version: confirmed.listVersion,
    previousHash: confirmed.previousHash ? fromBase64(confirmed.previousHash) : new Uint8Array(),
    accountKey: accountKey.publicKey,
    devices: [{ certificate, signature: signWith('parley device certificate 1', certificate) }],
    createdAt: now,
  }).finish();
  const [signed, kyber] = [await generateSignedPreKey(identity, 1, env), await generateKyberPreKey(identity, 1, env)];
  const oneTime = await generateOneTimePreKeys(2, 5, env);
  return {
    list: wire.SignedDeviceList.encode({ list, signature: signWith('parley device list 1', list) }).finish(),
    keys: wire.KeyUpload.encode({
      signedPrekey: { id: 1, key: signed.publicKey, signature: signed.signature },
      kyberPrekey: { id: 1, key: kyber.publicKey, signature: kyber.signature },
      oneTimePrekeys: oneTime.map(({ id, publicKey }) => ({ id, key: publicKey })),
    }).finish(),
  };
}

async function post<T>(url: string, body: object): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}
