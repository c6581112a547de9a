// An own act, shown at once and queued for the others.
import { isGroupId } from '@parley/protocol';
import type { Message } from '../client.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { putMessage, toMessage } from '../history/history.ts';
import { newMessageId } from '../message-id.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { checkNotBlocked } from '../privacy/own-privacy.ts';
import type { MessageRow } from '../store/schema.ts';
import type { Act, Done } from './act.ts';
import { replaceMessage } from './applying.ts';
import { keepOwn } from './keeping.ts';
import { rowAfter, UNSENT_TS } from './rules.ts';

export type QueueingDeps = Context & { readonly outbox: Pick<Outbox, 'enqueue'> };

export async function queueAct(
  draft: Draft,
  row: MessageRow,
  act: Act,
  deps: QueueingDeps,
  id = newMessageId(),
): Promise<Message> {
  const { profile, events, outbox, clock } = deps;
  if (!isGroupId(row.chat)) await checkNotBlocked(draft, row.chat);
  // Of one kind the last one is what the person wants.
  const others = (row.unsent ?? []).filter(unsent => unsent.act.kind !== act.kind);
  const { refused, ...plain } = row;
  const kept = refused && refused.act.kind !== act.kind ? { refused } : {};
  const next: MessageRow = { ...plain, ...kept, unsent: [...others, { id, by: profile.account, act }] };
  await putMessage(draft, next, row);
  draft.after(() => events.emit('status', toMessage(next)));
  const { account: by } = profile;
  await keepOwn(draft, { id, by, ts: UNSENT_TS, chat: row.chat, act, asAdmin: false }, clock.now());
  outbox.enqueue(draft, row.chat, id, { kind: 'act', act });
  return toMessage(next);
}

/** For everyone; it may be one that was refused before. Who may do so has been looked at. */
export async function queueDeletion(
  draft: Draft,
  row: MessageRow,
  { asAdmin }: Pick<Done, 'asAdmin'>,
  { profile, events, outbox, clock }: QueueingDeps,
): Promise<Message> {
  const act: Act = { author: row.author, id: row.id, kind: 'deletion' };
  const done = { id: newMessageId(), by: profile.account, ts: UNSENT_TS, chat: row.chat, act, asAdmin };
  const { withdrawn: _, ...standing } = row; // a refused one does not stand in the way of the next
  const next = rowAfter(standing, done) ?? row;
  await replaceMessage(draft, next, row, done, { profile, events });
  await keepOwn(draft, done, clock.now());
  outbox.enqueue(draft, row.chat, done.id, { kind: 'act', act });
  return toMessage(next);
}
