// Members of a group who have not written yet are known by name all the same: whoever has added people hands the members'
// profile keys on, in the one ciphertext of the next message. A key proves itself by what it opens.
import { type AccountId, accountIdFrom, type GroupId, idBytes, wire } from '@parley/protocol';
import type { Draft } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import type { GroupRow } from '../store/schema.ts';

const KEY_BYTES = 32;
/** One with its tags and lengths. */
const INTRODUCTION_BYTES = 56;
const MOST = 256;
/** For the padding's mark and the field's own length. */
const SPARE_BYTES = 8;

/** The group's next message is to introduce its members. */
export async function introduceMembers(draft: Draft, group: GroupId): Promise<void> {
  const row = await draft.get('groups', group);
  if (!row) throw new ParleyError('unknown_group');
  if (!row.introduces) draft.put('groups', { ...row, introduces: true });
}

/** The content with as many as fit; whether there is room for all or not, they are told once. */
export async function withIntroductions(
  draft: Draft,
  content: wire.Content.$Properties,
  group: GroupRow,
  own: AccountId,
  maxBytes: number,
): Promise<wire.Content.$Properties> {
  if (!group.introduces) return content;
  const room = maxBytes - wire.Content.encode(content).finish().length - SPARE_BYTES;
  const most = Math.min(MOST, Math.floor(room / INTRODUCTION_BYTES));
  if (most <= 0) return content;
  const introductions: wire.Introduction.$Properties[] = [];
  for (const account of group.state.members.keys()) {
    const known = (await draft.get('contacts', account))?.profile;
    if (account === own || !known || known.hearsay || introductions.length >= most) continue;
    introductions.push({ account: idBytes(account), key: known.key });
  }
  const now = await draft.get('groups', group.group);
  const { introduces: _, ...row } = now ?? group;
  draft.put('groups', row);
  return { ...content, introductions };
}

/** Whose profiles are to be fetched. */
export async function takeIntroductions(
  draft: Draft,
  introductions: readonly wire.Introduction.$Properties[],
  { state }: GroupRow,
  own: AccountId,
): Promise<AccountId[]> {
  const met: AccountId[] = [];
  for (const { account: bytes, key } of introductions.slice(0, MOST)) {
    if (bytes?.length !== 16 || key?.length !== KEY_BYTES) continue;
    const account = accountIdFrom(bytes);
    if (account === own || !state.members.has(account)) continue;
    const contact = (await draft.get('contacts', account)) ?? { account };
    // What they have said themselves counts, and what has opened something is right.
    if (contact.profile && (!contact.profile.hearsay || contact.profile.read)) continue;
    draft.put('contacts', { ...contact, profile: { key: key.slice(), version: 1, hearsay: true } });
    met.push(account);
  }
  return met;
}
