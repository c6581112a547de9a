// What a device remembers: the collections of the store, their keys and indexes, which are strings that sort as their
// rows should. What is in the rows: rows.ts.
import type { AccountId, ChatId, DeviceKey, GroupId, MessageId } from '@parley/protocol';
import type { ActRow } from './act-rows.ts';
import type { MessageRow, PreKeyRow, Rows } from './rows.ts';

export type * from './act-rows.ts';
export type * from './rows.ts';

export type Collection = keyof Rows;

export const SELF = 'self';

/** The author is in the key, or one sender could pass his message for another's. */
export function messageKey(author: AccountId, id: MessageId): string {
  return `${author}.${id}`;
}

/** Display order: (server time, author, id). */
export function cursorOf(row: Pick<MessageRow, 'ts' | 'author' | 'id' | 'state'>): string {
  const cursor = `${orderKey(row.ts)}.${row.author}.${row.id}`;
  return row.state === 'pending' ? PENDING + cursor : cursor;
}

/** The time in a cursor. */
export function timeInCursor(cursor: string): number {
  return Number.parseInt(cursor.replace(PENDING, ''), 10);
}

/**
 * Sorts behind every digit: what is still to be sent stands below what has been, in the order it was written (D3). Its
 * time is an estimate, and the server's times of those before it may have run ahead of that.
 */
const PENDING = 'p';

/** A whole number that sorts as a string. */
export function orderKey(value: number): string {
  return String(value).padStart(16, '0');
}

export function preKeyKey(kind: PreKeyRow['kind'], id: number): string {
  return `${kind}.${orderKey(id)}`;
}

export function senderKeyKey(group: GroupId, device: DeviceKey): string {
  return `${group}.${device}`;
}

const self = () => SELF;

const keys: { readonly [C in Collection]: (row: Rows[C]) => string } = {
  profile: self,
  connection: self,
  inbox: self,
  privacy: self,
  keyring: self,
  accounts: row => row.account,
  contacts: row => row.account,
  groups: row => row.group,
  avatars: row => row.account,
  chats: row => row.chat,
  messages: row => messageKey(row.author, row.id),
  outbox: row => orderKey(row.order),
  sessions: row => row.device,
  ownSenderKeys: row => row.group,
  senderKeys: row => senderKeyKey(row.group, row.device),
  groupMarks: row => row.group,
  prekeys: row => preKeyKey(row.kind, row.key.id),
  starts: row => row.memoryKey,
  resends: row => row.device,
  acts: row => messageKey(row.by, row.id),
};

export const collections = Object.keys(keys) as readonly Collection[];

export function keyOf<C extends Collection>(collection: C, row: Rows[C]): string {
  return keys[collection](row);
}

type Indexes = { readonly [C in Collection]?: { readonly [name: string]: (row: Rows[C]) => string | undefined } };

/** Each maps a row to its place in the index, or to nothing. */
const indexes: Indexes = {
  contacts: { byPhone: row => row.phone },
  chats: { byNewest: row => orderKey(Math.max(row.newestTs, row.last ? timeInCursor(row.last.cursor) : 0)) },
  messages: {
    byId: row => (row.deletedAt ? undefined : row.id),
    byChat: row => (row.deletedAt ? undefined : placeInChat(row)),
    unread: row => (row.unread && !row.deletedAt ? placeInChat(row) : undefined),
    byArrival: row => (row.arrival === undefined || row.deletedAt ? undefined : orderKey(row.arrival)),
    bySeq: row => (row.outgoing && row.seq !== undefined && !row.deletedAt ? seqPlace(row.chat, row.seq) : undefined),
    byExpiry: row => (row.expiresAt === undefined || row.deletedAt ? undefined : orderKey(row.expiresAt)),
    byQuoted: row => (row.quote && !row.deletedAt ? messageKey(row.quote.author, row.quote.id) : undefined),
    byStar: row => (row.starredAt === undefined || row.deletedAt ? undefined : cursorOf(row)),
    byPin: row => (row.deletedAt ? undefined : placeOfPin(row)),
    byDeletion: row => (row.deletedAt ? orderKey(row.deletedAt) : undefined),
  },
  acts: {
    byMessage: row => (row.sentTo ? `own.${placeOfAct(row)}` : placeOfAct(row)),
    bySender: row => (row.sentTo ? undefined : `${row.by}.${orderKey(row.keptAt)}`),
    byAge: row => orderKey(row.keptAt),
  },
};

/** Own messages of a group by their place there. */
export function seqPlace(chat: ChatId, seq: number): string {
  return `${chat}.${orderKey(seq)}`;
}

/** Where acts on a message are found; behind `own.` those of the person. */
export function placeOfAct({ chat, act }: Pick<ActRow, 'chat' | 'act'>): string {
  return `${chat}.${messageKey(act.author, act.id)}`;
}

/** Of a pinned message; one that the server has not taken in yet stands behind all. */
function placeOfPin({ chat, pin, unsent }: MessageRow): string | undefined {
  const act = unsent?.find(each => each.act.kind === 'pin')?.act;
  const on = act?.kind === 'pin' ? act.on : pin?.on;
  return on ? `${chat}.${act ? PENDING : orderKey(pin?.ts ?? 0)}` : undefined;
}

function placeInChat(row: MessageRow): string {
  return `${row.chat}.${cursorOf(row)}`;
}

/** Raised with a step in upgrade.ts when rows, keys or indexes change: a program of before could not read them. */
export const SCHEMA_VERSION = 6;

/** The indexes of a collection, by name. */
export function indexesOf<C extends Collection>(
  collection: C,
): { readonly [name: string]: (row: Rows[C]) => string | undefined } {
  return indexes[collection] ?? {};
}
