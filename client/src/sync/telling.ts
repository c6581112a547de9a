// What is told of each kind of arrangement, in the draft that makes it.
import { type AccountId, type ChatId, idBytes, type MessageId } from '@parley/protocol';
import type { Draft } from '../drafts/draft.ts';
import { wireOwnProfile } from '../profiles/own-profile-wire.ts';
import type { ChatRow, ContactRow, MessageRow, ProfileRow } from '../store/schema.ts';
import { type SyncDeps, setNow, tellOwnDevices } from './own-sync.ts';

/** What the server bounds a content by, with room to spare. */
const NAMES_TOGETHER = 500;

/** The row as it is to be stored. */
export async function tellChatSettings(draft: Draft, row: ChatRow, deps: SyncDeps): Promise<ChatRow> {
  const set = setNow(row.set, deps);
  const { chat, archived = false, markedUnread = false, pinnedAt = 0, mutedUntil = 0 } = row;
  await tellOwnDevices(draft, { chat: { chat, at: set.at, archived, markedUnread, pinnedAt, mutedUntil } }, deps);
  return { ...row, set };
}

interface Named {
  readonly author: AccountId;
  readonly id: MessageId;
}

const nameOf = ({ author, id }: Named) => ({ author: idBytes(author), id: idBytes(id) });

export async function tellDeleted(draft: Draft, chat: ChatId, messages: readonly Named[], deps: SyncDeps) {
  for (let at = 0; at < messages.length; at += NAMES_TOGETHER) {
    const names = messages.slice(at, at + NAMES_TOGETHER).map(nameOf);
    await tellOwnDevices(draft, { deleted: { chat, messages: names } }, deps);
  }
}

export function tellChatDeleted(draft: Draft, { chat, newestTs }: ChatRow, deps: SyncDeps): Promise<void> {
  return tellOwnDevices(draft, { deleted: { chat, wholeChatUpTo: newestTs } }, deps);
}

/** The rows as they are to be stored. */
export async function tellStarred(
  draft: Draft,
  rows: readonly MessageRow[],
  starred: boolean,
  deps: SyncDeps,
): Promise<MessageRow[]> {
  const latest = Math.max(0, ...rows.map(row => row.starSet?.at ?? 0));
  const starSet = setNow({ at: latest, by: 0 }, deps);
  for (let at = 0; at < rows.length; at += NAMES_TOGETHER) {
    const messages = rows.slice(at, at + NAMES_TOGETHER).map(nameOf);
    await tellOwnDevices(draft, { star: { messages, starred, at: starSet.at } }, deps);
  }
  return rows.map(row => ({ ...row, starSet }));
}

export async function tellShown(draft: Draft, row: ProfileRow, deps: SyncDeps): Promise<ProfileRow> {
  const shownSet = setNow(row.shownSet, deps);
  const picture = row.avatar ? await draft.get('avatars', row.account) : undefined;
  await tellOwnDevices(draft, { profile: wireOwnProfile({ ...row, shownSet }, picture?.bytes) }, deps);
  return { ...row, shownSet };
}

export async function tellVerified(draft: Draft, row: ContactRow, deps: SyncDeps): Promise<ContactRow> {
  const verifiedSet = setNow(row.verifiedSet, deps);
  const key = row.verifiedKey ? { accountKey: row.verifiedKey } : {};
  await tellOwnDevices(draft, { verified: { account: idBytes(row.account), at: verifiedSet.at, ...key } }, deps);
  return { ...row, verifiedSet };
}
