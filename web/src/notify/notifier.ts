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
  /** Chats whose notice of a reaction may still be shown. */
  const reactions = new Set<string>();
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
    // Not unread: of somebody whom the person has blocked, in a group.
    const { unread, outgoing, state, deletedBy } = message;
    if (!unread || outgoing || state === 'notice' || deletedBy) return;
    drained ||= isDraining();
    arrivals.set(message.chat, { last: message, count: (arrivals.get(message.chat)?.count ?? 0) + 1 });
    soon();
  }

  async function reacted(reaction: Told): Promise<void> {
    if (isDraining()) return;
    const now = await situation();
    const notice = now && noticeOfReaction(reaction, { ...now, drained: false });
    if (!notice) return;
    reactions.add(reaction.message.chat);
    await show([notice]);
  }

  /** What was deleted or put otherwise must not be read in a notice any longer, nor in one that is still to come (F33). */
  function changed(message: Message): void {
    const { chat, id, author, outgoing, deletedBy, edited } = message;
    if (!deletedBy && !edited) return;
    const arrival = arrivals.get(chat);
    if (arrival?.last.id === id && arrival.last.author === author) arrivals.set(chat, { ...arrival, last: message });
    if (outgoing) closeReaction(chat);
    else close(tagOf(chat));
  }

  function closeReaction(chat: string): void {
    if (reactions.delete(chat)) close(reactionTagOf(chat));
  }

  engine.on('message', arrived);
  engine.on('reaction', reaction => void reacted(reaction));
  engine.on('parked', arrived);
  engine.on('status', changed);
  engine.on('connection', soon);
  engine.on('chat', (chat: Chat) => {
    if (chat.unread === 0) close(tagOf(chat.id));
    if (!chat.reaction) closeReaction(chat.id);
  });
  engine.on('removed', ({ chat, chatToo }) => chatToo && close(tagOf(chat)));
  engine.on('snapshot', ({ state }) => state !== 'ready' && close(SUMMARY));
}
