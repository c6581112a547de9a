import { concatBytes } from '@parley/protocol';
import { CryptoError } from './errors.ts';
import type { CryptoEnv, Primitives } from './primitives.ts';

declare const brand: unique symbol;
/** A Kyber-1024 public key on the wire: 0x08 ‖ 1,568 bytes. */
export type KyberPublicKey = Uint8Array & { readonly [brand]: 'kyber public key' };
/** The 3,168-byte decapsulation key of FIPS 203, which Kyber round 3 shares. */
export type KyberPrivateKey = Uint8Array & { readonly [brand]: 'kyber private key' };
export type KyberKeyPair = { readonly publicKey: KyberPublicKey; readonly privateKey: KyberPrivateKey };

const keyType = 0x08;
/** A ciphertext on the wire has the same form and size as a public key. */
export const kyberCiphertextBytes = 1569;

function stripType(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== kyberCiphertextBytes || bytes[0] !== keyType) {
    throw new CryptoError('malformed', 'not a Kyber-1024 value');
  }
  return bytes.subarray(1);
}

const addType = (bytes: Uint8Array): Uint8Array => concatBytes(Uint8Array.of(keyType), bytes);

/** Loads what all this stands on, for platforms that fetch scripts one by one, before it is needed. */
export async function loadKyber(): Promise<void> {
  await import('./post-quantum-noble.ts');
}

// Deployed peers speak Kyber round 3, which hashes the random input and binds the ciphertext into the secret; FIPS 203
// dropped both steps, so they are put back around it.
async function roundThreeSecret(sharedSecret: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array> {
  const { sha3_256, shake256 } = await import('./post-quantum-noble.ts');
  return shake256(concatBytes(sharedSecret, sha3_256(ciphertext)), { dkLen: 32 });
}

export async function generateKyberKeyPair(env: CryptoEnv): Promise<KyberKeyPair> {
  const { publicKey, privateKey } = await env.primitives.mlKem1024KeyPair(env.random(64));
  return { publicKey: addType(publicKey) as KyberPublicKey, privateKey: privateKey as KyberPrivateKey };
}

/** Draws 32 random bytes. The ciphertext is 0x08 ‖ 1,568 bytes, the secret 32. */
export async function encapsulate(
  publicKey: Uint8Array,
  env: CryptoEnv,
): Promise<{ ciphertext: Uint8Array; secret: Uint8Array }> {
  const key = stripType(publicKey);
  const drawn = env.random(32);
  // Not within `try`: a script that could not be loaded says nothing of the key.
  const { sha3_256 } = await import('./post-quantum-noble.ts');
  try {
    const { ciphertext, sharedSecret } = await env.primitives.mlKem1024Encapsulate(key, sha3_256(drawn));
    return { ciphertext: addType(ciphertext), secret: await roundThreeSecret(sharedSecret, ciphertext) };
  } catch (cause) {
    throw new CryptoError('malformed', 'Kyber public key is not canonical', { cause });
  }
}

/** A forged ciphertext yields an unrelated secret, not an error (implicit rejection); the MAC then fails. */
export async function decapsulate(
  privateKey: KyberPrivateKey,
  ciphertext: Uint8Array,
  primitives: Primitives,
): Promise<Uint8Array> {
  const inner = stripType(ciphertext);
  return roundThreeSecret(await primitives.mlKem1024Decapsulate(privateKey, inner), inner);
}
