// Keys of the whole chat: Esc in its order (U31), pages, and writing without first choosing the field.
import { useEffect } from 'react';
import { keyName } from '../shell/key-name.ts';
import { closeChatSearch, openChatSearch } from '../state/chat-search.ts';
import type { OpenChatStore } from '../state/open-chat.ts';
import { useOpenChatStore } from './open-chat-context.tsx';

export function useChatKeys(): void {
  const store = useOpenChatStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open], :popover-open')) return;
      if (event.key === 'Escape' && stepBack(store)) event.preventDefault();
      else if (keyName(event) === 'Ctrl+Shift+F') openSearch(event, store);
      else if (keyName(event) === 'Ctrl+U') openAttachMenu(event);
      else if (event.key === 'PageUp' || event.key === 'PageDown') turnPage(event);
      else if (isTyping(event)) field()?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store]);
}

const field = (): HTMLTextAreaElement | null => document.querySelector('textarea[name=message]');

function openSearch(event: Event, store: OpenChatStore): void {
  event.preventDefault();
  openChatSearch(store.getState().account);
}

function openAttachMenu(event: Event): void {
  event.preventDefault(); // browsers show the page's source
  document.querySelector<HTMLElement>('[data-attach] button')?.click();
}

/** The selection, the reply, the edit, the search, the message that has the focus. False: nothing here; then the window goes up a step. */
function stepBack(store: OpenChatStore): boolean {
  const { selected, replyTo, editing } = store.getState();
  if (selected) store.setState({ selected: undefined });
  else if (replyTo) store.setState({ replyTo: undefined });
  else if (editing) store.setState({ editing: undefined });
  else if (closeChatSearch()) field()?.focus();
  else if (document.activeElement?.closest('[data-messages]')) field()?.focus();
  else return false;
  return true;
}

/** From the field, the list is meant. */
function turnPage(event: KeyboardEvent): void {
  const list = document.querySelector('[data-messages]');
  if (!list || event.target !== field()) return;
  event.preventDefault();
  list.scrollBy({ top: (event.key === 'PageUp' ? -0.9 : 0.9) * list.clientHeight });
}

/** A character, and nothing has the focus that could want it. */
function isTyping({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return (
    [...key].length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey && document.activeElement === document.body
  );
}
