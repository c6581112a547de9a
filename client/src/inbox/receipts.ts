// Ticks and read marks: of the other side, and of one's own other devices.
import type { AccountId, ChatId, MessageId } from '@parley/protocol';
import { nameInChat, noteEarly } from '../archive/early-marks.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { furtherState, putMessage, toMessage } from '../history/history.ts';
import { type MessageRow, messageKey } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';

type Shared = Pick<Context, 'profile' | 'events'>;

/** What the other side has done with messages of ours, and when. */
export interface Receipt {
  readonly from: AccountId;
  readonly ids: readonly MessageId[];
  readonly state: 'delivered' | 'read';
  /** Server time. */
  readonly ts: number;
}

/** Only in the chat with that account; ticks never go back. */
export async function raiseTicks(draft: Draft, receipt: Receipt, { profile, events }: Shared): Promise<void> {
  for (const id of receipt.ids) {
    const before = await draft.get('messages', messageKey(profile.account, id));
    if (!before) await noteEarly(draft, nameInChat(receipt.from, id), { [timeOf(receipt)]: receipt.ts });
    if (!before?.outgoing || before.deletedAt || before.chat !== receipt.from) continue;
    const row = raised(before, receipt);
    if (!row) continue;
    await putMessage(draft, row, before);
    draft.after(() => events.emit('status', toMessage(row)));
  }
}

function timeOf({ state }: Receipt): 'deliveredAt' | 'readAt' {
  return state === 'delivered' ? 'deliveredAt' : 'readAt';
}

function raised(before: MessageRow, receipt: Receipt): MessageRow | undefined {
  const { state, ts } = receipt;
  const time = timeOf(receipt);
  const next = furtherState(before.state, state);
  if (next === before.state && before.times?.[time] !== undefined) return undefined;
  const { error: _, ...kept } = before;
  return { ...kept, state: next, times: { ...before.times, [time]: before.times?.[time] ?? ts } };
}

/** The person has read these messages of `chat`, on this device or another. */
export async function markSeen(draft: Draft, chat: ChatId, ids: readonly MessageId[], events: Context['events']) {
  for (const id of ids) {
    const rows = await draft.list('messages', { index: 'byId', ...startingWith(id) });
    if (rows.length === 0) await noteEarly(draft, nameInChat(chat, id), { seen: true });
    for (const before of rows) {
      if (!before.unread || before.chat !== chat) continue;
      const row = { ...before, unread: false };
      await putMessage(draft, row, before);
      draft.after(() => events.emit('status', toMessage(row)));
    }
  }
}
