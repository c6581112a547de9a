/**
 * What went wrong, as a value to switch on.
 *
 * - `duplicate`: the message key was used already. Ack and drop; never reset the session.
 * - `too_old`: the key fell out of the 2,000 kept for late messages, so it may be a repeat or a real loss; or the
 *   message is from before the sender key was handed to us.
 *   Whoever knows the ids of stored messages can tell.
 * - `too_far`: the counter jumps more than 25,000 ahead.
 * - `bad_mac`: no state of the session opens the message (forged, damaged or from a session we no longer have).
 * - `no_session`: there is nothing to encrypt or decrypt with; of a group message, its sender key has not come.
 * - `no_prekey`: a first message names a prekey that was not supplied.
 * - `reused_prekey`: a first message repeats one whose session is gone (see `PreKeyMessageHeader.memoryKey`).
 * - `untrusted_identity`: the peer's identity key is not the expected one.
 * - `bad_signature`: a prekey is not signed by the identity that offers it, or a group message not by its sender key.
 * - `bad_key`: a public key is not canonical or of small order, or the shared secret is all zero.
 * - `malformed`: the bytes are not what they should be.
 */
export type CryptoErrorCode =
  | 'bad_key'
  | 'bad_mac'
  | 'bad_signature'
  | 'duplicate'
  | 'malformed'
  | 'no_prekey'
  | 'no_session'
  | 'reused_prekey'
  | 'too_far'
  | 'too_old'
  | 'untrusted_identity';

/** The only error this room throws on hostile input. The caller's state stays as it was. */
export class CryptoError extends Error {
  readonly code: CryptoErrorCode;

  constructor(code: CryptoErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CryptoError';
    this.code = code;
  }
}
