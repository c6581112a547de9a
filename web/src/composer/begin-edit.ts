import type { Message } from '@parley/client';
import type { OpenChatStore } from '../state/open-chat.ts';

/** `text`: as far as it has been put otherwise before. */
export function beginEdit(store: OpenChatStore, message: Message, text = textToEdit(message)): void {
  store.setState({ editing: message, editText: text, replyTo: undefined });
}

/** What was refused is not to be written once more. */
function textToEdit({ refused, text }: Message): string | undefined {
  return refused?.act === 'edit' ? refused.text : text;
}
