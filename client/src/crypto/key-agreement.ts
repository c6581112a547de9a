import { concatBytes } from '@parley/protocol';
import { agree, type PrivateKey, type PublicKey } from './curve.ts';
import type { Primitives } from './primitives.ts';

const info = new TextEncoder().encode('WhisperText_X25519_SHA-256_CRYSTALS-KYBER-1024');
const discontinuity = new Uint8Array(32).fill(0xff);

/** One Diffie-Hellman of the agreement, from the side that computes it. */
export type Agreement = readonly [own: PrivateKey, their: PublicKey];

/**
 * PQXDH §3.3: the four (or three) agreements in the order of the paper, IK·SPK, EK·IK, EK·SPK, EK·OPK as the initiator
 * sees them, and the KEM's secret, to 32 bytes of root and 32 of chain key. `bad_key` if any agreement is all zero.
 */
export async function deriveSession(
  primitives: Primitives,
  agreements: readonly Agreement[],
  kemSecret: Uint8Array,
): Promise<{ rootKey: Uint8Array; chainKey: Uint8Array }> {
  const secrets = await Promise.all(agreements.map(([own, their]) => agree(primitives, own, their)));
  const keys = primitives.hkdfSha256(concatBytes(discontinuity, ...secrets, kemSecret), undefined, info, 96);
  return { rootKey: keys.slice(0, 32), chainKey: keys.slice(32, 64) };
}
