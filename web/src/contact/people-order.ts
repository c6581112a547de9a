// Who is offered for a new chat or to be forwarded to, and in which order. Pure but for Intl.
import type { Chat } from '@parley/client';
import { isGroupId } from '@parley/protocol';
import { matches } from '../state/chat-order.ts';
import { fold } from '../text/fold.ts';

interface Offered {
  readonly own: string | undefined;
  /** What was typed to find somebody. */
  readonly query: string;
  readonly nameOf: (chat: Chat) => string;
  /** Whose order of names. */
  readonly locale: string;
}

/** The own account first, for notes, then everybody by name; archived or not. No groups. */
export function offeredPeople(chats: Iterable<Chat>, offered: Offered): readonly Chat[] {
  return offeredOf(
    [...chats].filter(({ id }) => !isGroupId(id)),
    offered,
  );
}

/** The same with the groups that one may write to. */
export function offeredChats(chats: Iterable<Chat>, offered: Offered): readonly Chat[] {
  return offeredOf(
    [...chats].filter(({ group }) => !group || group.mayWrite),
    offered,
  );
}

function offeredOf(all: readonly Chat[], { own, query, nameOf, locale }: Offered): readonly Chat[] {
  const others = all.filter(({ id }) => id !== own);
  const collator = new Intl.Collator(locale, { numeric: true });
  const words = fold(query).split(/\s+/).filter(Boolean);
  return [...withOwn(all, own), ...others.toSorted((a, b) => collator.compare(nameOf(a), nameOf(b)))].filter(chat =>
    matches(chat, words, nameOf(chat)),
  );
}

/** Notes can be begun before there are any. */
function withOwn(chats: readonly Chat[], own: string | undefined): Chat[] {
  if (own === undefined) return [];
  const id = own as Chat['id'];
  const known = chats.find(chat => chat.id === own);
  return [known ?? { id, unread: 0, markedUnread: false, archived: false, verified: false }];
}
