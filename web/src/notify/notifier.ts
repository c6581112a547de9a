// Gathers what comes in and has notices shown for it, in the one tab that speaks for all. Without the DOM: start-notify.ts
// connects it.
import type { Chat, Message } from '@parley/client';
import type { Engine } from '@parley/client/browser';
import {
  type Arrival,
  type Notice,
  noticeOfReaction,
  noticesFor,
  reactionTagOf,
  type Situation,
  SUMMARY,
  type Told,
  tagOf,
} from './notices.ts';

export interface NotifierDeps {
  readonly engine: Pick<Engine, 'on' | 'snapshot'>;
  /** Runs it soon: what comes until then is told together. */
  readonly later: (run: () => void) => void;
  /** Undefined: nothing is to be shown, by the person's settings or because another tab speaks. */
  readonly situation: () => Promise<Omit<Situation, 'drained'> | undefined>;
  readonly show: (notices: readonly Notice[]) => Promise<void>;
  /** Takes away the one with that tag, if it is still there. */
  readonly close: (tag: string) => void;
}

export function startNotifier({ engine, later, situation, show, close }: NotifierDeps): void {
  let arrivals = new Map<string, Arrival>();
  let waiting = false;
  let drained = false;
  const isDraining = (): boolean => engine.snapshot.connection.state === 'catching_up';

  async function tell(): Promise<void> {
    waiting = false;
    // One summary when all of it is here.
    if (isDraining() || arrivals.size === 0) return;
    const told = arrivals;
    const wasDrained = drained;
    arrivals = new Map();
    drained = false;
    const now = await situation();
    const notices = now ? noticesFor(told, { ...now, drained: wasDrained }) : [];
    if (notices.length > 0) await show(notices);
  }

  function soon(): void {
    if (waiting) return;
    waiting = true;
    later(() => void tell());
  }

  function arrived(message: Message): void {
    if (message.outgoing || message.state === 'notice' || message.deletedBy) return;
    drained ||= isDraining();
    arrivals.set(message.chat, { last: message, count: (arrivals.get(message.chat)?.count ?? 0) + 1 });
    soon();
  }

  async function reacted(reaction: Told): Promise<void> {
    if (isDraining()) return;
    const now = await situation();
    const notice = now && noticeOfReaction(reaction, { ...now, drained: false });
    if (notice) await show([notice]);
  }

  engine.on('message', arrived);
  engine.on('reaction', reaction => void reacted(reaction));
  engine.on('parked', arrived);
  // What was deleted or put otherwise must not be read there any longer (F33).
  engine.on('status', ({ chat, outgoing, deletedBy, edited }) => {
    if (!outgoing && (deletedBy || edited)) close(tagOf(chat));
    if (outgoing && (deletedBy || edited)) close(reactionTagOf(chat));
  });
  engine.on('connection', soon);
  engine.on('chat', (chat: Chat) => {
    if (chat.unread === 0) close(tagOf(chat.id));
  });
  engine.on('removed', ({ chat, chatToo }) => chatToo && close(tagOf(chat)));
  engine.on('snapshot', ({ state }) => state !== 'ready' && close(SUMMARY));
}
