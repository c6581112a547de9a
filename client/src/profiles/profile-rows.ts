// What is remembered of profiles, in the rows of the person and of others.
import type { ProfileKeys } from './profile-cipher.ts';
import type { ProfileAudience } from './profile-client.ts';

/** Of the own one, besides name and picture. */
export interface OwnShown {
  readonly about?: string;
  /** Who sees them; absent: contacts. */
  readonly aboutFor?: ProfileAudience;
  readonly avatarFor?: ProfileAudience;
  /** What opens the profile at the server. Absent: whoever has linked this device has told none. */
  readonly profileKeys?: ProfileKeys;
  /** Of what is shown now, ascending over all own devices. */
  readonly profileVersion?: number;
  /** The server does not have it yet. */
  readonly unpublished?: true;
}

/** What opens somebody's profile at the server. */
export interface ContactProfileRow {
  readonly key: Uint8Array;
  /** Handed to those they have written to. */
  readonly contactKey?: Uint8Array;
  /** As they have told it. */
  readonly version: number;
  /** Somebody else has said so: whatever comes from themselves counts instead. */
  readonly hearsay?: true;
  /** As it was read last, with all the keys there are. */
  readonly read?: number;
}
