// Verification of XEdDSA signatures (signal.org/docs/specifications/xeddsa), as clients make them with their Curve25519
// keys: the Montgomery key becomes an Edwards key, and the platform's Ed25519 does the rest.
import { createPublicKey, verify } from 'node:crypto';

const P = 2n ** 255n - 19n;
const KEY_TYPE = 0x05;
const KEY_BYTES = 33;
const SIGNATURE_BYTES = 64;
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** u coordinates of the points of small order: anything verifies, or agrees, with those. */
const SMALL_ORDER = new Set([
  0n,
  1n,
  P - 1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
]);

/** True for a serialised Curve25519 key, 0x05 and 32 bytes, that is canonical and not of small order. */
export function isPublicKey(key: Uint8Array): boolean {
  if (key.length !== KEY_BYTES || key[0] !== KEY_TYPE) return false;
  const u = littleEndian(key.subarray(1));
  return u < P && !SMALL_ORDER.has(u);
}

/** Never throws: what is malformed is not a signature. */
export function verifyXeddsa(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (!isPublicKey(publicKey) || signature.length !== SIGNATURE_BYTES) return false;
  const u = littleEndian(publicKey.subarray(1));
  const y = mod((u - 1n) * inverse(u + 1n));
  const edwards = bytesOf(y);
  edwards[31]! |= signature[63]! & 0x80; // the sign of x travels in the signature's last bit
  const plain = Buffer.from(signature);
  plain[63]! &= 0x7f;
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, edwards]), format: 'der', type: 'spki' });
  return verify(null, message, key, plain);
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}

function bytesOf(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse();
}

function mod(value: bigint): bigint {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}

/** By Fermat: value^(p-2). */
function inverse(value: bigint): bigint {
  let result = 1n;
  let base = mod(value);
  for (let exponent = P - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = mod(result * base);
    base = mod(base * base);
  }
  return result;
}
