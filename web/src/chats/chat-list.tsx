// The rows, of which only those in sight exist (U45). One of them is reached by Tab, arrows go on from there (U40); focus
// and scroll stay with what they were on when the order changes (U6).
import type { Chat } from '@parley/client';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { chatName } from '../state/chats.ts';
import { useLongPress } from '../ui/long-press.ts';
import { Menu } from '../ui/menu.tsx';
import type { Anchor } from '../ui/place-menu.ts';
import { chatMenu } from './chat-menu.ts';
import { ChatRow } from './chat-row.tsx';
import { nextRow } from './roving.ts';
import { useChatRows } from './use-chat-rows.ts';

interface ChatListProps {
  readonly label: string;
  readonly chats: readonly Chat[];
  /** The account whose chat is open. */
  readonly open: string | undefined;
  readonly above?: ReactNode;
  /** Below the rows, in the same scroll. */
  readonly children?: ReactNode;
}

export function ChatList({ label, chats, open, above, children }: ChatListProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [focused, setFocused] = useState<string>();
  const at = Math.max(0, indexOf(chats, focused ?? open));
  const rows = useChatRows({ scroller, list, chats, at });
  const menu = useChatMenu(chats);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = event.altKey || event.ctrlKey ? undefined : nextRow(event.key, at, chats.length, rows.page);
    if (next === undefined) return menu.onKeyDown(event);
    event.preventDefault();
    // Below the last name are the messages that were found.
    if (event.key === 'ArrowDown' && next === at)
      return scroller.current?.querySelector<HTMLElement>('[data-hit]')?.focus();
    setFocused(chats[next]!.id);
    rows.focus(next);
  };
  return (
    <div ref={scroller} className="min-h-0 grow overflow-y-auto overflow-x-hidden overscroll-contain pb-2">
      {above}
      <nav aria-label={label}>
        <ul
          ref={list}
          className="relative w-full"
          style={{ height: rows.totalHeight }}
          onFocus={event => setFocused(accountAt(event.target))}
          onKeyDown={onKeyDown}
          onContextMenu={menu.onContextMenu}
          {...menu.press}
        >
          {rows.items.map(({ index, key, start, size }) => (
            <li
              key={key}
              aria-setsize={chats.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0"
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              <ChatRow chat={chats[index]!} open={key === open} focusable={index === at} />
            </li>
          ))}
        </ul>
      </nav>
      {children}
      {menu.element}
    </div>
  );
}

function indexOf(chats: readonly Chat[], account: string | undefined): number {
  return account === undefined ? -1 : chats.findIndex(chat => chat.id === account);
}

function accountAt(target: EventTarget): string | undefined {
  return (target as Element).closest<HTMLElement>('[data-chat]')?.dataset.chat;
}

/** By right click, Shift+F10, the menu key and a long press (U8). */
function useChatMenu(chats: readonly Chat[]) {
  const [shown, setShown] = useState<{ readonly chat: Chat; readonly anchor: Anchor }>();
  const show = (target: EventTarget | null, anchor?: Anchor): boolean => {
    const chat = target && chats.find(({ id }) => id === accountAt(target));
    if (chat) setShown({ chat, anchor: anchor ?? (target as Element).closest<HTMLElement>('[data-chat]')! });
    return Boolean(chat);
  };
  const press = useLongPress(point => {
    if (show(document.elementFromPoint(point.x, point.y), point)) swallowNextClick();
  });
  return {
    press,
    onKeyDown: (event: KeyboardEvent): void => {
      const asked = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
      if (asked && show(event.target)) event.preventDefault();
    },
    onContextMenu: (event: MouseEvent): void => {
      if (event.target instanceof Element && show(event.target, { x: event.clientX, y: event.clientY }))
        event.preventDefault();
    },
    element: shown && (
      <Menu
        label={m.chat_menu({ name: chatName(shown.chat) })}
        anchor={shown.anchor}
        items={chatMenu(shown.chat)}
        onClose={() => setShown(undefined)}
      />
    ),
  };
}

/** The finger that opened a menu is lifted from a link; that must not follow it. */
function swallowNextClick(): void {
  const swallow = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener('click', swallow, { capture: true, once: true });
  // Whatever is pressed next is meant.
  addEventListener('pointerdown', () => removeEventListener('click', swallow, true), { capture: true, once: true });
}
