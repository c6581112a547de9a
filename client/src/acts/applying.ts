// Puts an act where its message is, or keeps it until the message comes.
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { putMessage, toMessage } from '../history/history.ts';
import { type MessageRow, messageKey } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';
import { type Done, isLater } from './act.ts';
import { changeQuotes, deletedQuote, follow, isRightfulDeletion } from './following.ts';
import { forget, keepWaiting } from './keeping.ts';
import { rowAfter } from './rules.ts';

type Deps = Pick<Context, 'profile' | 'events' | 'clock'>;

export async function applyAct(draft: Draft, done: Done, deps: Deps): Promise<void> {
  const { act } = done;
  const row = await draft.get('messages', messageKey(act.author, act.id));
  if (!row) return wait(draft, done, deps);
  // Where a copy of one's own belongs is not known before it can be read.
  if (row.state === 'parked' && (act.kind !== 'deletion' || row.chat !== done.chat)) return wait(draft, done, deps);
  const next = rowAfter(row, done);
  if (next) await replaceMessage(draft, next, row, done, deps);
}

export async function replaceMessage(
  draft: Draft,
  next: MessageRow,
  before: MessageRow,
  done: Pick<Done, 'id' | 'act' | 'by' | 'ts'>,
  { profile, events }: Pick<Context, 'profile' | 'events'>,
): Promise<void> {
  await putMessage(draft, next, before);
  draft.after(() => events.emit('status', toMessage(next)));
  await follow(draft, next, done, { profile, events });
}

async function wait(draft: Draft, done: Done, { clock, events }: Deps): Promise<void> {
  const now = clock.now();
  if (isRightfulDeletion(done)) await changeQuotes(draft, deletedQuote(done.act), { events });
  await keepWaiting(draft, done, now);
}

/** A message that comes in, with what has been done with it before it came. */
export async function withWaitingActs(draft: Draft, row: MessageRow): Promise<MessageRow> {
  const place = `${row.chat}.${messageKey(row.author, row.id)}`;
  const waiting = await draft.list('acts', { index: 'byMessage', ...startingWith(place) });
  let now = row;
  for (const done of waiting.sort((a, b) => (isLater(a, b) ? 1 : -1))) {
    forget(draft, done);
    now = rowAfter(now, done) ?? now;
  }
  return now;
}
