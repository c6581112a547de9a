// The key pair by which push services know this server (VAPID, RFC 8292). Subscriptions are made for it: with another one
// they are worth nothing.
import { createECDH } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface VapidKey {
  /** base64url, uncompressed. */
  readonly publicKey: string;
  readonly privateKey: string;
}

const CURVE = 'prime256v1';
const KEY_BYTES = 32;

/** @throws {Error} it is no private key */
export function vapidKeyOf(privateKey: string): VapidKey {
  const ecdh = createECDH(CURVE);
  const bytes = Buffer.from(privateKey, 'base64url');
  try {
    if (bytes.length !== KEY_BYTES) throw new RangeError(`it has ${bytes.length} bytes`);
    ecdh.setPrivateKey(bytes);
  } catch (cause) {
    throw new Error('must be a private key for Web Push: 32 bytes in base64url', { cause });
  }
  return { publicKey: ecdh.getPublicKey().toString('base64url'), privateKey };
}

/** The one in the file, which is made when it is missing. */
export function keptVapidKey(path: string): VapidKey {
  if (existsSync(path)) return keyIn(path);
  const ecdh = createECDH(CURVE);
  ecdh.generateKeys();
  const key = ecdh.getPrivateKey();
  const privateKey = Buffer.concat([Buffer.alloc(KEY_BYTES - key.length), key]).toString('base64url');
  writeFileSync(`${path}.new`, `${privateKey}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  return vapidKeyOf(privateKey);
}

function keyIn(path: string): VapidKey {
  try {
    return vapidKeyOf(readFileSync(path, 'utf8').trim());
  } catch (cause) {
    throw new Error(`${path} ${(cause as Error).message}`, { cause });
  }
}
