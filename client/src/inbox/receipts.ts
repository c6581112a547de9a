// Ticks and read marks: of the other side, and of one's own other devices.
import type { AccountId, MessageId } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { furtherState, putMessage, toMessage } from '../history/history.ts';
import { messageKey } from '../store/schema.ts';

type Shared = Pick<Context, 'profile' | 'events'>;

/** `from` has these messages of ours, or has read them. Only in the chat with that account; ticks never go back. */
export async function raiseTicks(
  draft: Draft,
  from: AccountId,
  ids: readonly MessageId[],
  state: 'delivered' | 'read',
  { profile, events }: Shared,
): Promise<void> {
  for (const id of ids) {
    const before = await draft.get('messages', messageKey(profile.account, id));
    if (!before?.outgoing || before.chat !== from) continue;
    const next = furtherState(before.state, state);
    if (next === before.state) continue;
    const { error: _, ...kept } = before;
    const row = { ...kept, state: next };
    await putMessage(draft, row, before);
    draft.after(() => events.emit('status', toMessage(row)));
  }
}

/** The person has read these messages of `chat`, on this device or another. */
export async function markSeen(draft: Draft, chat: AccountId, ids: readonly MessageId[], events: Context['events']) {
  for (const id of ids) {
    const before = await draft.get('messages', messageKey(chat, id));
    if (!before?.unread) continue;
    const row = { ...before, unread: false };
    await putMessage(draft, row, before);
    draft.after(() => events.emit('status', toMessage(row)));
  }
}
