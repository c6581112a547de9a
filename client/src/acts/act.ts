// What somebody does with a message that is there: reacting to it, editing it, deleting it for everyone.
import {
  type AccountId,
  accountIdFrom,
  type ChatId,
  idBytes,
  type MessageId,
  messageIdFrom,
  type wire,
} from '@parley/protocol';
import type { Mention } from '../client.ts';
import { mentionsFrom, wireMentions } from '../content/mentions.ts';

/** On the message of that author and id. */
export type Act = { readonly author: AccountId; readonly id: MessageId } & (
  | { readonly kind: 'reaction' /** Empty: taken back. */; readonly emoji: string }
  | { readonly kind: 'edit'; readonly text: string; readonly mentions?: readonly Mention[] }
  | { readonly kind: 'deletion' }
  /** Of what can be opened once. */
  | { readonly kind: 'viewed' }
  | { readonly kind: 'pin'; readonly on: boolean }
);

/** Who has done it, and when the server took it in: what decides between two. */
export interface Stamp {
  /** Of the act, not of the message. */
  readonly id: MessageId;
  readonly by: AccountId;
  readonly ts: number;
}

export interface Done extends Stamp {
  readonly chat: ChatId;
  readonly act: Act;
  /** Of a group: an admin did it. */
  readonly asAdmin: boolean;
}

/** True when `a` counts and not `b`: the same on every device, in whatever order they come. */
export function isLater(a: Pick<Stamp, 'ts' | 'id'>, b: Pick<Stamp, 'ts' | 'id'>): boolean {
  return a.ts !== b.ts ? a.ts > b.ts : a.id > b.id;
}

export function wireAct(act: Act): wire.Act.$Properties {
  const of = { author: idBytes(act.author), id: idBytes(act.id) };
  switch (act.kind) {
    case 'reaction':
      return { ...of, reaction: { emoji: act.emoji } };
    case 'edit':
      return { ...of, edit: { body: act.text, ...wireMentions(act.mentions) } };
    case 'deletion':
      return { ...of, deletion: {} };
    case 'viewed':
      return { ...of, viewed: {} };
    case 'pin':
      return { ...of, pin: { on: act.on } };
  }
}

/** Undefined: of a kind that only newer versions know, or on nothing. */
export function actFrom({ author, id, ...kinds }: wire.Act.$Properties): Act | undefined {
  const { reaction, edit, deletion, viewed, pin } = kinds;
  if (author?.length !== 16 || id?.length !== 16) return undefined;
  const of = { author: accountIdFrom(author), id: messageIdFrom(id) };
  if (reaction) return { ...of, kind: 'reaction', emoji: reaction.emoji ?? '' };
  if (edit) {
    const mentions = mentionsFrom(edit);
    return { ...of, kind: 'edit', text: edit.body ?? '', ...(mentions.length > 0 ? { mentions } : {}) };
  }
  if (viewed) return { ...of, kind: 'viewed' };
  if (pin) return { ...of, kind: 'pin', on: pin.on ?? false };
  return deletion ? { ...of, kind: 'deletion' } : undefined;
}
