import { messageSeed, nextChainKey } from './chain.ts';
import { CryptoError } from './errors.ts';
import type { CryptoEnv, Primitives } from './primitives.ts';
import { seedFor } from './receiver-chain.ts';
import type { SenderKeyRecord } from './sender-key.ts';
import { decodeSenderKeyMessage, encodeSenderKeyMessage, lastIteration } from './sender-key-messages.ts';
import { isNamed, ownState } from './sender-key-record.ts';
import { sign, signatureBytes, verify } from './xeddsa.ts';

const info = new TextEncoder().encode('WhisperGroup');

export type EncryptedForGroup = {
  /** Make this durable before the ciphertext leaves, or a crash sends two messages under one key. */
  readonly record: SenderKeyRecord;
  readonly ciphertext: Uint8Array;
};

export type DecryptedFromGroup = {
  /** Store this in the transaction that stores the plaintext. */
  readonly record: SenderKeyRecord;
  readonly plaintext: Uint8Array;
};

function cipherKeys(primitives: Primitives, seed: Uint8Array): { iv: Uint8Array; key: Uint8Array } {
  const keys = primitives.hkdfSha256(seed, undefined, info, 48);
  return { iv: keys.subarray(0, 16), key: keys.subarray(16) };
}

/** One message for everybody who has the key's distribution. Throws `no_session`; `too_far` after 2³² messages. */
export async function encryptWithSenderKey(
  record: SenderKeyRecord,
  plaintext: Uint8Array,
  env: CryptoEnv,
): Promise<EncryptedForGroup> {
  const { primitives, random } = env;
  const state = ownState(record);
  const { chainKey, nextCounter: iteration } = state.chain;
  if (iteration > lastIteration) throw new CryptoError('too_far', 'this sender key is used up');
  const { iv, key } = cipherKeys(primitives, messageSeed(primitives, chainKey));
  const bytes = encodeSenderKeyMessage({ ...state, iteration }, await primitives.aesCbcEncrypt(key, iv, plaintext));
  const signatureAt = bytes.length - signatureBytes;
  bytes.set(sign(state.signingPrivateKey, bytes.subarray(0, signatureAt), random), signatureAt);
  const chain = { ...state.chain, chainKey: nextChainKey(primitives, chainKey), nextCounter: iteration + 1 };
  return { record: { states: record.states.with(0, { ...state, chain }) }, ciphertext: bytes };
}

async function open(primitives: Primitives, seed: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array> {
  const { iv, key } = cipherKeys(primitives, seed);
  try {
    return await primitives.aesCbcDecrypt(key, iv, ciphertext);
  } catch (cause) {
    throw new CryptoError('malformed', 'message is padded wrongly', { cause });
  }
}

/**
 * Opens a message of the device whose record this is. All or nothing: on any error `record` stands. The signature is
 * checked before any key is derived, so that members cannot write in each other's name and a forgery costs no work.
 * Throws `no_session` when the key it names has not come, `bad_signature`, `duplicate`, `too_old`, `too_far`, `malformed`.
 */
export async function decryptWithSenderKey(
  record: SenderKeyRecord | undefined,
  ciphertext: Uint8Array,
  env: CryptoEnv,
): Promise<DecryptedFromGroup> {
  const { primitives } = env;
  const message = decodeSenderKeyMessage(ciphertext);
  const index = record?.states.findIndex(state => isNamed(state, message)) ?? -1;
  const state = record?.states[index];
  if (!record || !state) throw new CryptoError('no_session', 'the sender key of this message has not come');
  if (!(await verify(state.signingKey, message.signed, message.signature, primitives))) {
    throw new CryptoError('bad_signature', 'message is not signed by its sender');
  }
  const { chain, seed } = seedFor(primitives, state.chain, message.iteration);
  const plaintext = await open(primitives, seed, message.ciphertext);
  return { record: { states: record.states.with(index, { ...state, chain }) }, plaintext };
}
