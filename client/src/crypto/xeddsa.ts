import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToNumberLE } from '@noble/curves/utils.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@parley/protocol';
import { decodePublicKey, type PrivateKey, toEdwards } from './curve.ts';
import { CryptoError } from './errors.ts';
import type { Primitives, RandomBytes } from './primitives.ts';

const { BASE, Fn } = ed25519.Point;
export const signatureBytes = 64;
const nonceDomain = new Uint8Array(32).fill(0xff);
nonceDomain[0] = 0xfe;

const hashToScalar = (...parts: readonly Uint8Array[]): bigint =>
  Fn.create(bytesToNumberLE(sha512(concatBytes(...parts))));

/**
 * XEdDSA §2: a 64-byte signature by a Curve25519 key. Draws 64 random bytes. The sign of the Edwards key is folded into
 * the scalar, so the sign bit of the result is always 0; verifiers that read it and those that do not both accept.
 */
export function sign(privateKey: PrivateKey, message: Uint8Array, random: RandomBytes): Uint8Array {
  let a = Fn.create(bytesToNumberLE(privateKey));
  const publicKey = BASE.multiply(a).toBytes();
  if ((publicKey[31] as number) & 0x80) a = Fn.neg(a);
  publicKey[31] = (publicKey[31] as number) & 0x7f;
  const r = hashToScalar(nonceDomain, Fn.toBytes(a), message, random(64));
  const bigR = BASE.multiply(r).toBytes();
  const h = hashToScalar(bigR, publicKey, message);
  return concatBytes(bigR, Fn.toBytes(Fn.add(r, Fn.mul(h, a))));
}

/**
 * Checks a signature by `publicKey` (0x05 ‖ 32 bytes). The top bit of the last byte carries the sign of the Edwards
 * key. False for anything that does not verify, small-order and non-canonical keys included; never an error.
 */
export async function verify(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  primitives: Primitives,
): Promise<boolean> {
  if (signature.length !== signatureBytes) return false;
  const last = signature[63] as number;
  const plain = signature.slice();
  plain[63] = last & 0x7f;
  let edwards: Uint8Array;
  try {
    edwards = toEdwards(decodePublicKey(publicKey), last & 0x80);
  } catch (error) {
    if (error instanceof CryptoError) return false;
    throw error;
  }
  return primitives.ed25519Verify(edwards, message, plain);
}
