import { cbc } from '@noble/ciphers/aes.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { bytesToNumberLE } from '@noble/curves/utils.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@parley/protocol';
import { equalBytes } from './bytes.ts';
import type { Primitives } from './primitives.ts';

const postQuantum = () => import('./post-quantum-noble.ts');
const { Point } = ed25519;
const order = Point.Fn.ORDER;

// Noble's own verify multiplies by the cofactor, platforms do not; the port demands one answer everywhere.
function ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  const r = signature.subarray(0, 32);
  const s = bytesToNumberLE(signature.subarray(32));
  if (s >= order) return false;
  try {
    const a = Point.fromBytes(publicKey);
    const h = bytesToNumberLE(sha512(concatBytes(r, publicKey, message))) % order;
    const expected = Point.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(h));
    return equalBytes(expected.toBytes(), r);
  } catch {
    return false; // not a point of the curve
  }
}

/** Pure JavaScript on audited libraries: works everywhere; all but ML-KEM answers synchronously. */
export const noblePrimitives: Primitives = {
  sha512: data => sha512(data),
  hmacSha256: (key, data) => hmac(sha256, key, data),
  hkdfSha256: (secret, salt, info, length) => hkdf(sha256, secret, salt, info, length),
  aesCbcEncrypt: (key, iv, plaintext) => cbc(key, iv).encrypt(plaintext),
  aesCbcDecrypt: (key, iv, ciphertext) => cbc(key, iv).decrypt(ciphertext),
  x25519: (privateKey, publicKey) => x25519.getSharedSecret(privateKey, publicKey),
  x25519PublicKey: privateKey => x25519.getPublicKey(privateKey),
  ed25519Verify,
  mlKem1024KeyPair: async seed => {
    const { publicKey, secretKey } = (await postQuantum()).ml_kem1024.keygen(seed);
    return { publicKey, privateKey: secretKey };
  },
  mlKem1024Encapsulate: async (publicKey, seed) => {
    const { cipherText, sharedSecret } = (await postQuantum()).ml_kem1024.encapsulate(publicKey, seed);
    return { ciphertext: cipherText, sharedSecret };
  },
  mlKem1024Decapsulate: async (privateKey, ciphertext) =>
    (await postQuantum()).ml_kem1024.decapsulate(ciphertext, privateKey),
};
