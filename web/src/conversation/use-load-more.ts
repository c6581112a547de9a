import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import { useOpenChatStore } from './open-chat-context.tsx';

/** Rows from an end of what is loaded at which more is read: a few screens, so that scrolling meets no end. */
const NEAR_ROWS = 25;

interface LoadMore {
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLElement>;
  readonly count: number;
}

/** Reads older and newer messages before the list comes to them. */
export function useLoadMore({ virtualizer, count }: LoadMore): void {
  const store = useOpenChatStore();
  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  useEffect(() => {
    if (startIndex < NEAR_ROWS) void store.load('older');
    if (endIndex >= count - NEAR_ROWS) void store.load('newer');
  }, [store, startIndex, endIndex, count]);
}
