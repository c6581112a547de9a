// Rows of people, of which only those in sight exist (U45). One of them is reached by Tab, arrows go on from there (U40).
import type { Chat } from '@parley/client';
import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import { nextRow } from '../chats/roving.ts';
import { useChatRows } from '../chats/use-chat-rows.ts';

interface PeopleListProps {
  readonly people: readonly Chat[];
  /** What scrolls: the column, with what is above the rows. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** What takes the focus in it has the account as `data-chat`. */
  readonly row: (chat: Chat, focusable: boolean) => ReactNode;
}

export function PeopleList({ people, scroller, row }: PeopleListProps): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const [focused, setFocused] = useState<string>();
  const at = Math.max(
    0,
    people.findIndex(({ id }) => id === focused),
  );
  const rows = useChatRows({ scroller, list, chats: people, at });
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextRow(event.key, at, people.length, rows.page);
    if (next === undefined) return;
    event.preventDefault();
    setFocused(people[next]!.id);
    rows.focus(next);
  };
  return (
    <ul ref={list} className="relative w-full" style={{ height: rows.totalHeight }} onKeyDown={onKeyDown}>
      {rows.items.map(({ index, key, start, size }) => (
        <li
          key={key}
          aria-setsize={people.length}
          aria-posinset={index + 1}
          className="absolute inset-x-0 top-0"
          style={{ height: size, transform: `translateY(${start}px)` }}
        >
          {row(people[index]!, index === at)}
        </li>
      ))}
    </ul>
  );
}
