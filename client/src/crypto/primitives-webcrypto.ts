import { ed25519 } from '@noble/curves/ed25519.js';
import { concatBytes } from '@parley/protocol';
import { equalBytes } from './bytes.ts';
import type { Primitives } from './primitives.ts';
import { noblePrimitives } from './primitives-noble.ts';

// Measured on Node 24, µs a call with key import, WebCrypto against noble: X25519 220/1,575, public key 208/492,
// Ed25519 verify 190/1,830, HMAC 70/5, HKDF 83/15, SHA-512 24/3, AES of 0.5 kB 62/12, of 4 kB 61/80–110.
const aesFromBytes = 4096;

const basePoint = Uint8Array.of(9, ...new Uint8Array(31));
// PrivateKeyInfo of RFC 8410 up to the 32 key bytes: WebCrypto takes no raw X25519 private key.
const pkcs8Prefix = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20);

const source = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;

async function x25519(subtle: SubtleCrypto, privateKey: Uint8Array, publicKey: Uint8Array): Promise<Uint8Array> {
  const pkcs8 = source(concatBytes(pkcs8Prefix, privateKey));
  const [own, their] = await Promise.all([
    subtle.importKey('pkcs8', pkcs8, 'X25519', false, ['deriveBits']),
    subtle.importKey('raw', source(publicKey), 'X25519', false, []),
  ]);
  return new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: their }, own, 256));
}

async function ed25519Verify(subtle: SubtleCrypto, publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) {
  try {
    const key = await subtle.importKey('raw', source(publicKey), 'Ed25519', false, ['verify']);
    return await subtle.verify('Ed25519', key, source(signature), source(message));
  } catch {
    return false; // some engines refuse the import of what is not a point
  }
}

async function aes(
  subtle: SubtleCrypto,
  use: 'encrypt' | 'decrypt',
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
) {
  const aesKey = await subtle.importKey('raw', source(key), 'AES-CBC', false, [use]);
  return new Uint8Array(await subtle[use]({ name: 'AES-CBC', iv: source(iv) }, aesKey, source(data)));
}

// Engines differ in what they offer, and one that answers wrongly must not be used: ask it for known answers.
async function works(test: () => Promise<boolean>): Promise<boolean> {
  try {
    return await test();
  } catch {
    return false;
  }
}

async function hasX25519(subtle: SubtleCrypto): Promise<boolean> {
  const scalar = new Uint8Array(32).fill(0x48);
  const expected = await noblePrimitives.x25519PublicKey(scalar);
  return equalBytes(await x25519(subtle, scalar, basePoint), expected);
}

async function hasEd25519(subtle: SubtleCrypto): Promise<boolean> {
  const seed = new Uint8Array(32).fill(0x48);
  const publicKey = ed25519.getPublicKey(seed);
  const signature = ed25519.sign(basePoint, seed);
  if (!(await ed25519Verify(subtle, publicKey, basePoint, signature))) return false;
  return !(await ed25519Verify(subtle, publicKey, seed, signature));
}

/**
 * The platform's WebCrypto for what it does faster (X25519, Ed25519 verification, AES of long messages), noble for the
 * rest and for what the platform lacks. Probes the platform once a call: make it at start and keep the result.
 */
export async function platformPrimitives(
  subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle,
): Promise<Primitives> {
  if (!subtle) return noblePrimitives; // a page without TLS
  const noble = noblePrimitives;
  const chosen = { ...noble };
  if (await works(() => hasX25519(subtle))) {
    chosen.x25519 = (privateKey, publicKey) => x25519(subtle, privateKey, publicKey);
    chosen.x25519PublicKey = privateKey => x25519(subtle, privateKey, basePoint);
  }
  if (await works(() => hasEd25519(subtle))) {
    chosen.ed25519Verify = (publicKey, message, signature) => ed25519Verify(subtle, publicKey, message, signature);
  }
  chosen.aesCbcEncrypt = (key, iv, plaintext) =>
    plaintext.length < aesFromBytes
      ? noble.aesCbcEncrypt(key, iv, plaintext)
      : aes(subtle, 'encrypt', key, iv, plaintext);
  chosen.aesCbcDecrypt = (key, iv, ciphertext) =>
    ciphertext.length < aesFromBytes
      ? noble.aesCbcDecrypt(key, iv, ciphertext)
      : aes(subtle, 'decrypt', key, iv, ciphertext);
  return chosen;
}
