// A server with real stores, and devices registered at it over HTTP, their signatures made with the platform's Ed25519: an
// Ed25519 key and its Curve25519 form are one key to XEdDSA.
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type AccountId, fromBase64, idBytes, type Limits, signedBytes, toBase64, wire } from '@parley/protocol';
import pino from 'pino';
import { type RunningServer, startServer } from '../compose.ts';
import { loadConfig } from '../config.ts';

export interface RegisteredDevice {
  readonly account: AccountId;
  readonly device: number;
  readonly token: string;
}

/** In development mode, so that codes are in the answers. Ends with the test. */
export async function startTestServer(
  t: TestContext,
  flags: Record<string, string> = {},
  limits: Partial<Limits> = {},
): Promise<RunningServer> {
  const data = mkdtempSync(join(tmpdir(), 'parley-http-'));
  const config = loadConfig({}, { port: '0', data, dev: 'true', ...flags });
  const server = await startServer(config, { log: pino({ level: 'silent' }), version: '0.0.0', limits });
  t.after(async () => {
    await server.close();
    rmSync(data, { recursive: true });
  });
  return server;
}

export async function registerDevice(url: string, phone: string): Promise<RegisteredDevice> {
  const started = await post<{ registration: string; developmentCode: string }>(`${url}/v1/registrations`, { phone });
  const path = `${url}/v1/registrations/${started.registration}`;
  const confirmed = await post<Confirmed>(`${path}/code`, { code: started.developmentCode });
  return post(`${path}/complete`, makeDevice(confirmed));
}

interface Confirmed {
  readonly account: AccountId;
  readonly device: number;
  readonly listVersion: number;
  readonly previousHash?: string;
}

function makeDevice({ account: id, device, listVersion: version, previousHash }: Confirmed) {
  const [accountKey, identity] = [newKey(), newKey()];
  const account = idBytes(id);
  const certificate = wire.DeviceCertificate.encode({ account, device, identityKey: identity.publicKey }).finish();
  const list = wire.DeviceList.encode({
    account,
    version,
    previousHash: previousHash ? fromBase64(previousHash) : new Uint8Array(),
    accountKey: accountKey.publicKey,
    devices: [{ certificate, signature: accountKey.sign(signedBytes('parley device certificate 1', certificate)) }],
  }).finish();
  const signature = accountKey.sign(signedBytes('parley device list 1', list));
  const [ec, kyber] = [newKey().publicKey, Buffer.concat([Buffer.of(0x08), randomBytes(1_568)])];
  const keys = wire.KeyUpload.encode({
    signedPrekey: { id: 1, key: ec, signature: identity.sign(ec) },
    kyberPrekey: { id: 1, key: kyber, signature: identity.sign(kyber) },
    oneTimePrekeys: [2, 3].map(keyId => ({ id: keyId, key: newKey().publicKey })),
  }).finish();
  return { deviceList: toBase64(wire.SignedDeviceList.encode({ list, signature }).finish()), keys: toBase64(keys) };
}

const P = 2n ** 255n - 19n;

function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const signOfX = raw[31]! & 0x80;
  return { publicKey: montgomery(raw), sign: (message: Uint8Array) => xeddsa(privateKey, message, signOfX) };
}

function xeddsa(key: KeyObject, message: Uint8Array, signOfX: number): Uint8Array {
  const signature = sign(null, message, key);
  signature[63]! |= signOfX;
  return signature;
}

/** u = (1 + y) / (1 - y) */
function montgomery(edwards: Uint8Array): Uint8Array {
  const bytes = Buffer.from(edwards);
  bytes[31]! &= 0x7f;
  const y = BigInt(`0x${bytes.reverse().toString('hex')}`);
  const u = ((1n + y) * power(1n - y + P, P - 2n)) % P;
  return Buffer.concat([Buffer.of(0x05), Buffer.from(u.toString(16).padStart(64, '0'), 'hex').reverse()]);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base % P, rest = exponent; rest > 0n; square = (square * square) % P, rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
  }
  return result;
}

async function post<T>(url: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${new URL(url).pathname.split('/').at(-1)}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}
