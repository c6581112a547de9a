// Messages kept in view for everybody in a chat, and the line that says who has pinned one.
import { type AccountId, type ChatId, isAdmin, limits, type MessageId } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft, Reader } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import { putMessage, removeMessage, toMessage } from '../history/history.ts';
import { type GroupRow, type MessageRow, messageKey } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';
import type { Done } from './act.ts';

type Shared = Pick<Context, 'profile' | 'events'>;

/** The newest first; where people have pinned at once, the newest count. */
export async function pinnedIn(reader: Reader, chat: ChatId): Promise<MessageRow[]> {
  const range = { index: 'byPin', ...startingWith(`${chat}.`), reverse: true, limit: limits.maxPins };
  return reader.list('messages', range);
}

/** Whoever changes a group's details also pins. */
export function mayPin(group: GroupRow | undefined, by: AccountId): boolean {
  return !group?.state.settings.adminsEditDetails || isAdmin(group.state, by);
}

export function checkPinnable(row: MessageRow): void {
  const able = row.text !== undefined && row.state !== 'parked' && !row.withdrawn && !row.viewOnce;
  if (!able) throw new ParleyError('not_pinnable');
}

/** The same line with the server's time takes its place by that. */
export async function putPinLine(
  draft: Draft,
  { chat, author, id: message }: MessageRow,
  { id, by, ts }: Pick<Done, 'id' | 'by' | 'ts'>,
  { profile, events }: Shared,
): Promise<void> {
  const before = await draft.get('messages', messageKey(by, id));
  if (before?.deletedAt) return;
  const notice = { kind: 'message_pinned', author, message } as const;
  const place = { id, author: by, authorDevice: 0, chat, outgoing: by === profile.account, ts };
  const row: MessageRow = { ...place, state: 'notice', notice };
  await putMessage(draft, row, before);
  draft.after(() => events.emit(before ? 'status' : 'message', toMessage(row)));
}

/** What it tells of will not be sent. */
export async function removePinLine(draft: Draft, id: MessageId, { profile, events }: Shared): Promise<void> {
  const line = await draft.get('messages', messageKey(profile.account, id));
  if (line?.notice?.kind !== 'message_pinned') return;
  await removeMessage(draft, line, line.ts);
  draft.after(() => events.emit('removed', { chat: line.chat, ids: [id] }));
}
