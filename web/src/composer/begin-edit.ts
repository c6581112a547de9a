import type { Message } from '@parley/client';
import type { OpenChatStore } from '../state/open-chat.ts';

/** `text`: as far as it has been put otherwise before. */
export function beginEdit(store: OpenChatStore, message: Message, text = message.text): void {
  store.setState({ editing: message, editText: text, replyTo: undefined });
}
