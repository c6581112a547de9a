// How a person is shown to others, and others to him.
import type { AccountId, ChatId } from '@parley/protocol';

export interface ProfileClient {
  /** The own one, or that of somebody else as far as he shows it: asked for anew where its key is known. */
  profile(account?: AccountId): Promise<Profile>;
  /**
   * What is not named stays. Kept at the server, encrypted, and told to everybody who has been written to. Throws `bad_name`,
   * `bad_about`, `bad_avatar`.
   */
  setProfile(change: ProfileChange): Promise<void>;
  /** The picture of a contact or a group, or the own one. */
  avatarOf(id: ChatId): Promise<Uint8Array | undefined>;
}

export interface Profile {
  readonly name?: string;
  /** At most 140 characters. */
  readonly about?: string;
  /** SHA-256 of the picture, for `avatarOf`. */
  readonly avatar?: string;
  /** Of the own one: who sees them. */
  readonly aboutFor?: ProfileAudience;
  readonly avatarFor?: ProfileAudience;
}

/**
 * `contacts`: whom the person has written to; `everyone`: the members of groups in common too. The name goes to all of these.
 * What is for nobody does not leave the own devices.
 */
export type ProfileAudience = 'everyone' | 'contacts' | 'nobody';

export interface ProfileChange {
  readonly name?: string;
  /** Empty: nothing. */
  readonly about?: string;
  /** WebP, JPEG or PNG of at most 12 KiB (`limits.maxAvatarBytes`). Its metadata is not taken out: make it from pixels. */
  readonly avatar?: Uint8Array | null;
  readonly aboutFor?: ProfileAudience;
  readonly avatarFor?: ProfileAudience;
}
