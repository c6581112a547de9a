// Copying what is marked with the mouse across several messages: who wrote what and when, not the page's layout (U25).
import type { Message } from '@parley/client';
import type { ClipboardEvent } from 'react';
import { localeTag } from '../i18n/language.ts';
import { useNameOf } from './author-name.ts';
import { copiedText } from './copied-text.ts';
import type { Row } from './rows.ts';

/** For `onCopy` of the list. Within one message, the browser's own way is right. */
export function useCopy(rows: readonly Row[]): (event: ClipboardEvent) => void {
  const nameOf = useNameOf();
  return event => {
    const messages = markedMessages(rows, event.currentTarget);
    if (messages.length < 2) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', copiedText(messages, nameOf, localeTag()));
  };
}

/** From the message that the selection begins in to the one that it ends in, also where they are scrolled away. */
function markedMessages(rows: readonly Row[], list: Element): Message[] {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return [];
  const marked = [...list.querySelectorAll('[data-message]')].filter(row => selection.containsNode(row, true));
  const [from, to] = [indexOf(marked[0]), indexOf(marked.at(-1))];
  return rows.slice(from, to + 1).flatMap(row => (row.kind === 'message' ? [row.message] : []));
}

const indexOf = (row: Element | undefined): number => Number(row?.getAttribute('data-index') ?? -1);
