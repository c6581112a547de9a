// The server has answered an own act: from then on it counts as one of anybody else does, or not at all.
import { isGroupId } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { wasAdmin } from '../groups/group-row.ts';
import { putMessage, toMessage } from '../history/history.ts';
import type { SentAt } from '../outbox/outcome.ts';
import { type MessageRow, messageKey, type OutboxRow } from '../store/schema.ts';
import type { Act } from './act.ts';
import { follow } from './following.ts';
import { removePinLine } from './pinning.ts';
import { rowAfter } from './rules.ts';

type Shared = Pick<Context, 'profile' | 'events'>;

export async function settleAct(
  draft: Draft,
  { id, to: chat }: OutboxRow,
  act: Act,
  { ts, seq }: SentAt,
  shared: Shared,
): Promise<void> {
  const before = await draft.get('messages', messageKey(act.author, act.id));
  if (!before || before.deletedAt) return;
  const by = shared.profile.account;
  const group = isGroupId(chat) ? await draft.get('groups', chat) : undefined;
  const asAdmin = group !== undefined && wasAdmin(group, by, seq);
  const done = { id, by, ts, chat, act, asAdmin };
  const next = rowAfter(withoutUnsent(before, id), done) ?? withoutUnsent(before, id);
  await replace(draft, next, before, shared);
  await follow(draft, next, done, shared);
}

/** It will not be sent: what was shown of it is taken back. A deletion stays: its text is gone. */
export async function dropAct(draft: Draft, { id }: OutboxRow, act: Act, shared: Shared): Promise<void> {
  if (act.kind === 'pin') await removePinLine(draft, id, shared);
  const before = await draft.get('messages', messageKey(act.author, act.id));
  if (!before?.unsent || before.deletedAt) return;
  await replace(draft, withoutUnsent(before, id), before, shared);
}

function withoutUnsent(row: MessageRow, id: OutboxRow['id']): MessageRow {
  if (!row.unsent) return row;
  const { unsent, ...kept } = row;
  const others = unsent.filter(each => each.id !== id);
  return others.length > 0 ? { ...kept, unsent: others } : kept;
}

async function replace(draft: Draft, next: MessageRow, before: MessageRow, { events }: Shared): Promise<void> {
  await putMessage(draft, next, before);
  draft.after(() => events.emit('status', toMessage(next)));
}
