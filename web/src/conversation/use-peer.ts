import type { Chat } from '@parley/client';
import { chatName, useChat } from '../state/chats.ts';
import { useOpenChat } from './open-chat-context.tsx';

interface Peer {
  /** As the list has it, else as it was when the chat was opened: one never written to is in no list. */
  readonly chat: Chat | undefined;
  /** Empty until it is known; an unknown person's where the chat cannot be opened. */
  readonly name: string;
}

/** Who the open chat is with. */
export function usePeer(): Peer {
  const account = useOpenChat(open => open.account);
  const listed = useChat(account);
  const opened = useOpenChat(open => open.chat);
  const failed = useOpenChat(open => open.failure !== undefined);
  const chat = listed ?? opened;
  return { chat, name: chat || failed ? chatName(chat ?? { id: account }) : '' };
}
