// How far each member has got with what was sent to a group, and the ticks that follow: two when all members of then have a
// message, blue when all have read it. They never go back (D7).
import { type AccountId, type ChatId, type GroupId, isGroupId, type MessageId } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft, Reader } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import type { MemberReceipt } from '../groups/group-client.ts';
import { isDuring } from '../groups/group-row.ts';
import { type GroupMarksRow, type GroupRow, type MessageRow, messageKey, seqPlace } from '../store/schema.ts';
import { furtherState, putMessage, toMessage } from './history.ts';

type Shared = Pick<Context, 'profile' | 'events'>;

export interface GroupMark {
  readonly account: AccountId;
  readonly upTo: number;
}

export async function raiseGroupMarks(
  draft: Draft,
  group: GroupId,
  kind: 'delivered' | 'read',
  marks: readonly GroupMark[],
  ts: number,
  shared: Shared,
): Promise<void> {
  const before = (await draft.get('groupMarks', group)) ?? { group, delivered: {}, read: {} };
  const row = await draft.get('groups', group);
  const raised = marks.filter(({ account, upTo }) => upTo > (before[kind][account] ?? 0));
  if (!row || raised.length === 0) return;
  const from = Math.min(...raised.map(({ account }) => before[kind][account] ?? 0));
  const upTo = Math.max(...raised.map(mark => mark.upTo));
  const now = withMarks(before, kind, raised);
  draft.put('groupMarks', now);
  const range = { from: seqPlace(group, from + 1), before: seqPlace(group, upTo + 1) };
  for (const message of await draft.list('messages', { index: 'bySeq', ...range })) {
    const next = ticked(message, row, now, ts, shared.profile.account);
    if (!next) continue;
    await putMessage(draft, next, message);
    draft.after(() => shared.events.emit('status', toMessage(next)));
  }
}

/** An own message, with the ticks of marks that came before its place in the group was known: they overtake its answer (D7). */
export async function asFarAsMarked(reader: Reader, message: MessageRow, own: AccountId): Promise<MessageRow> {
  if (!message.outgoing || !isGroupId(message.chat) || message.seq === undefined) return message;
  const [group, marks] = [await reader.get('groups', message.chat), await reader.get('groupMarks', message.chat)];
  return (group && marks && ticked(message, group, marks, message.ts, own)) ?? message;
}

/** Who has read it has it. */
function withMarks(before: GroupMarksRow, kind: 'delivered' | 'read', marks: readonly GroupMark[]): GroupMarksRow {
  const raised = (old: GroupMarksRow['read']): GroupMarksRow['read'] => {
    const all: Record<AccountId, number> = { ...old };
    for (const { account, upTo } of marks) all[account] = Math.max(all[account] ?? 0, upTo);
    return all;
  };
  const delivered = raised(before.delivered);
  return { ...before, delivered, ...(kind === 'read' ? { read: raised(before.read) } : {}) };
}

function ticked(
  before: MessageRow,
  group: GroupRow,
  marks: GroupMarksRow,
  ts: number,
  own: AccountId,
): MessageRow | undefined {
  const seq = before.seq ?? 0;
  // One who lacks it is mostly found at once: nobody makes a list of a thousand for each of a hundred messages.
  const all = (of: GroupMarksRow['read']) =>
    group.terms.every(term => term.account === own || !isDuring(term, seq) || (of[term.account] ?? 0) >= seq);
  const reached = all(marks.read) ? 'read' : all(marks.delivered) ? 'delivered' : 'sent';
  const state = furtherState(before.state, reached);
  if (state === before.state || membersThen(group, seq, own).length === 0) return undefined;
  const time = state === 'read' ? { readAt: ts } : { deliveredAt: ts };
  return { ...before, state, times: { ...before.times, ...time } };
}

function membersThen({ terms }: GroupRow, seq: number, own: AccountId): AccountId[] {
  return terms.filter(term => term.account !== own && isDuring(term, seq)).map(({ account }) => account);
}

export async function receiptsOf(reader: Reader, id: MessageId, own: AccountId): Promise<MemberReceipt[]> {
  const message = await reader.get('messages', messageKey(own, id));
  const chat: ChatId | undefined = message?.chat;
  const group = chat && isGroupId(chat) ? await reader.get('groups', chat) : undefined;
  if (!message || !group || message.deletedAt) throw new ParleyError('unknown_message');
  const { seq } = message;
  if (seq === undefined) return [];
  const marks = await reader.get('groupMarks', group.group);
  return Promise.all(
    membersThen(group, seq, own).map(async (account): Promise<MemberReceipt> => {
      const { name } = (await reader.get('contacts', account)) ?? {};
      const read = (marks?.read[account] ?? 0) >= seq;
      const delivered = (marks?.delivered[account] ?? 0) >= seq;
      return { account, state: read ? 'read' : delivered ? 'delivered' : 'sent', ...(name ? { name } : {}) };
    }),
  );
}
