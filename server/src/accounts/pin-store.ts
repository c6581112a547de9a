// Where PINs are kept, as slow hashes, with the tries at them.
import type { AccountId } from '@parley/protocol';

export interface PinStore {
  pin(account: AccountId): Promise<StoredPin | undefined>;
  /** In the place of the one before, with no tries; undefined: the account has none. */
  setPin(account: AccountId, pin: PinHash | undefined, now: number): Promise<void>;
  /**
   * Counts a try, and keeps until when there is no other, before anybody knows whether it is right: atomic, so that parallel guesses all
   * count. Resolves to the milliseconds that are still to be waited, and counts none then; 0: this one is let in.
   */
  countPinTry(account: AccountId, now: number, waitAfterMs: (tries: number) => number): Promise<number>;
  /** Right at last: forgets the tries, and marks the registration. */
  pinGiven(account: AccountId, registration: string): Promise<void>;
}

export interface PinHash {
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

export interface StoredPin extends PinHash {
  readonly setAt: number;
}
