import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToNumberLE } from '@noble/curves/utils.js';
import { equalBytes } from './bytes.ts';
import { CryptoError } from './errors.ts';
import type { CryptoEnv, Primitives } from './primitives.ts';

declare const brand: unique symbol;
/** A Curve25519 public key on the wire: 0x05 ‖ 32 bytes, canonical, not of small order. */
export type PublicKey = Uint8Array & { readonly [brand]: 'public key' };
/** A Curve25519 private key: 32 clamped bytes. */
export type PrivateKey = Uint8Array & { readonly [brand]: 'private key' };
export type KeyPair = { readonly publicKey: PublicKey; readonly privateKey: PrivateKey };

const { Fp } = ed25519.Point;
const keyType = 0x05;
export const publicKeyBytes = 33;

// u-coordinates of order 1, 2, 4 and 8 on the curve and its twist; all others are not canonical (RFC 7748 §6.1, §7).
const smallOrder: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
  Fp.ORDER - 1n,
]);

function isSafePoint(u: Uint8Array): boolean {
  const value = bytesToNumberLE(u);
  return value < Fp.ORDER && !smallOrder.has(value);
}

/** Checks untrusted bytes; `malformed` for a wrong length or type, `bad_key` for a point nobody honest sends. */
export function decodePublicKey(bytes: Uint8Array): PublicKey {
  if (bytes.length !== publicKeyBytes || bytes[0] !== keyType) {
    throw new CryptoError('malformed', 'not a Curve25519 public key');
  }
  if (!isSafePoint(bytes.subarray(1)))
    throw new CryptoError('bad_key', 'public key is not canonical or of small order');
  return bytes as PublicKey;
}

export function generateKeyPair(env: CryptoEnv): Promise<KeyPair> {
  return keyPairFrom(env.random(32), env);
}

/** The pair that 32 secret bytes make; clamped, as X25519 takes them. */
export async function keyPairFrom(secret: Uint8Array, env: Pick<CryptoEnv, 'primitives'>): Promise<KeyPair> {
  const privateKey = secret.slice() as PrivateKey;
  privateKey[0] = (privateKey[0] as number) & 0xf8;
  privateKey[31] = ((privateKey[31] as number) & 0x7f) | 0x40;
  const publicKey = new Uint8Array(publicKeyBytes) as PublicKey;
  publicKey[0] = keyType;
  publicKey.set(await env.primitives.x25519PublicKey(privateKey), 1);
  return { publicKey, privateKey };
}

const zeros = new Uint8Array(32);

/** X25519; refuses an all-zero secret, whatever the backend does with small-order points. */
export async function agree(primitives: Primitives, own: PrivateKey, their: PublicKey): Promise<Uint8Array> {
  let secret: Uint8Array;
  try {
    secret = await primitives.x25519(own, their.subarray(1));
  } catch (cause) {
    throw new CryptoError('bad_key', 'key agreement failed', { cause });
  }
  if (equalBytes(secret, zeros)) throw new CryptoError('bad_key', 'shared secret is all zero');
  return secret;
}

/** The Edwards y = (u − 1)/(u + 1) of a Montgomery key with the given sign bit (XEdDSA §2.3). */
export function toEdwards(publicKey: PublicKey, signBit: number): Uint8Array {
  const u = bytesToNumberLE(publicKey.subarray(1));
  const y = Fp.toBytes(Fp.mul(Fp.sub(u, 1n), Fp.inv(Fp.add(u, 1n))));
  y[31] = (y[31] as number) | signBit;
  return y;
}
