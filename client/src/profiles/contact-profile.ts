// How others say they want to be shown. It proves nothing: what can't be shown as a name or a picture is left out.
import { type AccountId, equalBytes, limits, type wire } from '@parley/protocol';
import type { Draft } from '../drafts/draft.ts';
import type { ContactRow } from '../store/schema.ts';
import { avatarRow, isPicture } from './avatar.ts';
import { isName } from './name.ts';
import type { ProfileFields } from './profile-cipher.ts';
import type { ContactProfileRow } from './profile-rows.ts';

const KEY_BYTES = 32;

/** The key and the name that came with a content. `news`: of a profile that is to be fetched; `unread`: it was known to be. */
export async function keepProfileKey(
  draft: Draft,
  account: AccountId,
  told: wire.ProfileKey.$Properties | null | undefined,
): Promise<'news' | 'unread' | 'read'> {
  const profile = told && rowFrom(told);
  if (!profile) return 'read';
  const contact = (await draft.get('contacts', account)) ?? { account };
  const known = contact.profile?.hearsay ? undefined : contact.profile;
  if (known && known.version > profile.version) return 'read';
  const next = merged(known, profile);
  const name = told.name && isName(told.name) ? { name: told.name } : {};
  const changed: ContactRow = { ...contact, ...name, profile: next };
  const isNews = !known || !sameRow(known, next);
  if (isNews || contact.name !== changed.name) draft.put('contacts', changed);
  if (next.read === next.version) return 'read';
  return isNews ? 'news' : 'unread';
}

function rowFrom({ key, contactKey, version }: wire.ProfileKey.$Properties): ContactProfileRow | undefined {
  if (key?.length !== KEY_BYTES || !version) return undefined;
  // Copies: what came in is a piece of a whole frame.
  return { key: key.slice(), version, ...(contactKey?.length === KEY_BYTES ? { contactKey: contactKey.slice() } : {}) };
}

/** What a group's message does not carry stays as long as the other key does. */
function merged(known: ContactProfileRow | undefined, told: ContactProfileRow): ContactProfileRow {
  if (!known || !equalBytes(known.key, told.key)) return told;
  const contactKey = told.contactKey ?? known.contactKey;
  const isNews = contactKey !== undefined && !known.contactKey;
  const read = isNews ? undefined : known.read;
  return { ...told, ...(contactKey ? { contactKey } : {}), ...(read === undefined ? {} : { read }) };
}

function sameRow(a: ContactProfileRow, b: ContactProfileRow): boolean {
  return a.version === b.version && a.read === b.read && equalBytes(a.key, b.key) && !a.contactKey === !b.contactKey;
}

/** What was read at the server under these keys; nothing happens if they are not the ones known any more. */
export async function keepProfile(
  draft: Draft,
  account: AccountId,
  under: ContactProfileRow,
  version: number,
  { name, about, avatar }: ProfileFields & { readonly name: string },
): Promise<void> {
  const before = await draft.get('contacts', account);
  const known = before?.profile;
  if (!before || !known || !equalBytes(known.key, under.key) || version < known.version) return;
  const { about: _, avatar: __, ...contact } = before;
  const picture = avatar && isPicture(avatar) ? avatarRow(account, avatar) : undefined;
  if (picture) draft.put('avatars', picture);
  else draft.remove('avatars', account);
  // A key that came meanwhile opens more of it.
  const isAll = !known.contactKey === !under.contactKey;
  const { read: ___, ...keys } = known;
  draft.put('contacts', {
    ...contact,
    ...(isName(name) ? { name } : {}),
    ...(about ? { about: firstOf(about) } : {}),
    ...(picture ? { avatar: picture.hash } : {}),
    profile: { ...keys, version, ...(isAll ? { read: version } : {}) },
  });
}

const firstOf = (about: string): string => [...about].slice(0, limits.maxAboutChars).join('');
