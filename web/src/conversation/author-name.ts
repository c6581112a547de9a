import type { AccountId, Message } from '@parley/client';
import { m } from '../i18n/messages.ts';
import { chatName, useChat, useChats } from '../state/chats.ts';
import { useSession } from '../state/session.ts';

/** "You", or what the person is called here. */
export function useAuthorName(author: AccountId): string {
  const own = useSession(session => session.profile?.account);
  const chat = useChat(author);
  return author === own ? m.message_you() : chatName(chat ?? { id: author });
}

/** The same for use outside of a component. */
export function useNameOf(): (message: Message) => string {
  const profile = useSession(session => session.profile);
  const chats = useChats(state => state.chats);
  return ({ author, outgoing }) =>
    outgoing ? profile?.name || m.message_you() : chatName(chats.get(author) ?? { id: author });
}
