import { CryptoError } from './errors.ts';
import { encodePreKeyMessage } from './messages.ts';
import type { Primitives } from './primitives.ts';
import { ratchetEncrypt } from './ratchet.ts';
import type { SessionRecord, SessionState } from './session.ts';
import { checkIdentity, replaceState } from './session-record.ts';

/** `prekey` messages carry all it takes to start the session and are sent until the peer answers. */
export type MessageKind = 'prekey' | 'message';

export type Encrypted = {
  /** Make this durable before the ciphertext leaves, or a crash sends two messages under one key. */
  readonly record: SessionRecord;
  readonly kind: MessageKind;
  readonly ciphertext: Uint8Array;
};

function wrap(state: SessionState, message: Uint8Array): Uint8Array {
  if (!state.pending) return message;
  const { ownRegistrationId, ...keys } = state.pending;
  const header = {
    ...keys,
    registrationId: ownRegistrationId,
    baseKey: state.baseKey,
    identityKey: state.ownIdentityKey,
  };
  return encodePreKeyMessage(header, message);
}

/** Encrypts on the current session. Throws `no_session`, `untrusted_identity`. Needs no randomness. */
export async function encrypt(
  record: SessionRecord | undefined,
  plaintext: Uint8Array,
  primitives: Primitives,
  expectedIdentity?: Uint8Array,
): Promise<Encrypted> {
  if (!record) throw new CryptoError('no_session', 'no session with this device');
  checkIdentity(record.current.theirIdentityKey, expectedIdentity);
  const { state, message } = await ratchetEncrypt(primitives, record.current, plaintext);
  return {
    record: replaceState(record, 0, state),
    kind: state.pending ? 'prekey' : 'message',
    ciphertext: wrap(state, message),
  };
}
