// What a device remembers: the collections of the store and the rows in them. Rows are plain data (structured clone),
// never changed in place. Keys and indexes are strings that sort as their rows should.
import type { AccountId, DeviceKey, MessageId } from '@parley/protocol';
import type { MessageState, Quote } from '../client.ts';
import type { KyberPreKey, OneTimePreKey, SignedPreKey } from '../crypto/crypto.ts';
import type { ErrorInfo } from '../errors.ts';
import type { Payload } from '../outbox/payload.ts';

export interface Rows {
  /** Key: `SELF`, as for all of which there is one. */
  profile: ProfileRow;
  connection: ConnectionRow;
  inbox: InboxRow;
  keyring: KeyringRow;
  /** Verified device lists. Key: account. */
  accounts: AccountRow;
  /** Key: account. */
  contacts: ContactRow;
  /** Key: account. */
  chats: ChatRow;
  /** Key: `messageKey`. */
  messages: MessageRow;
  /** Key: `orderKey`. */
  outbox: OutboxRow;
  /** Key: device. */
  sessions: SessionRow;
  /** The private halves. Key: `preKeyKey`. */
  prekeys: PreKeyRow;
  /** First messages answered, so that none is answered twice. Key: their memory key. */
  starts: StartRow;
  /** Key: device. */
  resends: ResendRow;
}

export type Collection = keyof Rows;

export interface ProfileRow {
  readonly server: string;
  readonly account: AccountId;
  readonly device: number;
  readonly phone: string;
  readonly name: string;
  readonly token: Uint8Array;
  readonly identity: StoredKeyPair;
  /** Signs certificates and device lists. Absent on a companion device. */
  readonly accountKey?: StoredKeyPair;
}

export interface StoredKeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

export interface ConnectionRow {
  /** Of the last attempt. Raised and durable before each. */
  readonly epoch: number;
  readonly maxContentBytes?: number;
  readonly clockOffsetMs?: number;
}

export interface InboxRow {
  readonly inboxEpoch: number;
  /** Last sequence number stored. */
  readonly cursor: number;
  /** Number of the last readable message of others, in order of arrival. */
  readonly arrivals: number;
  /** How many of them have been handed to `incoming`. */
  readonly handed: number;
}

export interface KeyringRow {
  readonly nextPreKeyId: number;
  readonly signedPreKeyId: number;
  readonly kyberPreKeyId: number;
  readonly rotatedAt: number;
  /** Ids of the one-time prekeys that the server may not have yet. */
  readonly unpublished: readonly number[];
  readonly signedUnpublished: boolean;
}

export interface AccountRow {
  readonly account: AccountId;
  readonly version: number;
  readonly accountKey: Uint8Array;
  readonly devices: readonly AccountDevice[];
  /** Identity key of every device number ever seen: it never changes. */
  readonly identities: { readonly [device: number]: Uint8Array };
  /** SHA-256 of every list seen, in hexadecimal, by version. */
  readonly hashes: { readonly [version: number]: string };
}

export interface AccountDevice {
  readonly device: number;
  readonly name: string;
}

export interface ContactRow {
  readonly account: AccountId;
  readonly phone?: string;
  readonly name?: string;
  /** The account key that the person has compared. */
  readonly verifiedKey?: Uint8Array;
}

export interface ChatRow {
  readonly chat: AccountId;
  /** Newest server time seen in it. */
  readonly newestTs: number;
  readonly unread: number;
  /** `messageKey` and `cursor` of the last message shown. */
  readonly last?: { readonly key: string; readonly cursor: string };
}

export interface MessageRow {
  readonly id: MessageId;
  readonly author: AccountId;
  readonly authorDevice: number;
  readonly chat: AccountId;
  readonly outgoing: boolean;
  readonly ts: number;
  readonly state: MessageState;
  readonly text?: string;
  readonly quote?: Quote;
  readonly error?: ErrorInfo;
  readonly parkedReason?: string;
  /** Others' message that the person has not read. */
  readonly unread?: boolean;
  /** Others' readable message: its number in order of arrival. */
  readonly arrival?: number;
  /** Own: the devices it was encrypted for. Only these may ask for it again. */
  readonly sentTo?: readonly DeviceKey[];
  /** Own: the devices it was sent to a second time. */
  readonly resentTo?: readonly DeviceKey[];
}

export interface OutboxRow {
  /** Ascending over the whole outbox. */
  readonly order: number;
  readonly id: MessageId;
  readonly to: AccountId;
  readonly payload: Payload;
  readonly sealed?: Sealed;
}

/** The ciphertexts of one Send, made once for one pair of device lists. */
export interface Sealed {
  /** Newest server time seen in the chat when it was made: the message will not stand above it. */
  readonly after: number;
  readonly toListVersion: number;
  readonly ownListVersion: number;
  readonly parts: readonly SealedPart[];
}

export interface SealedPart {
  readonly own: boolean;
  readonly device: number;
  readonly prekey: boolean;
  readonly data: Uint8Array;
}

export interface SessionRow {
  readonly device: DeviceKey;
  /** `encodeSession`. */
  readonly record: Uint8Array;
  /** When it was started here, milliseconds since 1970, as long as the other device has not answered. */
  readonly startedAt?: number;
}

interface PreKeyTimes {
  readonly createdAt: number;
  readonly retiredAt?: number;
}

export type PreKeyRow = PreKeyTimes &
  (
    | { readonly kind: 'signed'; readonly key: SignedPreKey }
    | { readonly kind: 'kyber'; readonly key: KyberPreKey }
    | { readonly kind: 'one_time'; readonly key: OneTimePreKey }
  );

export interface StartRow {
  readonly memoryKey: string;
  readonly signedPreKeyId: number;
}

/** Requests to send again, to and from a device: times of the last hour, milliseconds since 1970. */
export interface ResendRow {
  readonly device: DeviceKey;
  readonly asked: readonly number[];
  readonly answered: readonly number[];
}

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

const self = () => SELF;

const keys: { readonly [C in Collection]: (row: Rows[C]) => string } = {
  profile: self,
  connection: self,
  inbox: self,
  keyring: self,
  accounts: row => row.account,
  contacts: row => row.account,
  chats: row => row.chat,
  messages: row => messageKey(row.author, row.id),
  outbox: row => orderKey(row.order),
  sessions: row => row.device,
  prekeys: row => preKeyKey(row.kind, row.key.id),
  starts: row => row.memoryKey,
  resends: row => row.device,
};

export const collections = Object.keys(keys) as readonly Collection[];

export function keyOf<C extends Collection>(collection: C, row: Rows[C]): string {
  return keys[collection](row);
}

type Indexes = { readonly [C in Collection]?: { readonly [name: string]: (row: Rows[C]) => string | undefined } };

/** Each maps a row to its place in the index, or to nothing. */
const indexes: Indexes = {
  contacts: { byPhone: row => row.phone },
  chats: { byNewest: row => orderKey(row.newestTs) },
  messages: {
    byId: row => row.id,
    byChat: row => `${row.chat}.${cursorOf(row)}`,
    unread: row => (row.unread ? `${row.chat}.${cursorOf(row)}` : undefined),
    byArrival: row => (row.arrival === undefined ? undefined : orderKey(row.arrival)),
  },
};

/** Raised when a program of before could not read what is written now. */
export const SCHEMA_VERSION = 1;

/** The indexes of a collection, by name. */
export function indexesOf<C extends Collection>(
  collection: C,
): { readonly [name: string]: (row: Rows[C]) => string | undefined } {
  return indexes[collection] ?? {};
}
