// A composed server in this process, and devices that register at it by hand, for the tests of this room.
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type AccountId, fromBase64, fromHex, type Limits, signedBytes, toBase64, wire } from '@parley/protocol';
import pino from 'pino';
import type { Credentials } from '../../../dev/raw-connection.ts';
import { type RunningServer, startServer } from '../compose.ts';
import { loadConfig } from '../config.ts';
import type { Clock } from '../lib/clock.ts';

export interface TestServer extends RunningServer {
  readonly data: string;
  /** Codes "sent" so far are in the log; this one catches them. */
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
}

interface RequestOptions {
  readonly token?: string | undefined;
  readonly json?: unknown;
  readonly body?: Uint8Array | string;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** The body as JSON; undefined: it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

interface StartOptions {
  readonly flags?: Record<string, string>;
  readonly limits?: Partial<Limits>;
  readonly clock?: Clock;
  readonly data?: string;
}

export async function startHttpServer(
  t: TestContext,
  { flags = {}, limits, clock, data: given }: StartOptions = {},
): Promise<TestServer> {
  const data = given ?? mkdtempSync(join(tmpdir(), 'parley-http-'));
  const config = loadConfig({}, { port: '0', dev: 'true', ...flags, data });
  const options = {
    log: pino({ level: 'silent' }),
    version: '0.0.0',
    ...(limits ? { limits } : {}),
    ...(clock ? { clock } : {}),
  };
  const server = await startServer(config, options);
  let closed = false;
  const close = async (): Promise<void> => {
    if (!closed) await server.close();
    closed = true;
  };
  t.after(async () => {
    await close();
    if (!given) rmSync(data, { recursive: true, force: true });
  });
  return { ...server, close, data, request: requestAt(server.url) };
}

export const requestAt =
  (url: string): TestServer['request'] =>
  (method, path, request) =>
    send(`${url}${path}`, method, request);

async function send(
  url: string,
  method: string,
  { token, json, body, headers = {} }: RequestOptions = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(body instanceof Uint8Array ? { 'content-type': 'application/x-protobuf' } : {}),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(body === undefined ? {} : { body: body as BodyInit }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, bytes, json: parse(bytes) };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

export interface TestDevice {
  readonly account: AccountId;
  readonly device: number;
  readonly token: string;
  readonly identity: TestKey;
  readonly accountKey: TestKey;
  readonly listVersion: number;
}

/** A key pair whose signatures are XEdDSA: an Ed25519 key and the Montgomery form of its public half. */
export interface TestKey {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

const P = 2n ** 255n - 19n;

export function createKey(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const edwards = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
  const signBit = edwards[31]! & 0x80;
  edwards[31]! &= 0x7f;
  const y = BigInt(`0x${Buffer.from(edwards).reverse().toString('hex')}`);
  const u = (((1n + y) * power(1n - y + P, P - 2n)) % P).toString(16).padStart(64, '0');
  return {
    publicKey: Buffer.concat([Buffer.from([5]), Buffer.from(u, 'hex').reverse()]),
    sign(message) {
      const signature = sign(null, message, privateKey);
      signature[63]! |= signBit;
      return signature;
    },
  };
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % P;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

export interface ListOptions {
  readonly account: AccountId;
  readonly device: number;
  /** Devices beside that one, in front of it. */
  readonly others?: readonly { readonly device: number; readonly identity: TestKey }[];
  readonly version: number;
  readonly previousHash?: string | undefined;
  readonly accountKey?: TestKey;
  readonly identity?: TestKey;
}

export function deviceListOf({
  account,
  device,
  version,
  previousHash,
  accountKey = createKey(),
  identity = createKey(),
  others = [],
}: ListOptions): Uint8Array {
  const devices = [...others, { device, identity }].map(each => {
    const identityKey = each.identity.publicKey;
    const named = { account: fromHex(account), device: each.device, identityKey, createdAt: 1 };
    const certificate = wire.DeviceCertificate.encode(named).finish();
    return { certificate, signature: accountKey.sign(signedBytes('parley device certificate 1', certificate)) };
  });
  const list = wire.DeviceList.encode({
    account: fromHex(account),
    version,
    ...(previousHash ? { previousHash: fromBase64(previousHash) } : {}),
    accountKey: accountKey.publicKey,
    devices,
    createdAt: 1,
  }).finish();
  return wire.SignedDeviceList.encode({
    list,
    signature: accountKey.sign(signedBytes('parley device list 1', list)),
  }).finish();
}

export function uploadOf(identity: TestKey, oneTimeIds: readonly number[], signedId = 1): Uint8Array {
  const signed = createKey().publicKey;
  const kyber = Buffer.concat([Buffer.from([8]), Buffer.alloc(1_568, signedId)]);
  return wire.KeyUpload.encode({
    signedPrekey: { id: signedId, key: signed, signature: identity.sign(signed) },
    kyberPrekey: { id: signedId, key: kyber, signature: identity.sign(kyber) },
    oneTimePrekeys: oneTimeIds.map(id => ({ id, key: createKey().publicKey })),
  }).finish();
}

/** Registers an account in development mode. */
export async function registerDevice(
  server: Pick<TestServer, 'request'>,
  phone: string,
  oneTimeIds: readonly number[] = [1, 2],
): Promise<TestDevice> {
  const started = await server.request('POST', '/v1/registrations', { json: { phone } });
  const path = `/v1/registrations/${started.json.registration}`;
  const confirmed = await server.request('POST', `${path}/code`, { json: { code: started.json.developmentCode } });
  const { account, device, listVersion, previousHash } = confirmed.json;
  const [identity, accountKey] = [createKey(), createKey()];
  const deviceList = toBase64(
    deviceListOf({ account, device, version: listVersion, previousHash, accountKey, identity }),
  );
  const json = { deviceList, keys: toBase64(uploadOf(identity, oneTimeIds)) };
  const completed = await server.request('POST', `${path}/complete`, { json });
  if (completed.status !== 201) throw new Error(JSON.stringify(completed.json));
  return { account, device, token: completed.json.token, identity, accountKey, listVersion };
}

/** What it says Hello with. */
export function credentialsOf({ account, device, token }: TestDevice): Credentials {
  return { account, device, token: Buffer.from(token, 'base64url') };
}

/** What a claimer is given for one device. */
export async function claim(
  server: TestServer,
  token: string,
  { account, device }: { account: AccountId; device: number },
): Promise<wire.KeyBundle.$Properties> {
  const body = wire.KeyClaimRequest.encode({ claims: [{ account: fromHex(account), device }] }).finish();
  const { status, bytes, json } = await server.request('POST', '/v1/keys/claim', { token, body });
  if (status !== 200) throw new Error(JSON.stringify(json));
  return wire.KeyClaimResponse.decode(bytes).bundles[0]!;
}

/** Something that a recovery code would open, by the device of `by`. */
export function keepRecovery(
  server: Pick<TestServer, 'request'>,
  { account, accountKey, token }: TestDevice,
  by = { token },
): Promise<Answer> {
  const backup = Buffer.from(`of ${account}`);
  const signature = accountKey.sign(signedBytes('parley recovery 1', Buffer.concat([fromHex(account), backup])));
  const json = { backup: toBase64(backup), signature: toBase64(signature) };
  return server.request('PUT', '/v1/recovery', { token: by.token, json });
}
