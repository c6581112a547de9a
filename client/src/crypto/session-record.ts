import { equalBytes } from './bytes.ts';
import { decodePublicKey } from './curve.ts';
import { CryptoError } from './errors.ts';
import type { SessionRecord, SessionState } from './session.ts';
import { decodeState, encodeState } from './session-codec.ts';

/** As deployed peers keep: enough for any tangle of crossing starts, little enough to store with each message. */
const maxArchived = 40;

/** What a caller may ask a session without knowing its insides. */
export type SessionInfo = {
  readonly theirIdentityKey: Uint8Array;
  /** As the peer gave it when the session began. */
  readonly theirRegistrationId: number;
  /** True until the peer's first answer: messages are then of kind `prekey`. */
  readonly unanswered: boolean;
};

export function sessionInfo(record: SessionRecord): SessionInfo {
  const { theirIdentityKey, theirRegistrationId, pending } = record.current;
  return { theirIdentityKey, theirRegistrationId, unanswered: pending !== undefined };
}

/** Puts a new session in front; the one it replaces is kept for messages still under way. */
export function pushState(record: SessionRecord | undefined, current: SessionState): SessionRecord {
  if (!record) return { current, archived: [] };
  return { current, archived: [encodeState(record.current), ...record.archived].slice(0, maxArchived) };
}

/** Position 0 is the current state, `i + 1` the archived state `i`. */
export function* statesOf(record: SessionRecord): Generator<readonly [position: number, state: SessionState]> {
  yield [0, record.current];
  for (const [i, bytes] of record.archived.entries()) yield [i + 1, decodeState(bytes)];
}

/** Stores the successor of the state at `position`; an archived one that was just used comes to the front. */
export function replaceState(record: SessionRecord, position: number, state: SessionState): SessionRecord {
  if (position === 0) return { current: state, archived: record.archived };
  const archived = record.archived.filter((_, i) => i !== position - 1);
  return pushState({ current: record.current, archived }, state);
}

export function checkIdentity(actual: Uint8Array, expected: Uint8Array | undefined): void {
  if (expected && !equalBytes(actual, decodePublicKey(expected))) {
    throw new CryptoError('untrusted_identity', "the peer's identity key is not the expected one");
  }
}
