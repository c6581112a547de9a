// Marks as read what a person can have read: the window is in front, and the rows are on the screen.
import type { ChatId, MessageId } from '@parley/client';
import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import { engine } from '../engine/engine.ts';
import { useChats } from '../state/chats.ts';
import { isInFront } from '../state/in-front.ts';
import { useOpenChatStore } from './open-chat-context.tsx';
import type { Row } from './rows.ts';

/** Scrolling through many marks once. */
const GATHER_MS = 200;
/** Of a row must be seen. */
const SEEN_PX = 24;

interface MarkRead {
  readonly rows: readonly Row[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLElement>;
}

export function useMarkRead({ rows, scroller, virtualizer }: MarkRead): void {
  const store = useOpenChatStore();
  const latest = useRef(rows);
  latest.current = rows;
  useEffect(() => {
    const { account } = store.getState();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let marked = '';
    const look = (): void => {
      timer = undefined;
      // No height: another column hides the chat.
      if (!isInFront() || scroller.current!.clientHeight === 0) return;
      const { divider } = store.getState();
      if (divider?.growing) store.setState({ divider: { ...divider, growing: false } });
      endMarkedUnread(account);
      const seen = lastSeen(latest.current, virtualizer, scroller.current!);
      if (!seen || seen.cursor <= marked) return;
      marked = seen.cursor;
      // Nothing a person has asked for: what fails is tried again with the next look.
      engine.markRead(account, seen.id).catch(() => (marked = ''));
    };
    const soon = (): void => {
      timer ??= setTimeout(look, GATHER_MS);
    };
    soon();
    const element = scroller.current!;
    element.addEventListener('scroll', soon, { passive: true });
    const stop = store.subscribe(soon);
    addEventListener('focus', soon);
    addEventListener('resize', soon);
    document.addEventListener('visibilitychange', soon);
    return () => {
      clearTimeout(timer);
      stop();
      element.removeEventListener('scroll', soon);
      removeEventListener('focus', soon);
      removeEventListener('resize', soon);
      document.removeEventListener('visibilitychange', soon);
    };
  }, [store, scroller, virtualizer]);
}

/** The last unread message of others whose beginning is on the screen or above it. */
function lastSeen(
  rows: readonly Row[],
  virtualizer: Virtualizer<HTMLDivElement, HTMLElement>,
  list: HTMLElement,
): { readonly id: MessageId; readonly cursor: string } | undefined {
  const bottom = list.scrollTop + list.clientHeight;
  return virtualizer
    .getVirtualItems()
    .filter(({ start, size }) => start + Math.min(size, SEEN_PX) <= bottom)
    .map(({ index }) => rows[index])
    .filter(row => row?.kind === 'message')
    .findLast(({ message }) => message.unread)?.message;
}

function endMarkedUnread(account: ChatId): void {
  const chat = useChats.getState().chats.get(account);
  if (chat?.markedUnread && chat.unread === 0)
    engine.updateChat(account, { markedUnread: false }).catch(() => undefined);
}
