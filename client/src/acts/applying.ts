// Puts an act where its message is, or keeps it until the message comes.
import { limits } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { putMessage, toMessage } from '../history/history.ts';
import { type MessageRow, messageKey, orderKey } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';
import { type Done, isLater } from './act.ts';
import { changeQuotes, deletedQuote, follow, isRightfulDeletion } from './following.ts';
import { rowAfter } from './rules.ts';

type Deps = Pick<Context, 'profile' | 'events' | 'clock'>;

/** As long as a message may still be sent again. */
const keptMs = 90 * 24 * 60 * 60 * 1000;
const forgottenTogether = 100;

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
  done: Pick<Done, 'act' | 'by' | 'ts'>,
  { profile, events }: Pick<Context, 'profile' | 'events'>,
): Promise<void> {
  await putMessage(draft, next, before);
  draft.after(() => events.emit('status', toMessage(next)));
  await follow(draft, next, done, { profile, events });
}

async function wait(draft: Draft, done: Done, { clock, events }: Deps): Promise<void> {
  const now = clock.now();
  if (isRightfulDeletion(done)) await changeQuotes(draft, deletedQuote(done.act), { events });
  const old = { index: 'byAge', before: orderKey(Math.max(0, now - keptMs)), limit: forgottenTogether };
  for (const row of await draft.list('acts', old)) draft.remove('acts', messageKey(row.by, row.id));
  const ofSender = await draft.list('acts', { index: 'bySender', ...startingWith(`${done.by}.`) });
  for (const row of ofSender.slice(0, Math.max(0, ofSender.length + 1 - limits.maxWaitingActs))) {
    draft.remove('acts', messageKey(row.by, row.id));
  }
  draft.put('acts', { ...done, keptAt: now });
}

/** A message that comes in, with what has been done with it before it came. */
export async function withWaitingActs(draft: Draft, row: MessageRow): Promise<MessageRow> {
  const place = `${row.chat}.${messageKey(row.author, row.id)}`;
  const waiting = await draft.list('acts', { index: 'byMessage', ...startingWith(place) });
  let now = row;
  for (const done of waiting.sort((a, b) => (isLater(a, b) ? 1 : -1))) {
    draft.remove('acts', messageKey(done.by, done.id));
    now = rowAfter(now, done) ?? now;
  }
  return now;
}
