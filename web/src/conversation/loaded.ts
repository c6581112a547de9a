// The part of a chat that is loaded: one stretch of messages without holes, in display order. Pages are added at its ends,
// events change what is in it; what belongs outside of it waits for its page.
import type { Message } from '@parley/client';

export interface Loaded {
  readonly messages: readonly Message[];
  /** Nothing of the chat stands before or behind the stretch. */
  readonly atStart: boolean;
  readonly atEnd: boolean;
}

export type Side = 'older' | 'newer';

export const nothingLoaded: Loaded = { messages: [], atStart: false, atEnd: false };

/** With a page at one of its ends. `full`: the page has as many as were asked for, so there may be more. */
export function withPage(loaded: Loaded, page: readonly Message[], side: Side, full: boolean): Loaded {
  const messages = merged(loaded.messages, page);
  return side === 'older' ? { ...loaded, messages, atStart: !full } : { ...loaded, messages, atEnd: !full };
}

/** Does it stand outside the stretch, in what is still to be loaded? */
export function isOutside({ messages, atStart, atEnd }: Loaded, { cursor }: Message): boolean {
  const [first, last] = [messages[0], messages.at(-1)];
  return (!atEnd && (!last || cursor > last.cursor)) || (!atStart && (!first || cursor < first.cursor));
}

/** With a message that is new or has changed. */
export function withMessage(loaded: Loaded, message: Message): Loaded {
  const at = loaded.messages.findLastIndex(other => isSame(other, message));
  const shown = loaded.messages[at];
  if (shown) {
    const next = later(shown, message);
    if (next === shown) return loaded;
    if (next.cursor === shown.cursor) return { ...loaded, messages: loaded.messages.with(at, next) };
    return { ...loaded, messages: inserted(loaded.messages.toSpliced(at, 1), next) };
  }
  if (isOutside(loaded, message)) return loaded;
  return { ...loaded, messages: inserted(loaded.messages, message) };
}

/** With what has been read anew at the end of the chat; what was loaded stays unless messages are missing in between. */
export function withEnd(loaded: Loaded, page: readonly Message[], full: boolean): Loaded {
  const last = loaded.messages.at(-1);
  const first = page[0];
  if (full && last && first && first.cursor > last.cursor) return { messages: page, atStart: false, atEnd: true };
  return { messages: merged(loaded.messages, page), atStart: loaded.atStart || !full, atEnd: true };
}

export function without(loaded: Loaded, ids: ReadonlySet<string>): Loaded {
  const messages = loaded.messages.filter(message => !ids.has(message.id));
  return messages.length === loaded.messages.length ? loaded : { ...loaded, messages };
}

const isSame = (a: Message, b: Message): boolean => a.id === b.id && a.author === b.author;
const keyOf = (message: Message): string => `${message.author}/${message.id}`;
const byCursor = (a: Message, b: Message): number => (a.cursor < b.cursor ? -1 : a.cursor > b.cursor ? 1 : 0);

function merged(messages: readonly Message[], page: readonly Message[]): Message[] {
  const all = new Map(messages.map(message => [keyOf(message), message]));
  for (const message of page) {
    const shown = all.get(keyOf(message));
    all.set(keyOf(message), shown ? later(shown, message) : message);
  }
  return [...all.values()].sort(byCursor);
}

function inserted(messages: readonly Message[], message: Message): Message[] {
  const before = messages.findLastIndex(other => byCursor(other, message) < 0);
  return messages.toSpliced(before + 1, 0, message);
}

const ranks: Partial<Record<Message['state'], number>> = { sent: 1, delivered: 2, read: 3, received: 1 };

/** A page and an event may cross on their way: ticks never go back (U15), a message once read is never unread again. */
function later(shown: Message, told: Message): Message {
  return (ranks[told.state] ?? 0) < (ranks[shown.state] ?? 0) ? shown : told;
}
