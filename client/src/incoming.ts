import type { Client, Message } from './client.ts';
import type { Context } from './context.ts';
import type { Draft } from './drafts/draft.ts';
import { toMessage } from './history/history.ts';
import { orderKey, SELF } from './store/schema.ts';

const pageRows = 100;

/** Others' messages from the last one handed over on; see `Client.incoming`. `over` ends it, as the signal does. */
export async function* incomingMessages(
  { work, events }: Pick<Context, 'work' | 'events'>,
  signal: AbortSignal,
): ReturnType<Client['incoming']> {
  const bell = createBell(signal);
  const listening = [events.on('message', bell.ring), events.on('resent', bell.ring)];
  try {
    let handed = (await work.get('inbox', SELF))?.handed ?? 0;
    while (!signal.aborted) {
      const page = { index: 'byArrival', from: orderKey(handed + 1), limit: pageRows };
      const rows = await work.list('messages', page);
      if (rows.length === 0) await bell.rung();
      for (const row of rows) {
        if (signal.aborted) return;
        try {
          yield toMessage(row);
        } finally {
          const arrival = row.arrival ?? handed;
          handed = arrival;
          // Not waited for: it is durable before the client is closed, and a crash hands this one over once more.
          work.run(draft => markHanded(draft, arrival)).catch(() => {});
        }
      }
    }
  } finally {
    for (const stop of listening) stop();
  }
}

async function markHanded(draft: Draft, handed: number): Promise<void> {
  const row = await draft.get('inbox', SELF);
  if (row && row.handed < handed) draft.put('inbox', { ...row, handed });
}

/** Remembers that it was rung until somebody has waited for it. */
function createBell(signal: AbortSignal): { ring: (message?: Message) => void; rung: () => Promise<void> } {
  let waiting = Promise.withResolvers<void>();
  const ring = () => waiting.resolve();
  signal.addEventListener('abort', ring, { once: true });
  return {
    ring,
    async rung() {
      await waiting.promise;
      if (!signal.aborted) waiting = Promise.withResolvers();
    },
  };
}
