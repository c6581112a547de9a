// Keys of the whole chat: Esc in its order (U31), pages, and writing without first choosing the field.
import { useEffect } from 'react';
import { currentRoute, navigate, paths } from '../router.ts';
import type { OpenChatStore } from '../state/open-chat.ts';
import { useOpenChatStore } from './open-chat-context.tsx';

export function useChatKeys(): void {
  const store = useOpenChatStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open], :popover-open')) return;
      if (event.key === 'Escape') stepBack(store);
      else if (event.key === 'PageUp' || event.key === 'PageDown') turnPage(event);
      else if (isTyping(event)) field()?.focus();
      else return;
      if (event.key.length > 1) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store]);
}

const field = (): HTMLTextAreaElement | null => document.querySelector('textarea[name=message]');

/** The selection, the reply, the message that has the focus, the info panel, the chat. */
function stepBack(store: OpenChatStore): void {
  const { selected, replyTo, account } = store.getState();
  const route = currentRoute();
  if (selected) store.setState({ selected: undefined });
  else if (replyTo) store.setState({ replyTo: undefined });
  else if (document.activeElement?.closest('[data-messages]')) field()?.focus();
  else if (route.page === 'chat' && route.info) navigate(paths.chat(account));
  else navigate(paths.chats);
}

/** From the field, the list is meant. */
function turnPage(event: KeyboardEvent): void {
  const list = document.querySelector('[data-messages]');
  if (!list || event.target !== field()) return;
  list.scrollBy({ top: (event.key === 'PageUp' ? -0.9 : 0.9) * list.clientHeight });
}

/** A character, and nothing has the focus that could want it. */
function isTyping({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return (
    [...key].length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey && document.activeElement === document.body
  );
}
