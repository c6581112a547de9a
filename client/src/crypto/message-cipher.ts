import { concatBytes } from '@parley/protocol';
import { equalBytes } from './bytes.ts';
import { messageKeys } from './chain.ts';
import { CryptoError } from './errors.ts';
import { encodeRatchetMessage, macBytes, type RatchetMessage } from './messages.ts';
import type { Primitives } from './primitives.ts';

/** The identities both ends vouch for with every MAC: 33 bytes each. */
export type Parties = { readonly sender: Uint8Array; readonly receiver: Uint8Array };

function mac(primitives: Primitives, macKey: Uint8Array, parties: Parties, authenticated: Uint8Array): Uint8Array {
  const input = concatBytes(parties.sender, parties.receiver, authenticated);
  return primitives.hmacSha256(macKey, input).subarray(0, macBytes);
}

/** Encrypts, then authenticates; returns the wire bytes of the ratchet message. */
export async function sealMessage(
  primitives: Primitives,
  seed: Uint8Array,
  parties: Parties,
  header: { readonly ratchetKey: Uint8Array; readonly counter: number; readonly previousCounter: number },
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  const keys = messageKeys(primitives, seed);
  const ciphertext = await primitives.aesCbcEncrypt(keys.cipherKey, keys.iv, plaintext);
  const bytes = encodeRatchetMessage(header.ratchetKey, header.counter, header.previousCounter, ciphertext);
  const macAt = bytes.length - macBytes;
  bytes.set(mac(primitives, keys.macKey, parties, bytes.subarray(0, macAt)), macAt);
  return bytes;
}

/** Checks the MAC before anything is decrypted: `bad_mac`; a MAC that holds over a bad padding is `malformed`. */
export async function openMessage(
  primitives: Primitives,
  seed: Uint8Array,
  parties: Parties,
  message: RatchetMessage,
): Promise<Uint8Array> {
  const keys = messageKeys(primitives, seed);
  if (!equalBytes(mac(primitives, keys.macKey, parties, message.authenticated), message.mac)) {
    throw new CryptoError('bad_mac', 'message is not authentic in this session');
  }
  try {
    return await primitives.aesCbcDecrypt(keys.cipherKey, keys.iv, message.ciphertext);
  } catch (cause) {
    throw new CryptoError('malformed', 'message is padded wrongly', { cause });
  }
}
