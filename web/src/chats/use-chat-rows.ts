import type { Chat } from '@parley/client';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { usePreferences } from '../state/preferences.ts';
import { rowsMoved } from './list-anchor.ts';

/** In rem: a row grows with the text. */
const ROW_REM = 4.5;
const OVERSCAN = 6;

interface ChatRowsOptions {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<HTMLUListElement | null>;
  readonly chats: readonly Chat[];
  /** The row that Tab reaches: it exists also out of sight, or focus would be lost with it. */
  readonly at: number;
}

/** The rows to draw, and how to bring one into view. */
export function useChatRows({ scroller, list, chats, at }: ChatRowsOptions) {
  const textSize = usePreferences(({ textSize }) => textSize);
  const rowPx = useRowPx(textSize);
  const keys = chats.map(chat => chat.id);
  const virtualizer = useVirtualizer({
    count: chats.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    getItemKey: index => keys[index]!,
    scrollMargin: list.current?.offsetTop ?? 0,
    rangeExtractor: range => [...new Set([...defaultRangeExtractor(range), at])].filter(index => index < range.count),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are measured anew when the text's size changes
  useLayoutEffect(() => virtualizer.measure(), [rowPx]);
  useScrollAnchor(scroller, keys, rowPx, virtualizer.range);
  const focus = (index: number): void => {
    virtualizer.scrollToIndex(index, { align: 'auto' });
    const account = keys[index]!;
    // The row may not exist before it has been scrolled to.
    requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>(`[data-chat="${CSS.escape(account)}"]`)?.focus({ preventScroll: true });
    });
  };
  const { scrollMargin } = virtualizer.options;
  return {
    focus,
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowPx) - 1),
    totalHeight: virtualizer.getTotalSize(),
    items: virtualizer.getVirtualItems().map(({ index, start, size }) => ({
      index,
      key: keys[index]!,
      start: start - scrollMargin,
      size,
    })),
  };
}

function useRowPx(_textSize: string): number {
  return ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** Rows that pass from below to above what is seen do not move it. At the top the list shows what is new. */
function useScrollAnchor(
  scroller: RefObject<HTMLDivElement | null>,
  keys: readonly string[],
  rowPx: number,
  range: { readonly startIndex: number; readonly endIndex: number } | null,
): void {
  const before = useRef(keys);
  useLayoutEffect(() => {
    const element = scroller.current;
    const [old, now] = [before.current, keys];
    before.current = keys;
    if (!element || !range || element.scrollTop < rowPx || old.join() === now.join()) return;
    const moved = rowsMoved(old, now, range.startIndex, range.endIndex);
    if (moved !== 0) element.scrollTop += moved * rowPx;
  });
}
