// Where people's profiles are kept, as their devices have encrypted them.
import type { AccountId } from '@parley/protocol';

export interface ProfileStore {
  profile(account: AccountId): Promise<StoredProfile | undefined>;
  /** Keeps it in the place of an older one; atomic. False, and nothing is changed: there is one of this version or a later one. */
  putProfile(account: AccountId, profile: NewProfile): Promise<boolean>;
}

export interface StoredProfile {
  /** From 1; a later one takes its place. */
  readonly version: number;
  readonly body: Uint8Array;
}

export interface NewProfile extends StoredProfile {
  /** SHA-256, hexadecimal, of what its contact key gives whoever may add the person to groups; absent: nothing does. */
  readonly addKeyHash?: string;
}
