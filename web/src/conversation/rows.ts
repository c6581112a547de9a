// What the message list shows, row by row. A row's place and height depend only on itself and what stands before it being
// known, so that older messages put in above never move what is on the screen (U11).
import type { Message } from '@parley/client';

export type Row =
  | { readonly kind: 'intro'; readonly key: string }
  | { readonly kind: 'day'; readonly key: string; readonly ts: number }
  | { readonly kind: 'unread'; readonly key: string; readonly count: number }
  | { readonly kind: 'notice'; readonly key: string; readonly message: Message }
  | MessageRowData;

export interface MessageRowData {
  readonly kind: 'message';
  readonly key: string;
  readonly message: Message;
  /** First and last of a group by one sender (U14). */
  readonly first: boolean;
  readonly last: boolean;
}

/** The divider above the first message that was unread when the chat was opened, or when the person came back (U11). */
export interface Divider {
  readonly cursor: string;
  readonly count: number;
  /** The person has not looked yet: what comes in is counted. */
  readonly growing?: boolean;
}

/** Messages of one sender closer than this are one group. */
const GROUP_MS = 3 * 60_000;

export function rowsOf(messages: readonly Message[], atStart: boolean, divider?: Divider): Row[] {
  const rows: Row[] = atStart ? [{ kind: 'intro', key: 'intro' }] : [];
  const dividerAt = divider ? messages.findIndex(({ cursor, outgoing }) => !outgoing && cursor >= divider.cursor) : -1;
  for (const [at, message] of messages.entries()) {
    const before = messages[at - 1];
    // Whether the first loaded message begins its day is not known while there are older ones.
    if (before ? !isSameDay(before.ts, message.ts) : atStart) {
      rows.push({ kind: 'day', key: `day ${keyOf(message)}`, ts: message.ts });
    }
    if (at === dividerAt) rows.push({ kind: 'unread', key: 'unread', count: divider!.count });
    rows.push(
      rowOf(message, at === dividerAt ? undefined : before, at + 1 === dividerAt ? undefined : messages[at + 1]),
    );
  }
  return rows;
}

function rowOf(message: Message, before: Message | undefined, after: Message | undefined): Row {
  const key = keyOf(message);
  if (message.state === 'notice') return { kind: 'notice', key, message };
  return {
    kind: 'message',
    key,
    message,
    first: !before || !isGroup(before, message),
    last: !after || !isGroup(message, after),
  };
}

/** Two authors may have used one id. */
export const keyOf = ({ id, outgoing }: Message): string => `${outgoing ? 'own' : 'other'} ${id}`;

function isGroup(a: Message, b: Message): boolean {
  if (a.state === 'notice' || b.state === 'notice' || a.author !== b.author) return false;
  return Math.abs(b.ts - a.ts) < GROUP_MS && isSameDay(a.ts, b.ts);
}

const DAY_MS = 86_400_000;

function isSameDay(a: number, b: number): boolean {
  if (Math.abs(a - b) > DAY_MS) return false;
  const [first, second] = [new Date(a), new Date(b)];
  return first.getDate() === second.getDate();
}
