// Messages that vanish: taken away on this device when their time is over, also at the next start when it was while nobody
// looked. The server's time counts, as far as it is known.
import type { ChatId, MessageId } from '@parley/protocol';
import { changeQuotes, deletedQuote } from '../acts/following.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { orderKey, SELF } from '../store/schema.ts';
import type { Write } from '../store/store.ts';
import { removeMessage } from './history.ts';

/** A timer of a platform takes no longer ones, and a clock that is set right is noticed within this. */
const MAX_WAIT_MS = 60 * 60 * 1_000;
const TOGETHER = 200;

export type Expiry = { stop(): void };

export function startExpiry({ work, clock, events }: Pick<Context, 'work' | 'clock' | 'events'>): Expiry {
  let cancel: (() => void) | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let stopped = false;

  async function takeAway(draft: Draft, now: number): Promise<number> {
    const over = await draft.list('messages', { index: 'byExpiry', before: orderKey(now + 1), limit: TOGETHER });
    const gone = new Map<ChatId, MessageId[]>();
    for (const row of over) {
      await removeMessage(draft, row, clock.now());
      await changeQuotes(draft, deletedQuote(row), { events });
      gone.set(row.chat, [...(gone.get(row.chat) ?? []), row.id]);
    }
    draft.after(() => {
      for (const [chat, ids] of gone) events.emit('removed', { chat, ids });
    });
    const [next] = await draft.list('messages', { index: 'byExpiry', limit: 1 });
    return next?.expiresAt ?? Number.POSITIVE_INFINITY;
  }

  async function look(): Promise<void> {
    if (stopped) return;
    const offsetMs = (await work.get('connection', SELF))?.clockOffsetMs ?? 0;
    const next = await work.run(draft => takeAway(draft, clock.now() + offsetMs));
    waitUntil(next - offsetMs);
  }

  function waitUntil(at: number): void {
    cancel?.();
    dueAt = at;
    if (stopped || at === Number.POSITIVE_INFINITY) return;
    const waitMs = Math.min(MAX_WAIT_MS, Math.max(0, at - clock.now()));
    // A client that is being closed looks again when it is opened.
    cancel = clock.after(waitMs, () => void look().catch(() => {}));
  }

  work.committed((writes: readonly Write[]) => {
    for (const { collection, row } of writes) {
      if (collection !== 'messages' || !row) continue;
      const { expiresAt, deletedAt } = row as { expiresAt?: number; deletedAt?: number };
      if (expiresAt !== undefined && deletedAt === undefined && expiresAt < dueAt) waitUntil(expiresAt);
    }
  });
  void look().catch(() => {});

  return {
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
