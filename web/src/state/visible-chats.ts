// The chats of the list as it is shown now, for the list itself and for shortcuts that go from one to the next.
import type { Chat } from '@parley/client';
import { currentRoute } from '../router.ts';
import { shownChats } from './chat-order.ts';
import { chatName, useChats } from './chats.ts';

/** `archived`: the list of archived chats. */
export function visibleChats(archived: boolean): Chat[] {
  const { chats, filter, query } = useChats.getState();
  const route = currentRoute();
  const open = route.page === 'chat' ? route.account : undefined;
  return shownChats([...chats.values()], { archived, filter, query, open, nameOf: chatName });
}

/** The chat that is open, if it is in the list. */
export function openChat(): Chat | undefined {
  const route = currentRoute();
  return route.page === 'chat' ? useChats.getState().chats.get(route.account) : undefined;
}
