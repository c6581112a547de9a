// Signed device lists: built, signed and taken apart. Whether one may follow what is known is decided in chain.ts.
import { sha256 } from '@noble/hashes/sha2.js';
import { type AccountId, accountIdFrom, idBytes, signedBytes, toHex, wire } from '@parley/protocol';
import { type CryptoEnv, type PrivateKey, sign, verify } from '../crypto/crypto.ts';
import type { StoredKeyPair } from '../store/schema.ts';

export interface ListedDevice {
  readonly device: number;
  readonly name: string;
  readonly identityKey: Uint8Array;
}

/** A list whose signatures hold. */
export interface DeviceListVersion {
  readonly account: AccountId;
  readonly version: number;
  /** Of the list before, in hexadecimal; empty for version 1. */
  readonly previousHash: string;
  /** SHA-256 of the serialised list, in hexadecimal. */
  readonly hash: string;
  readonly accountKey: Uint8Array;
  readonly devices: readonly ListedDevice[];
}

export interface NewDeviceList {
  readonly account: AccountId;
  readonly version: number;
  readonly previousHash?: Uint8Array | undefined;
  readonly devices: readonly ListedDevice[];
  readonly createdAt: number;
}

/** Why a list is not taken. */
export class ListError extends Error {
  readonly reason: 'malformed' | 'signature' | 'chain' | 'identity';

  constructor(reason: ListError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ListError';
    this.reason = reason;
  }
}

/** Certificates for all devices of the list, and the list, signed by the account key: a serialised SignedDeviceList. */
export function buildDeviceList(input: NewDeviceList, accountKey: StoredKeyPair, env: CryptoEnv): Uint8Array {
  const account = idBytes(input.account);
  const { createdAt } = input;
  const signWith = (context: Parameters<typeof signedBytes>[0], bytes: Uint8Array) =>
    sign(accountKey.privateKey as PrivateKey, signedBytes(context, bytes), env.random);
  const devices = input.devices.map(({ device, name, identityKey }) => {
    const certificate = wire.DeviceCertificate.encode({ account, device, identityKey, createdAt, name }).finish();
    return { certificate, signature: signWith('parley device certificate 1', certificate) };
  });
  const list = wire.DeviceList.encode({
    account,
    version: input.version,
    previousHash: input.previousHash ?? new Uint8Array(),
    accountKey: accountKey.publicKey,
    devices,
    createdAt,
  }).finish();
  return wire.SignedDeviceList.encode({ list, signature: signWith('parley device list 1', list) }).finish();
}

/** Takes a list apart and checks every signature in it. Throws ListError. */
export async function openDeviceList(
  signed: wire.SignedDeviceList.$Properties,
  env: CryptoEnv,
): Promise<DeviceListVersion> {
  const bytes = signed.list ?? new Uint8Array();
  const list = decoded(() => wire.DeviceList.decode(bytes));
  const check = async (context: Parameters<typeof signedBytes>[0], message: Uint8Array, signature: Uint8Array) => {
    if (await verify(list.accountKey, signedBytes(context, message), signature, env.primitives)) return;
    throw new ListError('signature', `version ${list.version} is not signed by its account key`);
  };
  await check('parley device list 1', bytes, signed.signature ?? new Uint8Array());
  const devices: ListedDevice[] = [];
  for (const each of list.devices) {
    const certificate = each.certificate ?? new Uint8Array();
    await check('parley device certificate 1', certificate, each.signature ?? new Uint8Array());
    devices.push(listedDevice(certificate, list, devices.at(-1)?.device ?? 0));
  }
  return {
    account: decoded(() => accountIdFrom(list.account)),
    version: list.version,
    previousHash: toHex(list.previousHash),
    hash: toHex(sha256(bytes)),
    // Copies: what is decoded is a view of the whole answer, which a store would keep with it.
    accountKey: Uint8Array.from(list.accountKey),
    devices,
  };
}

function listedDevice(bytes: Uint8Array, list: wire.DeviceList, after: number): ListedDevice {
  const certificate = decoded(() => wire.DeviceCertificate.decode(bytes));
  const { device, name, identityKey } = certificate;
  if (toHex(certificate.account) !== toHex(list.account)) {
    throw new ListError('signature', `the certificate of device ${device} is of another account`);
  }
  if (device <= after) throw new ListError('malformed', 'the devices are not in ascending order');
  return { device, name, identityKey: Uint8Array.from(identityKey) };
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new ListError('malformed', 'a device list cannot be read', { cause });
  }
}
