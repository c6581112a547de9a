import type { AccountId, MessageId } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { newMessageId } from '../message-id.ts';
import { type MessageRow, messageKey } from '../store/schema.ts';
import { chatOf, putMessage, timeBelow, toMessage } from './history.ts';
import type { ChatNotice } from './notice.ts';

/** A line in the chat that nobody has written; none where nothing has been said yet, or where one with that id is. */
export async function addNotice(
  draft: Draft,
  chat: AccountId,
  notice: ChatNotice,
  { clock, events }: Pick<Context, 'clock' | 'events'>,
  id: MessageId = newMessageId(),
): Promise<void> {
  if (!(await chatOf(draft, chat)).last) return;
  if (await draft.get('messages', messageKey(chat, id))) return;
  const ts = await timeBelow(draft, chat, clock.now());
  const place = { id, author: chat, authorDevice: 0, chat, outgoing: false, ts };
  const row: MessageRow = { ...place, state: 'notice', notice };
  await putMessage(draft, row);
  draft.after(() => events.emit('message', toMessage(row)));
}
