// The server has answered an own act: from then on it counts as one of anybody else does, or not at all.
import { isGroupId } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { type ErrorInfo, errorInfo, ParleyError } from '../errors.ts';
import { wasAdmin } from '../groups/group-row.ts';
import { putMessage, toMessage } from '../history/history.ts';
import type { SentAt } from '../outbox/outcome.ts';
import { type MessageRow, messageKey, type OutboxRow, type UnsentAct } from '../store/schema.ts';
import type { Act } from './act.ts';
import { follow } from './following.ts';
import { removePinLine } from './pinning.ts';
import { refusalOf, rowAfter } from './rules.ts';

type Shared = Pick<Context, 'profile' | 'events' | 'notify'>;

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
  const refusal = refusalOf(before, done);
  if (refusal) return refuse(draft, before, { id, act }, errorInfo(new ParleyError(refusal)), shared);
  const next = rowAfter(withoutUnsent(before, id), done) ?? withoutUnsent(before, id);
  await replace(draft, next, before, shared);
  await follow(draft, next, done, shared);
}

/** It will not be sent: what was shown of it is taken back, but for the text of what was deleted, which is gone. */
export async function dropAct(
  draft: Draft,
  { id }: OutboxRow,
  act: Act,
  error: ParleyError,
  shared: Shared,
): Promise<void> {
  if (act.kind === 'pin') await removePinLine(draft, id, shared);
  const before = await draft.get('messages', messageKey(act.author, act.id));
  if (!before || before.deletedAt) return;
  await refuse(draft, before, { id, act }, errorInfo(error), shared);
}

/** The person is told, unless something else has been done in its place. */
async function refuse(
  draft: Draft,
  before: MessageRow,
  { id, act }: Pick<UnsentAct, 'id' | 'act'>,
  error: ErrorInfo,
  shared: Shared,
): Promise<void> {
  const isShown = act.kind === 'deletion' ? before.withdrawn?.id === id : before.unsent?.some(each => each.id === id);
  if (!isShown || act.kind === 'viewed') return;
  const kept = act.kind === 'edit' || act.kind === 'deletion' ? { refused: { act, error } } : {};
  await replace(draft, { ...withoutUnsent(before, id), ...kept }, before, shared);
  const notice = { kind: 'act_refused', act: act.kind, chat: before.chat, message: before.id, error } as const;
  draft.after(() => shared.notify(notice));
}

function withoutUnsent(row: MessageRow, id: OutboxRow['id']): MessageRow {
  if (!row.unsent) return row;
  const { unsent, ...kept } = row;
  const others = unsent.filter(each => each.id !== id);
  return others.length > 0 ? { ...kept, unsent: others } : kept;
}

async function replace(
  draft: Draft,
  next: MessageRow,
  before: MessageRow,
  { events }: Pick<Shared, 'events'>,
): Promise<void> {
  await putMessage(draft, next, before);
  draft.after(() => events.emit('status', toMessage(next)));
}
