// Chats as a list shows them, and how the person has set them up on this device.
import {
  type AccountId,
  type ChatId,
  equalBytes,
  type GroupId,
  isGroupId,
  parseAccountId,
  parseGroupId,
} from '@parley/protocol';
import type { Chat, ChatChange } from '../client.ts';
import type { Draft, Reader } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import { chatGroup, iconHash } from '../groups/shown-group.ts';
import { type ChatRow, type ContactRow, timeInCursor } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';
import { tellDraft } from '../sync/drafts.ts';
import type { SyncDeps } from '../sync/own-sync.ts';
import { tellChatSettings } from '../sync/telling.ts';
import { chatOf, timerOf, toMessage } from './history.ts';

/** Newest first. */
export async function listChats(reader: Reader, own: AccountId): Promise<Chat[]> {
  const rows = await reader.list('chats', { index: 'byNewest', reverse: true });
  const contacts = new Map<ChatId, ContactRow>();
  for (const contact of await reader.list('contacts')) contacts.set(contact.account, contact);
  return Promise.all(rows.filter(isListed).map(row => toChat(reader, row, contacts.get(row.chat), own)));
}

export async function readChat(reader: Reader, id: ChatId, own: AccountId): Promise<Chat> {
  checkChatId(id);
  const contact = isGroupId(id) ? undefined : await reader.get('contacts', id);
  return toChat(reader, await chatOf(reader, id), contact, own);
}

/** @throws {ParleyError} `bad_recipient`: it is the id of nothing */
function checkChatId(id: ChatId): void {
  if (!parseAccountId(id) && !parseGroupId(id)) throw new ParleyError('bad_recipient');
}

/** Something has been said or begun in it: it has its place in the list. */
export function isListed({ newestTs, last, draft, pinnedAt }: ChatRow): boolean {
  return newestTs > 0 || last !== undefined || draft !== undefined || pinnedAt !== undefined;
}

async function toChat(reader: Reader, row: ChatRow, contact: ContactRow | undefined, own: AccountId): Promise<Chat> {
  const { chat: id, unread, markedUnread = false, archived = false, pinnedAt, mutedUntil, draft } = row;
  const last = row.last && (await reader.get('messages', row.last.key));
  const reaction = await reactionOf(reader, row);
  const timerS = isGroupId(id) ? ((await reader.get('groups', id))?.state.settings.timerS ?? 0) : timerOf(row);
  const firstUnread = unread > 0 ? await firstUnreadOf(reader, id) : undefined;
  return {
    id,
    unread,
    markedUnread,
    archived,
    verified: await isVerified(reader, contact),
    ...(isGroupId(id) ? await shownOf(reader, id, own, unread > 0) : {}),
    ...(contact?.name ? { name: contact.name } : {}),
    ...(contact?.phone ? { phone: contact.phone } : {}),
    ...(contact?.username ? { username: contact.username } : {}),
    ...(contact?.about ? { about: contact.about } : {}),
    ...(contact?.avatar ? { avatar: contact.avatar } : {}),
    ...(firstUnread ? { firstUnread } : {}),
    ...(timerS > 0 ? { timerS } : {}),
    ...(pinnedAt === undefined ? {} : { pinnedAt }),
    ...(mutedUntil === undefined ? {} : { mutedUntil }),
    ...(draft ? { draft } : {}),
    ...(last ? { last: toMessage(last) } : {}),
    ...(reaction ? { reaction } : {}),
  };
}

async function reactionOf(reader: Reader, { reaction, last }: ChatRow): Promise<Chat['reaction']> {
  if (!reaction || (last && timeInCursor(last.cursor) >= reaction.ts)) return undefined;
  const row = await reader.get('messages', reaction.key);
  if (!row || row.deletedAt) return undefined;
  const message = toMessage(row);
  const made = message.reactions?.find(({ account }) => account === reaction.account);
  return made && { ...made, message };
}

/** What a group is called and who one is in it. */
async function shownOf(
  reader: Reader,
  id: GroupId,
  own: AccountId,
  unread: boolean,
): Promise<Pick<Chat, 'name' | 'avatar' | 'group'>> {
  const row = await reader.get('groups', id);
  if (!row) return {};
  const { name, icon } = row.state;
  const mentioned = unread && (await isMentioned(reader, id, own)) ? { mentioned: true } : {};
  return {
    name,
    group: { ...chatGroup(row, own), ...mentioned },
    ...(icon.length > 0 ? { avatar: iconHash(icon) } : {}),
  };
}

/** As far back as somebody who has been away for long would look. */
const UNREAD_LOOKED_AT = 200;

async function isMentioned(reader: Reader, id: GroupId, own: AccountId): Promise<boolean> {
  const range = { ...startingWith(`${id}.`), reverse: true, limit: UNREAD_LOOKED_AT };
  const rows = await reader.list('messages', { index: 'unread', ...range });
  return rows.some(({ mentions }) => mentions?.some(({ account }) => account === own));
}

async function firstUnreadOf(reader: Reader, id: ChatId): Promise<string | undefined> {
  const [row] = await reader.list('messages', { index: 'unread', ...startingWith(`${id}.`), limit: 1 });
  return row && toMessage(row).cursor;
}

/** The key that was compared is the one that counts today. */
export async function isVerified(reader: Reader, contact: ContactRow | undefined): Promise<boolean> {
  if (!contact?.verifiedKey) return false;
  const accountKey = (await reader.get('accounts', contact.account))?.accountKey;
  return accountKey !== undefined && equalBytes(contact.verifiedKey, accountKey);
}

export async function changeChat(draft: Draft, id: ChatId, change: ChatChange, deps: SyncDeps): Promise<Chat> {
  checkChatId(id);
  const { draft: _, ...told } = change;
  const before = await chatOf(draft, id);
  const row = await tellDraft(draft, before, changed(before, change, deps.clock.now()), deps);
  draft.put('chats', Object.keys(told).length > 0 ? await tellChatSettings(draft, row, deps) : row);
  return readChat(draft, id, deps.profile.account);
}

// What is not set is not there, so that a chat set back looks like one never touched.
function changed(row: ChatRow, change: ChatChange, now: number): ChatRow {
  const { archived, pinnedAt, mutedUntil, markedUnread, draft, ...rest } = row;
  const next = {
    archived: change.archived ?? archived,
    markedUnread: change.markedUnread ?? markedUnread,
    pinnedAt: change.pinned === undefined ? pinnedAt : change.pinned ? (pinnedAt ?? now) : undefined,
    mutedUntil: change.mutedUntil === undefined ? mutedUntil : (change.mutedUntil ?? undefined),
    draft: change.draft === undefined ? draft : (change.draft ?? undefined),
  };
  return {
    ...rest,
    ...(next.archived ? { archived: true } : {}),
    ...(next.markedUnread ? { markedUnread: true } : {}),
    ...(next.pinnedAt === undefined ? {} : { pinnedAt: next.pinnedAt }),
    ...(next.mutedUntil === undefined ? {} : { mutedUntil: next.mutedUntil }),
    ...(next.draft && (next.draft.text !== '' || next.draft.replyTo || next.draft.editing)
      ? { draft: next.draft }
      : {}),
  };
}
