import { equalBytes } from './bytes.ts';
import { CryptoError } from './errors.ts';
import { decodeRatchetMessage, type RatchetMessage } from './messages.ts';
import type { CryptoEnv } from './primitives.ts';
import { knowsRatchetKey, ratchetDecrypt } from './ratchet.ts';
import type { SessionRecord, SessionState } from './session.ts';
import { checkIdentity, replaceState, statesOf } from './session-record.ts';

export type Decrypted = {
  /** Store this in the transaction that stores the plaintext. */
  readonly record: SessionRecord;
  readonly plaintext: Uint8Array;
  /** Who the MAC proves the sender to be: 33 bytes. */
  readonly theirIdentityKey: Uint8Array;
};

/** Opens with the state at one position and brings that state to the front. */
export async function openAt(
  record: SessionRecord,
  position: number,
  state: SessionState,
  message: RatchetMessage,
  env: CryptoEnv,
): Promise<Decrypted> {
  const opened = await ratchetDecrypt(env, state, message);
  return {
    record: replaceState(record, position, opened.state),
    plaintext: opened.plaintext,
    theirIdentityKey: state.theirIdentityKey,
  };
}

/** A new ratchet key may belong to any state: only the MAC tells, and trying costs one agreement each. */
async function openByTrial(
  record: SessionRecord,
  message: RatchetMessage,
  env: CryptoEnv,
  expectedIdentity: Uint8Array | undefined,
): Promise<Decrypted> {
  let failure: CryptoError | undefined;
  for (const [position, state] of statesOf(record)) {
    if (expectedIdentity && !equalBytes(state.theirIdentityKey, expectedIdentity)) continue;
    try {
      return await openAt(record, position, state, message, env);
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error;
      failure ??= error;
    }
  }
  throw failure ?? new CryptoError('untrusted_identity', 'no session with the expected identity');
}

/**
 * Opens a `message` with whichever session it belongs to. All or nothing: on any error `record` stands. Throws
 * `duplicate`, `too_old`, `too_far`, `bad_mac`, `bad_key`, `malformed`, `no_session`, `untrusted_identity`.
 */
export async function decryptMessage(
  record: SessionRecord | undefined,
  ciphertext: Uint8Array,
  env: CryptoEnv,
  expectedIdentity?: Uint8Array,
): Promise<Decrypted> {
  const message = decodeRatchetMessage(ciphertext);
  if (!record) throw new CryptoError('no_session', 'no session with this device');
  for (const [position, state] of statesOf(record)) {
    if (!knowsRatchetKey(state, message.ratchetKey)) continue;
    checkIdentity(state.theirIdentityKey, expectedIdentity);
    return openAt(record, position, state, message, env);
  }
  return openByTrial(record, message, env, expectedIdentity);
}
