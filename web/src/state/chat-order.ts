// Which chats the list shows, and in which order. Pure: what the person sees follows from the chats alone.
import type { Chat } from '@parley/client';
import { fold } from '../text/fold.ts';

export type ChatFilter = 'all' | 'unread' | 'groups';

export interface Shown {
  readonly archived: boolean;
  readonly filter: ChatFilter;
  /** What was typed into the search box. */
  readonly query: string;
  /** The account whose chat is open: it stays in the list of unread ones while it is being read. */
  readonly open?: string | undefined;
  readonly nameOf: (chat: Chat) => string;
}

export function isUnread(chat: Chat): boolean {
  return chat.unread > 0 || chat.markedUnread;
}

export function isMuted(chat: Chat, now: number): boolean {
  return (chat.mutedUntil ?? 0) > now;
}

/** Pinned ones on top, the last pinned first; then by the newest message or draft, newest first (U6). */
export function inOrder(chats: readonly Chat[]): Chat[] {
  return chats.toSorted(
    (a, b) => (b.pinnedAt ?? 0) - (a.pinnedAt ?? 0) || (b.last?.ts ?? 0) - (a.last?.ts ?? 0) || (a.id < b.id ? -1 : 1),
  );
}

export function shownChats(chats: readonly Chat[], { archived, filter, query, open, nameOf }: Shown): Chat[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  // A search looks everywhere: who searches does not remember that a chat was archived.
  if (words.length > 0) return inOrder(chats.filter(chat => matches(chat, words, nameOf(chat))));
  const passes = (chat: Chat): boolean => {
    if (filter === 'all' || archived) return true;
    return filter === 'groups' ? chat.group !== undefined : isUnread(chat) || chat.id === open;
  };
  return inOrder(chats.filter(chat => chat.archived === archived && passes(chat)));
}

/** Every word stands in the name or in the number, or they are a number written with gaps. Words are folded. */
export function matches(chat: Chat, words: readonly string[], name: string): boolean {
  const folded = fold(name);
  const hasDigits = (text: string): boolean => isPartOf(text, chat.phone ?? '');
  return hasDigits(words.join('')) || words.every(word => folded.includes(word) || hasDigits(word));
}

/** Three digits or more; the zero that is dialled within a country is not part of the number. */
function isPartOf(typed: string, phone: string): boolean {
  if (!/^[+(]*\d[\d()./-]*$/.test(typed)) return false;
  const digits = typed.replaceAll(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 3 && phone.includes(digits);
}

/** For the title and the badge (U10): messages in chats that are neither muted nor archived. */
export function totalUnread(chats: Iterable<Chat>, now: number): number {
  let total = 0;
  for (const chat of chats) {
    if (chat.archived || isMuted(chat, now)) continue;
    total += chat.unread || (chat.markedUnread ? 1 : 0);
  }
  return total;
}
