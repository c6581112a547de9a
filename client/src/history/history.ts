// Messages and chats as they are shown: one row a message, one a chat, kept in step with each other. Who may write what
// and when is decided in outbox/ and inbox/.
import { type ChatId, limits } from '@parley/protocol';
import { withUnsent } from '../acts/rules.ts';
import { shownAttachment } from '../attachments/attachment.ts';
import type { Message, MessageState, Refused, ViewOnce } from '../client.ts';
import type { Draft, Reader } from '../drafts/draft.ts';
import {
  type ChatRow,
  cursorOf,
  type MessageRow,
  messageKey,
  type RefusedAct,
  SELF,
  timeInCursor,
} from '../store/schema.ts';
import { startingWith } from '../store/store.ts';

export function toMessage(stored: MessageRow): Message {
  const row = withUnsent(stored);
  const {
    id,
    chat,
    author,
    outgoing,
    ts,
    state,
    text,
    quote,
    attachments,
    mentions,
    preview,
    forwarded,
    expiresAt,
    error,
    parkedReason,
    unread,
    times,
    notice,
    reactions = [],
    edit,
    withdrawn,
    starredAt,
    forwards = 0,
    viewOnce,
    pin,
    refused,
  } = row;
  const made = reactions.filter(({ emoji }) => emoji !== '');
  return {
    id,
    chat,
    author,
    outgoing,
    ts,
    cursor: cursorOf(row),
    state,
    ...(text === undefined ? {} : { text }),
    ...(quote ? { quote } : {}),
    ...(attachments && !viewOnce ? { attachments: attachments.map(shownAttachment) } : {}),
    ...(mentions ? { mentions } : {}),
    ...(preview ? { preview } : {}),
    ...(forwarded ? { forwarded } : {}),
    ...(forwards >= limits.manyForwards ? { forwardedOften: true } : {}),
    ...(viewOnce ? { viewOnce: shownViewOnce(row) } : {}),
    ...(pin?.on ? { pinned: true } : {}),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(error ? { error } : {}),
    ...(parkedReason ? { parkedReason } : {}),
    ...(unread ? { unread } : {}),
    ...(times ? { times } : {}),
    ...(notice ? { notice } : {}),
    ...(made.length > 0 ? { reactions: made.map(({ account, emoji }) => ({ account, emoji })) } : {}),
    ...(edit ? { edited: true } : {}),
    ...(withdrawn ? { deletedBy: withdrawn.by } : {}),
    ...(starredAt === undefined ? {} : { starred: true }),
    ...(refused ? { refused: shownRefused(refused) } : {}),
  };
}

function shownRefused({ act, error }: RefusedAct): Refused {
  return act.kind === 'edit' ? { act: 'edit', text: act.text, error } : { act: 'deletion', error };
}

function shownViewOnce({ viewed, attachments: [file] = [] }: MessageRow): ViewOnce {
  return { opened: viewed !== undefined, ...(file && !viewed ? { file: shownAttachment(file) } : {}) };
}

/** Stores a new message or another version of one. `before`: what it replaces. */
export async function putMessage(draft: Draft, row: MessageRow, before?: MessageRow): Promise<void> {
  draft.put('messages', row);
  if (before && before.chat !== row.chat) await removeFromChat(draft, before);
  const chat = await chatOf(draft, row.chat);
  const counted = before?.chat === row.chat && before.unread ? 1 : 0;
  const next: ChatRow = {
    ...chat,
    newestTs: hasServerTime(row) ? Math.max(chat.newestTs, row.ts) : chat.newestTs,
    unread: Math.max(0, chat.unread + (row.unread ? 1 : 0) - counted),
    ...lastWith(chat, row),
  };
  draft.put('chats', next);
  if (before && movedUp(chat, before, row)) await findLast(draft, row.chat);
}

/** Takes a message out of its chat, for good: it is not shown again if it comes once more (D4). */
export async function removeMessage(draft: Draft, row: MessageRow, now: number): Promise<void> {
  draft.put('messages', tombstone(row, now));
  await removeFromChat(draft, row);
}

