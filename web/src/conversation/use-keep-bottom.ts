// Follows what comes in while the end is on the screen, wherever in the last rows it belongs: one's own message that waits
// to be sent stays below it (U11). Keeps what is at the bottom in place when the room for it changes (the composer grows, a
// keyboard comes up), and tells the open chat whether its end is on the screen.
import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useOpenChatStore } from './open-chat-context.tsx';
import type { Row } from './rows.ts';

/** So near the end, new messages are followed (U11). */
export const NEAR_END_PX = 80;

interface KeepBottom {
  readonly rows: readonly Row[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLElement>;
}

export function useKeepBottom({ rows, scroller, virtualizer }: KeepBottom): void {
  const store = useOpenChatStore();
  const count = useRef(rows.length);
  useLayoutEffect(() => {
    const { atBottom, loaded } = store.getState();
    if (rows.length > count.current && atBottom && loaded.atEnd) virtualizer.scrollToEnd();
    count.current = rows.length;
  }, [rows, store, virtualizer]);
  useEffect(() => {
    const element = scroller.current!;
    const distance = (): number => element.scrollHeight - element.scrollTop - element.clientHeight;
    let below = distance();
    let height = element.clientHeight;
    const look = (): void => {
      below = distance();
      const { atBottom, loaded } = store.getState();
      const isAtBottom = loaded.atEnd && below <= NEAR_END_PX;
      if (isAtBottom !== atBottom) store.setState({ atBottom: isAtBottom, ...(isAtBottom ? { newBelow: 0 } : {}) });
    };
    const onResize = (): void => {
      if (element.clientHeight === height) return;
      height = element.clientHeight;
      if (virtualizer.options.count > 0) element.scrollTop = element.scrollHeight - height - below;
      look();
    };
    element.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(onResize);
    observer.observe(element);
    const stop = store.subscribe((now, before) => {
      if (now.loaded !== before.loaded) look();
    });
    return () => {
      element.removeEventListener('scroll', look);
      observer.disconnect();
      stop();
    };
  }, [scroller, store, virtualizer]);
}
