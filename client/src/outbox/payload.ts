// What a queued Send is about, before it is encrypted. Each device gets the content meant for it: those of the other
// side, the person's own other devices, and the one device that a request is for.
import {
  type AccountId,
  type ChatId,
  type GroupId,
  idBytes,
  isGroupId,
  type MessageId,
  type wire,
} from '@parley/protocol';
import { type Act, wireAct } from '../acts/act.ts';
import { type StoredAttachment, wireAttachment } from '../attachments/attachment.ts';
import type { LinkPreview, Mention, Quote } from '../client.ts';
import { wireMentions } from '../content/mentions.ts';

export type Payload =
  | ({ readonly kind: 'text' } & WrittenText)
  /** To the chat that the message is of. */
  | { readonly kind: 'act'; readonly act: Act }
  /** To a person: from now on messages vanish after so many seconds. */
  | { readonly kind: 'timer'; readonly timerS: number }
  /** To one device: a timer that it could not read. */
  | {
      readonly kind: 'resend_timer';
      readonly of: MessageId;
      readonly device: number;
      readonly chat: ChatId;
      readonly timerS: number;
    }
  /** To one device: an act that it could not read. */
  | {
      readonly kind: 'resend_act';
      readonly of: MessageId;
      readonly device: number;
      readonly chat: ChatId;
      readonly act: Act;
    }
  /** To these devices: the own key of the group. */
  | {
      readonly kind: 'sender_key';
      readonly group: GroupId;
      readonly distribution: Uint8Array;
      readonly devices: readonly number[];
    }
  /** What the recipient has sent to the group up to there was read. */
  | { readonly kind: 'read_in_group'; readonly group: GroupId; readonly upTo: number }
  /** The own profile has changed: nothing but its key, which every content carries. */
  | { readonly kind: 'profile' }
  /** `of`: to the own account, what was read in that chat. */
  | { readonly kind: 'read'; readonly ids: readonly MessageId[]; readonly of?: ChatId }
  /** To the own devices: what the person has set about others is of this version now. */
  | { readonly kind: 'privacy_changed'; readonly version: number }
  /** To the own devices, or one of them: what the person has arranged. */
  | { readonly kind: 'own_sync'; readonly sync: wire.OwnSync.$Properties; readonly device?: number }
  /** To the own devices: what is written there and not sent, as it is when it is sealed. */
  | { readonly kind: 'own_draft'; readonly chat: ChatId }
  /** To one device, in a new session: the message could not be read. */
  | { readonly kind: 'resend_request'; readonly of: MessageId; readonly device: number }
  /** To one device: a message that it could not read. `chat` differs from the recipient for a copy to an own device. */
  | ({
      readonly kind: 'resend';
      readonly of: MessageId;
      readonly device: number;
      readonly chat: ChatId;
      /** Of a group's message: where it stands, and its timer. */
      readonly head?: wire.GroupHead.$Properties;
    } & WrittenText);

/** What a person has written. */
export interface WrittenText {
  readonly text: string;
  readonly quote?: Quote;
  readonly attachments?: readonly StoredAttachment[];
  readonly mentions?: readonly Mention[];
  readonly preview?: LinkPreview;
  readonly timerS?: number;
  /** Somebody else has written it. */
  readonly forwarded?: true;
  readonly forwards?: number;
  readonly viewOnce?: true;
}

/** Of a message, without what is not there. */
export function writtenText(written: WrittenText): WrittenText {
  const { text, quote, attachments, mentions, preview, timerS, forwarded, forwards, viewOnce } = written;
  return {
    text,
    ...(quote ? { quote } : {}),
    ...(attachments ? { attachments } : {}),
    ...(mentions?.length ? { mentions } : {}),
    ...(preview ? { preview } : {}),
    ...(timerS ? { timerS } : {}),
    ...(forwarded ? { forwarded } : {}),
    ...(forwards ? { forwards } : {}),
    ...(viewOnce ? { viewOnce } : {}),
  };
}

/** A device of the recipient or, when the recipient is another account, of the sender (`own`). */
export interface Target {
  readonly own: boolean;
  readonly device: number;
}