export function tombstone(
  { id, author, authorDevice, chat, outgoing, ts, expiresAt }: MessageRow,
  now: number,
): MessageRow {
  const state = outgoing ? 'read' : 'received';
  const place = { id, author, authorDevice, chat, outgoing, ts };
  return { ...place, state, deletedAt: now, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

// An estimate must not hold up the times of others.
function hasServerTime({ state }: MessageRow): boolean {
  return state !== 'pending' && state !== 'failed' && state !== 'notice';
}

/** Below everything in the chat, at what the server's time should be now. */
export async function timeBelow(draft: Draft, id: ChatId, now: number): Promise<number> {
  const { newestTs, last } = await chatOf(draft, id);
  const offsetMs = (await draft.get('connection', SELF))?.clockOffsetMs ?? 0;
  const lastTs = last ? timeInCursor(last.cursor) : 0;
  return Math.max(now + offsetMs, newestTs + 1, lastTs + 1);
}

async function removeFromChat(draft: Draft, row: MessageRow): Promise<void> {
  const chat = await chatOf(draft, row.chat);
  if (row.unread) draft.put('chats', { ...chat, unread: Math.max(0, chat.unread - 1) });
  if (chat.last?.key === messageKey(row.author, row.id)) await findLast(draft, row.chat);
}

export async function chatOf(reader: Reader, chat: ChatId): Promise<ChatRow> {
  return (await reader.get('chats', chat)) ?? { chat, newestTs: 0, unread: 0 };
}

/** The newest server time seen in a chat, also of what is gone from it: what is written next stands below it (D3, F19). */
export async function newestSeen(reader: Reader, chat: ChatId): Promise<number> {
  const { newestTs, goneUpTo = 0 } = await chatOf(reader, chat);
  return Math.max(newestTs, goneUpTo);
}

/** All there was up to then has been taken away, and so it stays. */
export function withoutUpTo(row: ChatRow, upTo: number): ChatRow {
  return { ...row, goneUpTo: Math.max(upTo, row.goneUpTo ?? 0) };
}

/** How the person has set it up. */
export function arrangedIn({ archived, markedUnread, pinnedAt, mutedUntil }: ChatRow): Partial<ChatRow> {
  return {
    ...(archived ? { archived } : {}),
    ...(markedUnread ? { markedUnread } : {}),
    ...(pinnedAt === undefined ? {} : { pinnedAt }),
    ...(mutedUntil === undefined ? {} : { mutedUntil }),
  };
}

/** Nothing is left in it, and of how it was set up only when: that counts against what others say of it. */
export function emptied({ chat, goneUpTo, set }: ChatRow, upTo: number): ChatRow {
  const bare = { chat, newestTs: 0, unread: 0, ...(set ? { set } : {}) };
  return withoutUpTo({ ...bare, ...(goneUpTo === undefined ? {} : { goneUpTo }) }, upTo);
}

/** Of a chat between two: after how many seconds what is written now vanishes; 0: it stays. */
export function timerOf({ timer, timerUnsent }: ChatRow): number {
  return (timerUnsent ?? timer)?.seconds ?? 0;
}

function lastWith(chat: ChatRow, row: MessageRow): Pick<ChatRow, 'last'> {
  const cursor = cursorOf(row);
  if (chat.last && chat.last.cursor > cursor) return {};
  return { last: { key: messageKey(row.author, row.id), cursor } };
}

function movedUp(chat: ChatRow, before: MessageRow, row: MessageRow): boolean {
  return chat.last?.key === messageKey(row.author, row.id) && cursorOf(row) < cursorOf(before);
}

async function findLast(draft: Draft, id: ChatId): Promise<void> {
  const [row] = await draft.list('messages', {
    index: 'byChat',
    ...startingWith(`${id}.`),
    reverse: true,
    limit: 1,
  });
  const { last: _, ...chat } = await chatOf(draft, id);
  draft.put('chats', row ? { ...chat, last: { key: messageKey(row.author, row.id), cursor: cursorOf(row) } } : chat);
}

const ticks: readonly MessageState[] = ['failed', 'pending', 'sent', 'delivered', 'read'];

/** The further of two states of an own message: ticks never go back (D7). */
export function furtherState(a: MessageState, b: MessageState): MessageState {
  return ticks.indexOf(b) > ticks.indexOf(a) ? b : a;
}

/** True when an own message has got as far as `state`. */
export function hasReached(message: Pick<Message, 'state'>, state: MessageState): boolean {
  return ticks.indexOf(message.state) >= ticks.indexOf(state);
}
