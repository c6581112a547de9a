// What notifications say, and when it is better to say nothing (U37). Pure: notifier.ts shows what this decides.
import type { Chat, Message } from '@parley/client';
import { isMuted } from '../state/chat-order.ts';
import { messageLine } from '../text/message-line.ts';

export interface Notice {
  /** One at a time of each: the next one takes its place. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  /** Where a click leads. */
  readonly path: string;
}

/** What has come in of a chat since the last notices. */
export interface Arrival {
  readonly last: Message;
  readonly count: number;
}

export interface Situation {
  readonly chats: ReadonlyMap<string, Chat>;
  readonly now: number;
  /** Accounts whose chats somebody has before their eyes, in any tab. */
  readonly visible: ReadonlySet<string>;
  /** Somebody has the app before their eyes. */
  readonly looking: boolean;
  /** It had gathered at the server while this device was away (F15). */
  readonly drained: boolean;
  readonly preview: boolean;
  readonly words: {
    readonly nameOf: (chat: Chat) => string;
    readonly authorOf: (message: Message) => string;
    readonly newMessage: () => string;
    readonly unreadable: () => string;
    readonly reaction: () => string;
    readonly reacted: (reaction: Told) => string;
    readonly count: (count: number) => string;
  };
}

export type Told = NonNullable<Chat['reaction']>;

export const SUMMARY = 'parley-summary';
/** More at once are a wall that nobody reads. */
const MOST_CHATS = 3;
const MOST_NAMES = 3;

export const tagOf = (account: string): string => `parley-chat-${account}`;
export const reactionTagOf = (account: string): string => `parley-reaction-${account}`;

export function noticesFor(arrivals: ReadonlyMap<string, Arrival>, situation: Situation): Notice[] {
  const { drained, looking } = situation;
  // Who looks at the list sees what has come while they were away.
  if (drained && looking) return [];
  const loud = [...arrivals].flatMap(([account, arrival]) => {
    const chat = situation.chats.get(account);
    return chat && isLoud(chat, situation) ? [{ chat, arrival }] : [];
  });
  if (loud.length > (drained ? 1 : MOST_CHATS)) return [summary(loud, situation)];
  return loud.map(({ chat, arrival }) => ofChat(chat, arrival, situation));
}

/** What somebody thinks of what the person has written; nothing of what had gathered at the server. */
export function noticeOfReaction(
  reaction: Told,
  { chats, now, visible, preview, words }: Situation,
): Notice | undefined {
  const { chat: id } = reaction.message;
  const chat = chats.get(id);
  if (!chat || chat.archived || isMuted(chat, now) || visible.has(id)) return undefined;
  const place = { tag: reactionTagOf(id), path: `/chat/${encodeURIComponent(id)}` };
  if (!preview) return { ...place, title: 'Parley', body: words.reaction() };
  return { ...place, title: words.nameOf(chat), body: words.reacted(reaction) };
}

/** Unread, that is not read meanwhile, and nothing that the person has put away; who is named is told in muted groups too. */
function isLoud(chat: Chat, { now, visible }: Situation): boolean {
  return (
    chat.unread > 0 &&
    !chat.archived &&
    (!isMuted(chat, now) || chat.group?.mentioned === true) &&
    !visible.has(chat.id)
  );
}

function ofChat(chat: Chat, { last }: Arrival, { preview, words }: Situation): Notice {
  const place = { tag: tagOf(chat.id), path: `/chat/${encodeURIComponent(chat.id)}` };
  const several = chat.unread > 1;
  if (!preview) return { ...place, title: 'Parley', body: several ? words.count(chat.unread) : words.newMessage() };
  const name = words.nameOf(chat);
  // Isolated, so that a name of another direction does not take the number along.
  const title = several ? `\u2068${name}\u2069 (${chat.unread})` : name;
  const line = last.state === 'parked' ? words.unreadable() : messageLine(last);
  return { ...place, title, body: chat.group ? `\u2068${words.authorOf(last)}\u2069: ${line}` : line };
}

type Loud = readonly { readonly chat: Chat; readonly arrival: Arrival }[];

function summary(loud: Loud, { preview, words }: Situation): Notice {
  const total = loud.reduce((sum, { arrival }) => sum + arrival.count, 0);
  const names = loud.slice(0, MOST_NAMES).map(({ chat }) => words.nameOf(chat));
  if (loud.length > MOST_NAMES) names.push(`+${loud.length - MOST_NAMES}`);
  return { tag: SUMMARY, title: words.count(total), body: preview ? names.join(', ') : '', path: '/' };
}
