// A message as a program sees it.
import type { AccountId, ChatId, MessageId } from '@parley/protocol';
import type { Reaction } from './acts/act-client.ts';
import type { Attachment } from './client.ts';
import type { ErrorInfo } from './errors.ts';
import type { ChatNotice } from './history/notice.ts';

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
  | 'parked'
  /** Nobody's message: a line about the chat; see `notice`. */
  | 'notice';

export interface Message {
  readonly id: MessageId;
  readonly chat: ChatId;
  readonly author: AccountId;
  readonly outgoing: boolean;
  /** Server time once known, an estimate of it before. Milliseconds since 1970. */
  readonly ts: number;
  /** Its place in the chat, for `messages({before})`. */
  readonly cursor: string;
  readonly text?: string;
  readonly quote?: Quote;
  readonly attachments?: readonly Attachment[];
  /** Of an address in the text, by its sender's word. */
  readonly preview?: LinkPreview;
  /** Parts of the text that name members of the group. */
  readonly mentions?: readonly Mention[];
  /** Its author passes on what somebody else has written. */
  readonly forwarded?: true;
  /** It has been passed on many times (`limits.manyForwards`). */
  readonly forwardedOften?: true;
  /** A file that can be opened once, by whoever it was sent to. */
  readonly viewOnce?: ViewOnce;
  /** Kept in view for everybody in the chat. */
  readonly pinned?: true;
  /** When it vanishes, milliseconds since 1970. */
  readonly expiresAt?: number;
  readonly state: MessageState;
  /** Why it failed, or why it is still pending. */
  readonly error?: ErrorInfo;
  readonly parkedReason?: string;
  /** Others': the person has not read it. */
  readonly unread?: boolean;
  /** Own: when it got how far, as far as is known. */
  readonly times?: MessageTimes;
  readonly notice?: ChatNotice;
  /** At most one a person, oldest first. */
  readonly reactions?: readonly Reaction[];
  /** Its author has put it otherwise. */
  readonly edited?: true;
  /** Who has deleted it for everyone: its author or an admin of the group. Nothing else is left of it. */
  readonly deletedBy?: AccountId;
  readonly starred?: true;
  /** What the person has done with it last and the server has refused for good: `retry` or `discard`. Nobody else sees it. */
  readonly refused?: Refused;
}

export type Refused = { readonly error: ErrorInfo } & (
  | { readonly act: 'edit' /** What it was to say. */; readonly text: string }
  /** The others have the message still; here it is gone. */
  | { readonly act: 'deletion' }
);

/** Opened by `openAttachment(id, 0)`, and never among `attachments`, so that nothing shows, saves or lists it by mistake. */
export interface ViewOnce {
  /** Here or on another own device; of an own message, by the one it was sent to. */
  readonly opened: boolean;
  /** As long as it has not been. */
  readonly file?: Attachment;
}

/** Server time, milliseconds since 1970. */
export interface MessageTimes {
  readonly sentAt?: number;
  readonly deliveredAt?: number;
  readonly readAt?: number;
}

export interface Mention {
  readonly account: AccountId;
  /** In UTF-16 code units. */
  readonly start: number;
  readonly length: number;
}

export interface Quote {
  readonly id: MessageId;
  readonly author: AccountId;
  readonly excerpt: string;
  /** For everyone, or it has vanished. */
  readonly deleted?: true;
}

export interface LinkPreview {
  /** As it stands in the text. */
  readonly url: string;
  readonly title: string;
  readonly description?: string;
  /** WebP, JPEG or PNG of at most 12 KiB. */
  readonly image?: Uint8Array;
}
