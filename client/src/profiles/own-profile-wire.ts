// The own profile as the own devices tell each other of it, when it changes and when one is linked.
import { type AccountId, wire } from '@parley/protocol';
import type { AvatarRow, ProfileRow } from '../store/schema.ts';
import { avatarRow, isPicture } from './avatar.ts';
import type { ProfileAudience } from './profile-client.ts';

const { AUDIENCE_EVERYONE, AUDIENCE_CONTACTS, AUDIENCE_NOBODY } = wire.Audience;
const KEY_BYTES = 32;
const audiences = { everyone: AUDIENCE_EVERYONE, contacts: AUDIENCE_CONTACTS, nobody: AUDIENCE_NOBODY } as const;

export function wireOwnProfile(row: ProfileRow, avatar: Uint8Array | undefined): wire.OwnProfile.$Properties {
  const { name, about, shownSet, profileKeys, profileVersion = 0, aboutFor = 'contacts', avatarFor = 'contacts' } = row;
  return {
    name,
    at: shownSet?.at ?? 0,
    version: profileVersion,
    aboutFor: audiences[aboutFor],
    avatarFor: audiences[avatarFor],
    ...(about ? { about } : {}),
    ...(avatar ? { avatar } : {}),
    ...profileKeys,
  };
}

type Told = Pick<ProfileRow, 'name' | 'about' | 'avatar' | 'aboutFor' | 'avatarFor' | 'profileKeys'>;

/** `picture`: what `avatar` is the hash of. */
export function ownProfileFrom(
  { name, about, avatar, aboutFor, avatarFor, key, contactKey }: wire.OwnProfile.$Properties,
  account: AccountId,
): Told & { readonly picture?: AvatarRow } {
  const picture = avatar?.length && isPicture(avatar) ? avatarRow(account, avatar.slice()) : undefined;
  const hasKeys = key?.length === KEY_BYTES && contactKey?.length === KEY_BYTES;
  return {
    name: name ?? '',
    aboutFor: audienceFrom(aboutFor),
    avatarFor: audienceFrom(avatarFor),
    ...(about ? { about } : {}),
    ...(picture ? { avatar: picture.hash, picture } : {}),
    ...(hasKeys ? { profileKeys: { key: key.slice(), contactKey: contactKey.slice() } } : {}),
  };
}

function audienceFrom(audience: wire.Audience | null | undefined): ProfileAudience {
  if (audience === AUDIENCE_EVERYONE) return 'everyone';
  return audience === AUDIENCE_NOBODY ? 'nobody' : 'contacts';
}
