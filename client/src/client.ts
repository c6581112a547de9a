// The SDK's front: what a program does with one registered device. Everything returned is plain data; everything that
// waits takes an AbortSignal; what fails throws ParleyError. How it is done: connection/, outbox/, inbox/, devices/, keys/.
import type { AccountId, ChatId, GroupId, MessageId } from '@parley/protocol';
import type { ActClient, Reaction } from './acts/act-client.ts';
import type { FileSource } from './attachments/file-source.ts';
import type { ErrorInfo } from './errors.ts';
import type { ChatGroup, Group, GroupClient } from './groups/group-client.ts';
import type { Presence } from './live/presence.ts';
import type { Typing, TypingKind } from './live/typing.ts';
import type { LinkPreview, Mention, Message } from './message.ts';
import type { Privacy, PrivacyClient } from './privacy/privacy-client.ts';
import type { ProfileClient } from './profiles/profile-client.ts';
import type { PushClient } from './push/push-client.ts';
import type { RecoveryClient } from './recovery/recovery-client.ts';

export type * from './message.ts';

export interface Client extends GroupClient, ActClient, PrivacyClient, ProfileClient, PushClient, RecoveryClient {
  readonly account: AccountId;
  readonly device: number;
  readonly phone: string;
  /** The name contacts see. */
  readonly name: string;
  /** SHA-256 of the own picture, for `avatarOf`; undefined: there is none. */
  readonly avatar: string | undefined;
  readonly server: string;
  readonly connection: ConnectionState;
  /** Bytes of UTF-8 that one message's text may have. */
  readonly maxTextBytes: number;

  /** Connects and stays connected until `close`. Idempotent; starts again after a stop, and at once when it waits. */
  connect(): void;
  /** Resolves once everything that waited on the server is stored here (F5); rejects when the connection stops for good. */
  whenOnline(signal?: AbortSignal): Promise<void>;
  /** Closes the connection and the store. Queued messages stay queued for the next start. */
  close(): Promise<void>;

