// The SDK's front: what a program does with one registered device. Everything returned is plain data; everything that
// waits takes an AbortSignal; what fails throws ParleyError. How it is done: connection/, outbox/, inbox/, devices/, keys/.
import type { AccountId, MessageId } from '@parley/protocol';
import type { ErrorInfo } from './errors.ts';

export interface Client {
  readonly account: AccountId;
  readonly device: number;
  readonly phone: string;
  /** The name contacts see. */
  readonly name: string;
  readonly server: string;
  readonly connection: ConnectionState;
  /** Bytes of UTF-8 that one message's text may have. */
  readonly maxTextBytes: number;

  /** Connects and stays connected until `close`. Idempotent; starts again after a stop. */
  connect(): void;
  /** Resolves once everything that waited on the server is stored here (F5); rejects when the connection stops for good. */
  whenOnline(signal?: AbortSignal): Promise<void>;
  /** Closes the connection and the store. Queued messages stay queued for the next start. */
  close(): Promise<void>;

  /** The account behind a phone number or an account id. A number once found is answered from the store. */
  resolve(to: string, signal?: AbortSignal): Promise<AccountId>;
  /** Resolves once the message is durable in the outbox, also without a network. Messages of a chat leave in call order. */
  sendText(to: AccountId, text: string, options?: SendOptions): Promise<Message>;
  /** Resolves once an own message has got that far or further; rejects when it failed for good. */
  waitFor(id: MessageId, state: 'sent' | 'delivered' | 'read', signal?: AbortSignal): Promise<Message>;
  /** Resolves once the outbox is empty: every message and receipt so far is with the server, or has failed for good. */
  whenSent(signal?: AbortSignal): Promise<void>;
  /** Sends a failed message again under its id, or asks again for one that could not be read. */
  retry(id: MessageId): Promise<void>;
  /** Gives up an own message that is not known to be sent, and forgets it. */
  discard(id: MessageId): Promise<void>;
  /** Marks what has come in up to that message, or all of it, as read: here, on the own devices and for its authors. */
  markRead(chat: AccountId, upTo?: MessageId): Promise<void>;

  message(id: MessageId): Promise<Message | undefined>;
  /** A page in display order, the newest unless `before` says otherwise. */
  messages(chat: AccountId, options?: PageOptions): Promise<Message[]>;
  /** Newest first. */
  chats(): Promise<Chat[]>;
  /**
   * What others have sent, in order of arrival, each once: also what came since the last one handed over in an earlier
   * run. A message counts as handed over when the next one is asked for or the loop is left. For one consumer. Ends
   * when the signal says so or the client is closed.
   */
  incoming(options?: { signal?: AbortSignal }): AsyncIterableIterator<Message>;
  /** Listens until the returned function is called. Events come after what they tell of is durable. */
  on<E extends keyof ClientEvents>(event: E, listener: (value: ClientEvents[E]) => void): () => void;

  /** The number two people compare to be sure that nobody sits between them. */
  safetyNumber(peer: AccountId): Promise<SafetyNumberInfo>;
  /** What the person says about the number; it lapses by itself when the peer's account key changes. */
  markVerified(peer: AccountId, verified: boolean): Promise<void>;
  status(): Promise<Status>;
}

export interface SendOptions {
  readonly replyTo?: MessageId;
  readonly signal?: AbortSignal;
}

export interface PageOptions {
  /** Only messages above this one in the chat: a message's `cursor`. */
  readonly before?: string;
  /** 50 when absent. */
  readonly limit?: number;
}

export type MessageState =
  /** Own: in the outbox. */
  | 'pending'
  /** Own: durable on the server, on a device of the recipient, read there. Never goes back. */
  | 'sent'
  | 'delivered'
  | 'read'
  /** Own: refused for good; `retry` or `discard`. */
  | 'failed'
  | 'received'
  /** Came in but could not be read; its author's device has been asked to send it again. */
  | 'parked';

export interface Message {
  readonly id: MessageId;
  readonly chat: AccountId;
  readonly author: AccountId;
  readonly outgoing: boolean;
  /** Server time once known, an estimate of it before. Milliseconds since 1970. */
  readonly ts: number;
  /** Its place in the chat, for `messages({before})`. */
  readonly cursor: string;
  readonly text?: string;
  readonly quote?: Quote;
  readonly state: MessageState;
  /** Why it failed, or why it is still pending. */
  readonly error?: ErrorInfo;
  readonly parkedReason?: string;
}

export interface Quote {
  readonly id: MessageId;
  readonly author: AccountId;
  readonly excerpt: string;
}

export interface Chat {
  readonly account: AccountId;
  /** As the other side calls itself. */
  readonly name?: string;
  readonly phone?: string;
  readonly unread: number;
  readonly last?: Message;
}

export interface ConnectionState {
  readonly state: 'stopped' | 'connecting' | 'catching_up' | 'online' | 'waiting';
  /** Why it stopped or waits: a name of the close table, `unreachable`, `closed`, `not_started`. */
  readonly reason?: string;
  /** While waiting: when it tries again, milliseconds since 1970. */
  readonly retryAt?: number;
}

export interface SafetyNumberInfo {
  /** 60 digits, the same on both sides. */
  readonly digits: string;
  /** For a QR code; the other side compares it with its own. */
  readonly scannable: Uint8Array;
  readonly verified: boolean;
}

export interface Status {
  readonly connection: ConnectionState;
  /** Messages and receipts that the server has not answered yet. */
  readonly queued: number;
  /** One-time prekeys left on the server; undefined: the server can't be asked now. */
  readonly oneTimePreKeys?: number;
  /** How far the server's clock is ahead of this device's, as of the last connection. */
  readonly clockOffsetMs?: number;
  readonly devices: readonly { readonly device: number; readonly name: string }[];
}

/** What a person should be told, or a program may want to know. */
export type Notice =
  /** The account was registered anew, or somebody sits in between: compare safety numbers. */
  | { readonly kind: 'security_code_changed'; readonly account: AccountId }
  /** The inbox was full; so many messages from that time are not coming. */
  | { readonly kind: 'missed'; readonly count: number; readonly fromTs: number; readonly toTs: number }
  /** The device's clock is off by this much (positive: it is ahead). Nothing is lost by it. */
  | { readonly kind: 'clock_wrong'; readonly offMs: number }
  /** The server shows different device lists of this account to different people. */
  | { readonly kind: 'list_conflict'; readonly account: AccountId }
  /** The server shows a list that the account's key does not confirm; it was not taken. */
  | { readonly kind: 'untrusted_devices'; readonly account: AccountId; readonly reason: string }
  /** A device that a message was not meant for asks for it; the person decides. */
  | { readonly kind: 'resend_asked'; readonly account: AccountId; readonly device: number; readonly message: MessageId }
  /** Something went wrong in the background that will be tried again. */
  | { readonly kind: 'problem'; readonly error: ErrorInfo };

export interface ClientEvents {
  /** A new message of anybody's, the person's own from this or another device too. */
  message: Message;
  /** A message has changed: its state, its time, its text. */
  status: Message;
  parked: Message;
  /** A parked message has been filled in. */
  resent: Message;
  connection: ConnectionState;
  notice: Notice;
}
