// What people wrote, what became of it, and whether that is right: the checker of fault runs. It knows nothing of how it came about.
import { late, waits } from './late.ts';

/** In the order in which the programs of people told it, and when, in milliseconds of one clock. */
export type HistoryEvent = Told & { readonly ms: number };

/** `what` is a text that is written once only. */
export type Told =
  | {
      readonly kind: 'written';
      readonly what: string;
      readonly by: string;
      readonly chat: string;
      readonly to: readonly string[];
      readonly hasFile?: true;
    }
  /** The server has taken it (D1). */
  | { readonly kind: 'sent'; readonly what: string }
  /** Its author has been told that it is on a device of everybody it is for (D7). */
  | { readonly kind: 'delivered'; readonly what: string }
  /** Somebody's program has it and shows it. */
  | { readonly kind: 'shown'; readonly what: string; readonly at: string }
  /** It is on their device, which could not read it yet: a line stands for it until it has come again (D8). */
  | { readonly kind: 'parked'; readonly what: string; readonly at: string }
  /** Its file has been opened there and is the one that was sent. */
  | { readonly kind: 'opened'; readonly what: string; readonly at: string }
  /** Their program is connected, and has all that waited for it. */
  | { readonly kind: 'online'; readonly at: string }
  /** From here on nothing is broken, and all that was written before is there. */
  | { readonly kind: 'calm' };

export interface History {
  readonly events: readonly HistoryEvent[];
  /** What each person sees in the end, by chat, from the top down; own messages too. */
  readonly screens: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

export const kinds = [
  'lost',
  'doubled',
  'reordered',
  'misdelivered',
  'unearned',
  'untold',
  'late',
  'unopened',
] as const;

/** What is wrong, and with which message at whom. */
export interface Finding {
  /**
   * `lost`: the server has taken it, and somebody it was for does not have it. `doubled`: shown twice to the same person.
   * `reordered`: it stands above what the same author wrote before, or where others see it below. `misdelivered`: shown to
   * somebody, or in a chat, that it was not for. `unearned`: called delivered before everybody had it. `untold`: everybody has it,
   * and its author is not told. `late`: with nothing broken, it waited for somebody who was online, or so did its author for the
   * two ticks (D6, D11). `unopened`: somebody has it, and its file does not open or is another.
   */
  readonly kind: (typeof kinds)[number];
  readonly what: string;
  readonly at: string;
}

type Written = Extract<HistoryEvent, { kind: 'written' }>;
export type Messages = ReadonlyMap<string, Written>;

interface Page {
  readonly at: string;
  readonly chat: string;
  readonly whats: readonly string[];
}

export function check({ events, screens }: History): Finding[] {
  const written = writtenIn(events);
  const pages = [...screens].flatMap(([at, chats]) => [...chats].map(([chat, whats]) => ({ at, chat, whats })));
  return [
    ...[...ackedIn(events)].flatMap(what => missing(written.get(what), screens)),
    ...shownTwice(events),
    ...pages.flatMap(page => [...standingTwice(page), ...strays(page, written)]),
    ...[...Map.groupBy(pages, ({ chat }) => chat).values()].flatMap(some => reordered(some, written)),
    ...unearned(events, written),
    ...untold(events, written),
    ...late(events, written),
    ...unopened(events, written),
  ];
}

/** How long something waited at most for somebody who was online, once all was calm. */
export const longestWaitMs = ({ events }: History): number =>
  Math.max(0, ...waits(events, writtenIn(events)).map(({ ms }) => ms));

function writtenIn(events: readonly HistoryEvent[]): Messages {
  return new Map(events.flatMap(event => (event.kind === 'written' ? [[event.what, event] as const] : [])));
}

/** What the server has taken. */
export function ackedIn(events: readonly HistoryEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap(event => (event.kind === 'sent' ? [event.what] : [])));
}

/** Its author is among those who must have it. */
function missing(message: Written | undefined, screens: History['screens']): Finding[] {
  if (!message) return [];
  const { what, by, to, chat } = message;
  const without = [by, ...to].filter(at => !screens.get(at)?.get(chat)?.includes(what));
  return without.map(at => ({ kind: 'lost', what, at }));
}

function shownTwice(events: readonly HistoryEvent[]): Finding[] {
  const seen = new Set<string>();
  return events.flatMap(event => {
    if (event.kind !== 'shown') return [];
    const { what, at } = event;
    if (seen.has(`${at} ${what}`)) return [{ kind: 'doubled', what, at } as const];
    seen.add(`${at} ${what}`);
    return [];
  });
}

function standingTwice({ at, whats }: Page): Finding[] {
  return whats.filter((what, place) => whats.indexOf(what) < place).map(what => ({ kind: 'doubled', what, at }));
}

/** Of one chat: each author's messages in the order they were written in, and all of them in one order for everybody. */
function reordered(pages: readonly Page[], written: Messages): Finding[] {
  const asWritten = placesOf(written.keys());
  const authorOf = (what: string): string => written.get(what)?.by ?? '';
  const found = pages.flatMap(page => falling(page, asWritten, authorOf));
  if (found.length > 0) return found;
  const asFirst = placesOf(pages[0]!.whats);
  return pages.slice(1).flatMap(page => falling(page, asFirst, () => ''));
}

const placesOf = (whats: Iterable<string>): ReadonlyMap<string, number> =>
  new Map([...whats].map((what, place) => [what, place]));

/** What stands below one of its kind that has a higher place. */
function falling(
  { at, whats }: Page,
  places: ReadonlyMap<string, number>,
  kindOf: (what: string) => string,
): Finding[] {
  const highest = new Map<string, number>();
  return [...new Set(whats)].flatMap(what => {
    const place = places.get(what);
    if (place === undefined) return [];
    const kind = kindOf(what);
    if (place < (highest.get(kind) ?? 0)) return [{ kind: 'reordered', what, at } as const];
    highest.set(kind, place);
    return [];
  });
}

function strays({ at, chat, whats }: Page, written: Messages): Finding[] {
  const isFor = (message: Written | undefined): boolean =>
    message !== undefined && message.chat === chat && (message.by === at || message.to.includes(at));
  return whats.filter(what => !isFor(written.get(what))).map(what => ({ kind: 'misdelivered', what, at }));
}

function unearned(events: readonly HistoryEvent[], written: Messages): Finding[] {
  const there = new Set<string>();
  return events.flatMap(event => {
    if (event.kind === 'shown' || event.kind === 'parked') there.add(`${event.at} ${event.what}`);
    if (event.kind !== 'delivered') return [];
    const { what } = event;
    const without = written.get(what)?.to.filter(at => !there.has(`${at} ${what}`)) ?? [];
    return without.map(at => ({ kind: 'unearned', what, at }) as const);
  });
}

function untold(events: readonly HistoryEvent[], written: Messages): Finding[] {
  const told = new Set(events.flatMap(event => (event.kind === 'delivered' ? [event.what] : [])));
  return [...ackedIn(events)]
    .filter(what => !told.has(what))
    .map(what => ({ kind: 'untold', what, at: written.get(what)?.by ?? '' }));
}

function unopened(events: readonly HistoryEvent[], written: Messages): Finding[] {
  const opened = new Set(events.flatMap(event => (event.kind === 'opened' ? [`${event.at} ${event.what}`] : [])));
  return [...ackedIn(events)].flatMap(what => {
    const message = written.get(what);
    if (!message?.hasFile) return [];
    const without = [message.by, ...message.to].filter(at => !opened.has(`${at} ${what}`));
    return without.map(at => ({ kind: 'unopened', what, at }) as const);
  });
}