  /** The account behind a phone number, a user name with an @ before it, or an account id. A number once found is answered from the store. */
  resolve(to: string, signal?: AbortSignal): Promise<AccountId>;
  /** Resolves once the message is durable in the outbox, also without a network. Messages of a chat leave in call order. */
  sendText(to: ChatId, text: string, options?: SendOptions): Promise<Message>;
  /**
   * Encrypts and uploads the files, then writes a message with them: resolves as `sendText` does. Needs the server; a connection
   * that breaks is taken up again, and the same files again, also after a restart, go on where the upload was.
   */
  sendFiles(to: ChatId, files: readonly OutgoingFile[], options?: SendFilesOptions): Promise<Message>;
  /** Writes a message's text and files to somebody else. Nothing is uploaded. */
  forward(id: MessageId, to: ChatId, options?: SendOptions): Promise<Message>;
  /**
   * A file of a message, by its place among `attachments`. Every byte that the stream gives has been verified; it fails with
   * `bad_file` before the last one when the file was cut, moved or changed.
   */
  openAttachment(id: MessageId, index: number, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** Resolves once an own message has got that far or further; rejects when it failed for good. */
  waitFor(id: MessageId, state: 'sent' | 'delivered' | 'read', signal?: AbortSignal): Promise<Message>;
  /** Resolves once the outbox is empty: every message and receipt so far is with the server, or has failed for good. */
  whenSent(signal?: AbortSignal): Promise<void>;
  /** Sends a failed message again under its id, or what was `refused` of one, or asks again for one that could not be read. */
  retry(id: MessageId): Promise<void>;
  /**
   * Gives up an own message that is not known to be sent, and forgets it; or what was `refused` of one. After a refused deletion
   * nothing stays here either.
   */
  discard(id: MessageId): Promise<void>;
  /**
   * Says that the person is writing or recording there; call it as often as something is typed. Undefined: not any more. Told to
   * those who are online, in groups of up to 32 members, and lost without a connection.
   */
  typing(chat: ChatId, kind: TypingKind | undefined): Promise<void>;
  /**
   * Whose presence the event `presence` tells of from now on, in place of those named before; at most 100. Of each it comes when
   * something is known, and when that changes; nothing is known without a connection, nor of those whose presence is not to be seen.
   */
  watch(accounts: readonly AccountId[]): Promise<void>;
  /** Whether the person is at the device: others see him online only then. False until it is said; kept across reconnects. */
  setActive(active: boolean): Promise<void>;
  /** Marks what has come in up to that message, or all of it, as read: here, on the own devices and for its authors. */
  markRead(chat: ChatId, upTo?: MessageId): Promise<void>;

  message(id: MessageId): Promise<Message | undefined>;
  /** A page in display order, the newest unless a cursor says otherwise. */
  messages(chat: ChatId, options?: PageOptions): Promise<Message[]>;
  /** Newest first, archived and pinned ones too. */
  chats(): Promise<Chat[]>;
  /** One of them, or what would be shown of a person who has never been written to. */
  chat(id: ChatId): Promise<Chat>;
  /** How the person has set a chat up; what is not named stays. Told to the other own devices, of the draft its text. */
  updateChat(id: ChatId, change: ChatChange): Promise<Chat>;
  /**
   * What is written to a person from now on, by either side, vanishes so many seconds after it was sent; 0: it stays. Told as
   * messages are, with a line in the chat. Of groups: `changeGroup`. Throws `bad_timer`.
   */
  setTimer(chat: AccountId, seconds: number): Promise<Chat>;
  /** Takes messages away on the own devices only; one still to be sent is given up. They do not come back (D4). */
  deleteMessages(chat: ChatId, ids: readonly MessageId[]): Promise<void>;
  /** Takes a chat away on the own devices: its messages and how it was set up. The contact stays. */
  deleteChat(id: ChatId): Promise<void>;
  /** Everything that has text or named documents, in an order that does not change, to build a search index from. */
  searchRows(options: { readonly afterKey?: string; readonly limit: number }): Promise<SearchPage>;
  /**
   * What others have sent, in order of arrival, each once: also what came since the last one handed over in an earlier
   * run. A message counts as handed over when the next one is asked for or the loop is left. For one consumer. Ends
   * when the signal says so or the client is closed.
   */
  incoming(options?: { signal?: AbortSignal }): AsyncIterableIterator<Message>;
  /** Listens until the returned function is called. Events come after what they tell of is durable. */
  on<E extends keyof ClientEvents>(event: E, listener: (value: ClientEvents[E]) => void): () => void;

  /** The own name that people can be found by, as the server has it; undefined: none. */
  username(): Promise<string | undefined>;
  /** Throws `bad_username`, `username_taken`, `username_too_often`. Resolves to it as it is kept; null takes it away. */
  setUsername(name: string | null): Promise<string | undefined>;
  /** The number two people compare to be sure that nobody sits between them. */
  safetyNumber(peer: AccountId): Promise<SafetyNumberInfo>;
  /** What the person says about the number; it lapses by itself when the peer's account key changes. */
  markVerified(peer: AccountId, verified: boolean): Promise<void>;
  status(): Promise<Status>;
  /** The own devices as the signed list names them, with what the server knows of each. */
  devices(signal?: AbortSignal): Promise<OwnDevice[]>;
  /** Whether this device can link, rename and unlink. */
  holdsAccountKey(): Promise<boolean>;
  /**
   * Links the device that shows this code: it can read and write everything from then on. Resolves once it has what it
   * needs. Throws `bad_link_code`, `link_not_found`, `link_taken`, `link_broken`, `no_account_key`, `too_many_devices`.
   */
  linkDevice(code: string, signal?: AbortSignal): Promise<{ readonly device: number; readonly name: string }>;
  /** Throws `no_account_key`, `unknown_device`, `bad_name`. */
  renameDevice(device: number, name: string, signal?: AbortSignal): Promise<void>;
  /** Ends another own device: nobody encrypts for it any more. Throws `no_account_key`, `unknown_device`. */
  unlink(device: number, signal?: AbortSignal): Promise<void>;
  /** How much of what was said before has come to this newly linked device; undefined: all there is. */
  history(): Promise<HistoryProgress | undefined>;
  /** Offers the account key to another own device; `takeAccountKey` there moves it. Throws `no_account_key`, `unknown_device`. */
  offerAccountKey(device: number): Promise<void>;
  /** The own device that has offered the account key; undefined: none has. */
  accountKeyOffer(): Promise<number | undefined>;
  /** Takes what another own device has offered: from then on this one links and unlinks. Throws `no_account_key`. */
  takeAccountKey(): Promise<void>;
  /** Ends this device at the server: its token is void from then on. What is stored here stays. */
  endDevice(signal?: AbortSignal): Promise<void>;
  /**
   * Ends the account for good: all devices and memberships end, nobody can write to it, and its number is free. What is stored on
   * devices stays there. Throws `no_account_key`.
   */
  deleteAccount(signal?: AbortSignal): Promise<void>;
}

export interface SendOptions {
  readonly replyTo?: MessageId;
  /** In a group: ascending, not overlapping. */
  readonly mentions?: readonly Mention[];
  /** Of an address in the text; `makeLinkPreview` (node) makes one. Left out where it does not fit. */
  readonly preview?: LinkPreview;
  /** A UUIDv7 of the caller's. The same id again is the same message: it is returned, and not sent twice. */
  readonly id?: MessageId;
  readonly signal?: AbortSignal;
}

export interface SendFilesOptions extends SendOptions {
  /** The files' caption. */
  readonly text?: string;
  /** One picture, film or voice without a text, which whoever it is for opens once. Nobody can keep others from photographing a screen. */
  readonly viewOnce?: boolean;
  readonly onProgress?: (progress: Progress & { readonly file: number }) => void;
}

export interface OutgoingFile extends Omit<Attachment, 'size' | 'unreadable'> {
  /** Read up to three times. */
  readonly source: FileSource | Blob;
}

/** Of a file on its way: reading it twice, for its key and its hash, then sending. In bytes. */
export interface Progress {
  readonly phase: 'preparing' | 'uploading';
  readonly done: number;
  readonly total: number;
}

/** What its sender says of a file. The name is fit for showing and for saving under, whatever was sent. */
export interface Attachment {
  readonly name: string;
  /** MIME type: a hint, never a reason to run something. */
  readonly type: string;
  readonly size: number;
  /** A small WebP, JPEG or PNG of at most 4 KiB. */
  readonly thumbnail?: Uint8Array;
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  /** Loudness from 0 to 255, at most 256 of them. */
  readonly waveform?: Uint8Array;
  /** What came in does not say enough to fetch it. */
  readonly unreadable?: boolean;
}

/** Cursors are those of messages: places in the chat, whether or not something is there (any more). One of the three. */
export interface PageOptions {
  /** What is above it. */
  readonly before?: string;
  /** What is below it. */
  readonly after?: string;
  /** What is there, with about as much from above as from below. */
  readonly around?: string;
  /** 50 when absent. */
  readonly limit?: number;
}

export interface Chat {
  /** The other account, or the group. */
  readonly id: ChatId;
  /** As the other side calls itself, or the group's. */
  readonly name?: string;
  readonly phone?: string;
  /** By which they were found. */
  readonly username?: string;
  readonly unread: number;
  /** `cursor` of the first unread message. */
  readonly firstUnread?: string;
  /** The person has said so, whether or not there is something unread. Ends when something is marked as read. */
  readonly markedUnread: boolean;
  readonly archived: boolean;
  /** Milliseconds since 1970; undefined: it is not pinned. */
  readonly pinnedAt?: number;
  /** What is written now vanishes after so many seconds. */
  readonly timerS?: number;
  /** Milliseconds since 1970, past or future; `ALWAYS`: until it is changed. */
  readonly mutedUntil?: number;
  readonly draft?: ChatDraft;
  /** What somebody says about himself. */
  readonly about?: string;
  /** SHA-256 of the picture, for `avatarOf`. */
  readonly avatar?: string;
  /** Their safety number has been compared, and the key is still the same. */
  readonly verified: boolean;
  /** Of a group. */
  readonly group?: ChatGroup;
  readonly last?: Message;
  /** Somebody's to what the person has written, as long as nothing has been said since. */
  readonly reaction?: Reaction & { readonly message: Message };
}

/** The last moment that a Date can name. */
export const ALWAYS = 8_640_000_000_000_000;

/** What is written and not sent. */
export interface ChatDraft {
  readonly text: string;
  readonly replyTo?: MessageId;
  /** An own message is being put otherwise; `text` is what was written before that. */
  readonly editing?: { readonly id: MessageId; readonly text: string };
}

export interface ChatChange {
  readonly archived?: boolean;
  readonly pinned?: boolean;
  readonly mutedUntil?: number | null;
  readonly markedUnread?: boolean;
  readonly draft?: ChatDraft | null;
}

export interface SearchPage {
  readonly rows: readonly SearchRow[];
  /** `afterKey` of the next page; undefined: there is none. */
  readonly next?: string;
}

export interface SearchRow {
  readonly chat: ChatId;
  readonly id: MessageId;
  readonly author: AccountId;
  readonly ts: number;
  readonly cursor: string;
  readonly text: string;
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

/** In messages. */
export interface HistoryProgress {
  readonly done: number;
  /** An estimate until the end. */
  readonly total: number;
  /** Some of it cannot be had: what is missing stays on the other device. */
  readonly incomplete?: true;
}

export interface OwnDevice {
  readonly device: number;
  readonly name: string;
  readonly isThis: boolean;
  /** Milliseconds since 1970; undefined: the server cannot be asked now. */
  readonly linkedAt?: number;
  /** To the hour. */
  readonly lastActiveAt?: number;
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
  /** The server shows different histories of this group to different people, or one that nobody has signed. */
  | { readonly kind: 'group_conflict'; readonly group: GroupId; readonly reason: string }
  /** Somebody asks to be let in. */
  | { readonly kind: 'join_asked'; readonly group: GroupId; readonly account: AccountId }
  /** The server shows a list that the account's key does not confirm; it was not taken. */
  | { readonly kind: 'untrusted_devices'; readonly account: AccountId; readonly reason: string }
  /** A device that a message was not meant for asks for it; the person decides. */
  | { readonly kind: 'resend_asked'; readonly account: AccountId; readonly device: number; readonly message: MessageId }
  /**
   * The server has refused for good what the person has done with a message, or with the timer of a chat. It was taken back; an edit
   * and a deletion are kept as `refused` of the message.
   */
  | {
      readonly kind: 'act_refused';
      readonly act: 'edit' | 'deletion' | 'reaction' | 'pin' | 'timer';
      readonly chat: ChatId;
      readonly message?: MessageId;
      readonly error: ErrorInfo;
    }
  /** Another own device offers the account key: `takeAccountKey`. */
  | { readonly kind: 'account_key_offered'; readonly device: number }
  /** Something went wrong in the background that will be tried again. */
  | { readonly kind: 'problem'; readonly error: ErrorInfo };

export interface ClientEvents {
  /** A new message of anybody's, the person's own from this or another device too. */
  message: Message;
  /** A message has changed: its state, its time, its text, what was done with it. */
  status: Message;
  /** Somebody has reacted to what the person has written. */
  reaction: Reaction & { readonly message: Message };
  parked: Message;
  /** A parked message has been filled in. */
  resent: Message;
  /** Something that the list shows of a chat has changed. */
  chat: Chat;
  /** Messages have been taken away; with `chatToo` the chat is no longer in the list. */
  removed: { readonly chat: ChatId; readonly ids: readonly MessageId[]; readonly chatToo?: boolean };
  /** Something about a group has changed. */
  group: Group;
  /** Before a message can leave for a group, so many people get its key: a big group takes some seconds. */
  preparing: { readonly chat: ChatId; readonly done: number; readonly total: number };
  /** Somebody has begun to type or record, or is not at it any more. */
  typing: Typing;
  /** Somebody who is watched is online, or is not; without `lastSeen` and not online nothing is known of him (any more). */
  presence: Presence;
  /** What the person has set about others has changed, here or on another device. */
  privacy: Privacy;
  /** More of what was said before has come to this newly linked device; `done` equals `total`: all of it. */
  history: HistoryProgress;
  /** The own profile has changed. */
  profile: { readonly name: string; readonly about?: string; readonly avatar?: string };
  connection: ConnectionState;
  notice: Notice;
}
