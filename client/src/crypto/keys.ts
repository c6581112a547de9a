import { generateKeyPair, type KeyPair, type PrivateKey, type PublicKey } from './curve.ts';
import { generateKyberKeyPair, type KyberPrivateKey, type KyberPublicKey } from './kyber.ts';
import type { CryptoEnv, RandomBytes } from './primitives.ts';
import { sign } from './xeddsa.ts';

/** A device's long-term key. */
export type IdentityKeyPair = KeyPair;

/** Signed by the identity over the 33-byte public key; rotated now and then. */
export type SignedPreKey = {
  readonly id: number;
  readonly publicKey: PublicKey;
  readonly privateKey: PrivateKey;
  readonly signature: Uint8Array;
};

/** Handed out once. Delete it when its first message has been decrypted and stored, never earlier. */
export type OneTimePreKey = {
  readonly id: number;
  readonly publicKey: PublicKey;
  readonly privateKey: PrivateKey;
};

/** The last-resort Kyber-1024 key, signed over the 1,569-byte public key. */
export type KyberPreKey = {
  readonly id: number;
  readonly publicKey: KyberPublicKey;
  readonly privateKey: KyberPrivateKey;
  readonly signature: Uint8Array;
};

/** What the server hands out to start a session with a device: untrusted until `startSession` has checked it. */
export type PreKeyBundle = {
  readonly registrationId: number;
  readonly identityKey: Uint8Array;
  readonly signedPreKey: { readonly id: number; readonly publicKey: Uint8Array; readonly signature: Uint8Array };
  readonly kyberPreKey: { readonly id: number; readonly publicKey: Uint8Array; readonly signature: Uint8Array };
  readonly oneTimePreKey?: { readonly id: number; readonly publicKey: Uint8Array } | undefined;
};

export function generateIdentityKeyPair(env: CryptoEnv): Promise<IdentityKeyPair> {
  return generateKeyPair(env);
}

/** 1 to 16,380, as deployed peers choose it: tells a device from its predecessor after a re-installation. */
export function generateRegistrationId(random: RandomBytes): number {
  for (;;) {
    const [high = 0, low = 0] = random(2);
    const id = ((high & 0x3f) << 8) | low;
    if (id >= 1 && id <= 16380) return id;
  }
}

export async function generateSignedPreKey(
  identity: IdentityKeyPair,
  id: number,
  env: CryptoEnv,
): Promise<SignedPreKey> {
  const { publicKey, privateKey } = await generateKeyPair(env);
  return { id, publicKey, privateKey, signature: sign(identity.privateKey, publicKey, env.random) };
}

/** `count` keys with the ids `startId`, `startId + 1`, … */
export async function generateOneTimePreKeys(startId: number, count: number, env: CryptoEnv): Promise<OneTimePreKey[]> {
  const keys: OneTimePreKey[] = [];
  for (let id = startId; id < startId + count; id++) keys.push({ id, ...(await generateKeyPair(env)) });
  return keys;
}

export async function generateKyberPreKey(identity: IdentityKeyPair, id: number, env: CryptoEnv): Promise<KyberPreKey> {
  const { publicKey, privateKey } = await generateKyberKeyPair(env);
  return { id, publicKey, privateKey, signature: sign(identity.privateKey, publicKey, env.random) };
}
