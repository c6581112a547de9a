import type { MessageChain } from './chain.ts';
import type { PrivateKey, PublicKey } from './curve.ts';

/** A chain the peer sends on. */
export type ReceiverChain = MessageChain & { readonly ratchetKey: PublicKey };

/** What each message repeats until the peer has answered, so that any of them can start the session. */
export type PendingPreKey = {
  readonly ownRegistrationId: number;
  readonly oneTimePreKeyId: number | undefined;
  readonly signedPreKeyId: number;
  readonly kyberPreKeyId: number;
  readonly kyberCiphertext: Uint8Array;
};

/** One session with one device, from one key agreement. Plain data, never changed in place. */
export type SessionState = {
  readonly ownIdentityKey: PublicKey;
  readonly theirIdentityKey: PublicKey;
  readonly theirRegistrationId: number;
  /** The ephemeral key of whoever started it: names the session. */
  readonly baseKey: PublicKey;
  readonly rootKey: Uint8Array;
  readonly sendRatchet: { readonly publicKey: PublicKey; readonly privateKey: PrivateKey };
  readonly sendChainKey: Uint8Array;
  readonly sendCounter: number;
  readonly previousCounter: number;
  /** Oldest first. */
  readonly receiverChains: readonly ReceiverChain[];
  readonly pending: PendingPreKey | undefined;
};

/**
 * All sessions with one device: the one to send on and, newest first and encoded, those it replaced, which late
 * messages may still need. Plain data that can be cloned between threads.
 */
export type SessionRecord = {
  readonly current: SessionState;
  readonly archived: readonly Uint8Array[];
};