/** Not shown to a person: no delivered receipt, no push. */
export function isControl(payload: Payload): boolean {
  return payload.kind !== 'text';
}

/** The content for one device, without what every content carries. Empty: nothing for this one. */
export function contentFor(payload: Payload, to: AccountId, self: AccountId, target: Target): wire.Content.$Properties {
  switch (payload.kind) {
    case 'text': {
      const text = textOf(payload);
      return target.own ? { sentCopy: { to: idBytes(to), text } } : { text };
    }
    case 'act': {
      const act = wireAct(payload.act);
      return target.own ? { sentCopy: { to: idBytes(to), act } } : { act };
    }
    case 'timer': {
      const timer = { seconds: payload.timerS };
      return target.own ? { sentCopy: { to: idBytes(to), timer } } : { timer };
    }
    case 'resend_timer': {
      if (!isFor(payload, to === self, target)) return {};
      const { timer, replaces } = { timer: { seconds: payload.timerS }, replaces: idBytes(payload.of) };
      return target.own ? { replaces, sentCopy: { to: idBytes(payload.chat), timer } } : { replaces, timer };
    }
    case 'resend_act': {
      if (!isFor(payload, to === self, target)) return {};
      const { act, replaces } = { act: wireAct(payload.act), replaces: idBytes(payload.of) };
      return target.own ? { replaces, sentCopy: { to: idBytes(payload.chat), act } } : { replaces, act };
    }
    case 'sender_key': {
      const isMeant = target.own === (to === self) && payload.devices.includes(target.device);
      const group = { group: idBytes(payload.group) };
      return isMeant ? { senderKey: { distribution: payload.distribution }, group } : {};
    }
    case 'read_in_group': {
      const group = { group: idBytes(payload.group) };
      return target.own && to !== self ? {} : { read: { upTo: payload.upTo }, group };
    }
    case 'profile':
      return {};
    case 'read': {
      const ids = payload.ids.map(idBytes);
      const { of } = payload;
      if (of) return isGroupId(of) ? { readCopy: { ids }, group: { group: idBytes(of) } } : readCopy(of, ids);
      return target.own ? readCopy(to, ids) : { read: { ids } };
    }
    case 'privacy_changed':
      return target.own ? { privacyChanged: { version: payload.version } } : {};
    case 'own_sync':
      return (payload.device ?? target.device) === target.device ? { ownSync: payload.sync } : {};
    case 'own_draft':
      throw new Error('a draft is sealed as what it says then');
    case 'resend_request':
      return isFor(payload, to === self, target) ? { resendRequest: { id: idBytes(payload.of) } } : {};
    case 'resend': {
      if (!isFor(payload, to === self, target)) return {};
      const text = textOf(payload);
      const replaces = idBytes(payload.of);
      if (payload.head) return { replaces, text, group: payload.head };
      return target.own ? { replaces, sentCopy: { to: idBytes(payload.chat), text } } : { replaces, text };
    }
  }
}

function readCopy(chat: AccountId, ids: Uint8Array[]): wire.Content.$Properties {
  return { readCopy: { chat: idBytes(chat), ids } };
}

// A send to one's own account has own parts only; in any other, own devices just look on.
function isFor(payload: { readonly device: number }, toSelf: boolean, target: Target): boolean {
  return payload.device === target.device && target.own === toSelf;
}

export function textOf(written: WrittenText): wire.Text.$Properties {
  const { text, quote, attachments, mentions, preview, timerS, forwarded, forwards, viewOnce } = written;
  return {
    body: text,
    ...(quote ? { quote: { id: idBytes(quote.id), author: idBytes(quote.author), excerpt: quote.excerpt } } : {}),
    ...(attachments ? { attachments: attachments.map(wireAttachment) } : {}),
    ...wireMentions(mentions),
    ...(preview ? { preview } : {}),
    ...(timerS ? { timerS } : {}),
    ...(forwarded ? { forwarded } : {}),
    ...(forwards ? { forwards } : {}),
    ...(viewOnce ? { viewOnce } : {}),
  };
}
