// Message focus mode (U41): Tab reaches one row, arrows go from row to row, keys act on it. The focused row stays in the
// document when it is scrolled away.
import type { Message } from '@parley/client';
import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import { type FocusEvent, type KeyboardEvent, type RefObject, useCallback, useState } from 'react';
import { useNameOf } from './author-name.ts';
import { mayReact } from './may-act.ts';
import { copyMessages } from './message-actions.ts';
import { reply } from './message-menu.ts';
import type { OpenMenu } from './message-row.tsx';
import { useOpenChatStore } from './open-chat-context.tsx';
import type { Row } from './rows.ts';

interface MessageFocus {
  readonly rows: readonly Row[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onMenu: OpenMenu;
  readonly onDelete: (message: Message) => void;
}

interface Focus {
  /** The row that Tab reaches. */
  readonly index: number;
  readonly rangeExtractor: (range: Range) => number[];
  readonly onFocus: (event: FocusEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export function useMessageFocus({ rows, scroller, onMenu, onDelete }: MessageFocus): Focus {
  const store = useOpenChatStore();
  const nameOf = useNameOf();
  const [key, setKey] = useState<string>();
  const found = key === undefined ? -1 : rows.findIndex(row => row.key === key);
  const index = found < 0 ? rows.length - 1 : found;
  const rangeExtractor = useCallback((range: Range) => withIndex(defaultRangeExtractor(range), index), [index]);

  const onFocus = (event: FocusEvent): void => {
    const at = indexOfRow(event.target);
    if (at !== undefined) setKey(rows[at]?.key);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = indexOfRow(event.target as Element);
    const row = at === undefined ? undefined : rows[at];
    // Keys in a row's buttons and links are theirs.
    if (at === undefined || event.target !== rowAt(scroller, at) || event.altKey) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      event.preventDefault();
      return void focusRow(scroller, nextStop(rows, at, step));
    }
    if (row?.kind === 'message' && act(event, row)) event.preventDefault();
  };

  const act = (event: KeyboardEvent, row: Extract<Row, { kind: 'message' }>): boolean => {
    const { message } = row;
    const { selected } = store.getState();
    if (selected && (event.key === ' ' || event.key === 'Enter')) return toggle(row.key, selected);
    if (event.key === 'Enter' || event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      onMenu(row, event.target as HTMLElement);
    } else if ((event.ctrlKey || event.metaKey) && event.key === 'c' && getSelection()?.isCollapsed) {
      void copyMessages([message], nameOf);
    } else if (event.ctrlKey || event.metaKey) return false;
    else if (event.key.toLowerCase() === 'r') reply(store, message);
    else if (event.key.toLowerCase() === 'e' && mayReact(message))
      onMenu(row, event.target as HTMLElement, 'reactions');
    else if (event.key === 'Delete') onDelete(message);
    else return false;
    return true;
  };

  const toggle = (own: string, selected: ReadonlySet<string>): boolean => {
    const next = new Set(selected);
    if (!next.delete(own)) next.add(own);
    store.setState({ selected: next });
    return true;
  };

  return { index, rangeExtractor, onFocus, onKeyDown };
}

/** Into the list: to the message that had the focus last, or the newest. */
export function focusMessages(): void {
  document.querySelector<HTMLElement>('[data-messages] [data-index][tabindex="0"]')?.focus();
}

/** What gets the focus when the message that keys are acting on is gone; undefined: it was not chosen by keys. */
export function besideFocused(): HTMLElement | undefined {
  const focused = document.querySelector<HTMLElement>('[data-message]:focus-visible');
  if (!focused) return undefined;
  // The document has them in the order in which they were drawn.
  const messages = [...document.querySelectorAll<HTMLElement>('[data-message]')].sort(
    (a, b) => indexOfRow(a)! - indexOfRow(b)!,
  );
  const at = messages.indexOf(focused);
  return messages[at + 1] ?? messages[at - 1] ?? document.querySelector<HTMLElement>('textarea[name=message]')!;
}

/** The next row that says something: days and the divider are only passed. */
function nextStop(rows: readonly Row[], from: number, step: number): number {
  let at = from + step;
  while (rows[at]?.kind === 'day' || rows[at]?.kind === 'unread') at += step;
  return at;
}

function withIndex(range: number[], index: number): number[] {
  return index < 0 || range.includes(index) ? range : [...range, index].sort((a, b) => a - b);
}

function indexOfRow(element: Element): number | undefined {
  const at = element.closest('[data-index]')?.getAttribute('data-index');
  return at === null || at === undefined ? undefined : Number(at);
}

const rowAt = (scroller: RefObject<HTMLDivElement | null>, index: number): HTMLElement | null =>
  scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;

function focusRow(scroller: RefObject<HTMLDivElement | null>, index: number): void {
  const row = rowAt(scroller, index);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}
