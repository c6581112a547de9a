import { toHex } from '@parley/protocol';
import { acceptSession, type OwnPreKeys } from './accept-session.ts';
import { equalBytes } from './bytes.ts';
import { decodePublicKey } from './curve.ts';
import { type Decrypted, openAt } from './decrypt.ts';
import { CryptoError } from './errors.ts';
import type { IdentityKeyPair } from './keys.ts';
import { decodePreKeyMessage, type PreKeyMessage } from './messages.ts';
import type { CryptoEnv } from './primitives.ts';
import { ratchetDecrypt } from './ratchet.ts';
import type { SessionRecord } from './session.ts';
import { checkIdentity, pushState, statesOf } from './session-record.ts';

/** What a first message claims, for loading the keys it names. Nothing of it is proved yet. */
export type PreKeyMessageHeader = {
  readonly registrationId: number;
  readonly identityKey: Uint8Array;
  readonly oneTimePreKeyId: number | undefined;
  readonly signedPreKeyId: number;
  readonly kyberPreKeyId: number;
  /**
   * Names this start for as long as the last-resort keys live (PQXDH §4.5): remember it with the new session, and pass
   * `usedBefore` when a first message names it again.
   */
  readonly memoryKey: string;
};

export type DecryptPreKeyInput = {
  readonly record: SessionRecord | undefined;
  readonly ownIdentity: IdentityKeyPair;
  readonly preKeys: OwnPreKeys;
  readonly ciphertext: Uint8Array;
  /** Refuse (`untrusted_identity`) any identity key but this. */
  readonly expectedIdentity?: Uint8Array | undefined;
};

/** What to do in the transaction that stores the message, when it started a session. */
export type StartedByPeer = {
  /** Delete it. */
  readonly usedOneTimePreKeyId: number | undefined;
  readonly usedSignedPreKeyId: number;
  readonly usedKyberPreKeyId: number;
  /** Remember it. */
  readonly memoryKey: string;
};

/** `started` is absent when the message belongs to a session we have. */
export type DecryptedPreKey = Decrypted & { readonly started: StartedByPeer | undefined };

function memoryKey(message: PreKeyMessage): string {
  return `${message.signedPreKeyId}.${message.kyberPreKeyId}.${toHex(message.baseKey.subarray(1))}`;
}

/** Reads the header of a `prekey` message without decrypting anything. Throws `malformed`, `bad_key`. */
export function peekPreKeyMessage(ciphertext: Uint8Array): PreKeyMessageHeader {
  const message = decodePreKeyMessage(ciphertext);
  return {
    registrationId: message.registrationId,
    identityKey: decodePublicKey(message.identityKey.slice()),
    oneTimePreKeyId: message.oneTimePreKeyId,
    signedPreKeyId: message.signedPreKeyId,
    kyberPreKeyId: message.kyberPreKeyId,
    memoryKey: memoryKey(message),
  };
}

async function acceptAndOpen(
  input: DecryptPreKeyInput,
  message: PreKeyMessage,
  env: CryptoEnv,
): Promise<DecryptedPreKey> {
  const accepted = await acceptSession(env.primitives, input.ownIdentity, message, input.preKeys);
  const { state, plaintext } = await ratchetDecrypt(env, accepted, message.message);
  return {
    record: pushState(input.record, state),
    plaintext,
    theirIdentityKey: state.theirIdentityKey,
    started: {
      usedOneTimePreKeyId: message.oneTimePreKeyId,
      usedSignedPreKeyId: message.signedPreKeyId,
      usedKyberPreKeyId: message.kyberPreKeyId,
      memoryKey: memoryKey(message),
    },
  };
}

/**
 * Opens a `prekey` message: with the session it started before, if we still have it, else as a new session that
 * replaces the current one. All or nothing, as `decryptMessage`, whose errors it shares, with `no_prekey` and
 * `reused_prekey` besides.
 */
export async function decryptPreKeyMessage(input: DecryptPreKeyInput, env: CryptoEnv): Promise<DecryptedPreKey> {
  const message = decodePreKeyMessage(input.ciphertext);
  checkIdentity(message.identityKey, input.expectedIdentity);
  for (const [position, state] of input.record ? statesOf(input.record) : []) {
    if (!equalBytes(state.baseKey, message.baseKey)) continue;
    if (!equalBytes(state.theirIdentityKey, message.identityKey)) {
      throw new CryptoError('untrusted_identity', 'the session belongs to another identity key');
    }
    const opened = await openAt(input.record as SessionRecord, position, state, message.message, env);
    return { ...opened, started: undefined };
  }
  return acceptAndOpen(input, message, env);
}
