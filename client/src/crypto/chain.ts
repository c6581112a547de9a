import { agree, type PrivateKey, type PublicKey } from './curve.ts';
import type { Primitives } from './primitives.ts';

const text = new TextEncoder();
const rootInfo = text.encode('WhisperRatchet');
const messageInfo = text.encode('WhisperMessageKeys');
const seedInput = Uint8Array.of(1);
const nextInput = Uint8Array.of(2);

/**
 * A chain of message keys as its reader keeps it. `skipped` holds the seeds of messages that have not come yet, 36 bytes
 * each in ascending order: big-endian counter ‖ seed. One packed array, because a chain is stored with every message.
 */
export type MessageChain = {
  readonly chainKey: Uint8Array;
  readonly nextCounter: number;
  readonly skipped: Uint8Array;
  /** Below this counter seeds have been thrown away for room, or were never ours. */
  readonly forgottenBelow: number;
};

/** The keys of one message: 32-byte AES key, 32-byte MAC key, 16-byte IV. */
export type MessageKeys = { readonly cipherKey: Uint8Array; readonly macKey: Uint8Array; readonly iv: Uint8Array };

/** Double Ratchet §2.2: the next chain key cannot be turned back. */
export const nextChainKey = (primitives: Primitives, chainKey: Uint8Array): Uint8Array =>
  primitives.hmacSha256(chainKey, nextInput);

/** 32 bytes the keys of the chain's present message are derived from; what is kept for a late message. */
export const messageSeed = (primitives: Primitives, chainKey: Uint8Array): Uint8Array =>
  primitives.hmacSha256(chainKey, seedInput);

export function messageKeys(primitives: Primitives, seed: Uint8Array): MessageKeys {
  const keys = primitives.hkdfSha256(seed, undefined, messageInfo, 80);
  return { cipherKey: keys.subarray(0, 32), macKey: keys.subarray(32, 64), iv: keys.subarray(64) };
}

/** Double Ratchet §2.3: mixes a fresh agreement into the root and starts a chain. */
export async function rootStep(
  primitives: Primitives,
  rootKey: Uint8Array,
  own: PrivateKey,
  their: PublicKey,
): Promise<{ rootKey: Uint8Array; chainKey: Uint8Array }> {
  const secret = await agree(primitives, own, their);
  const keys = primitives.hkdfSha256(secret, rootKey, rootInfo, 64);
  return { rootKey: keys.slice(0, 32), chainKey: keys.slice(32) };
}
