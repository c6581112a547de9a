// Everybody there is a chat with, archived ones too, by name. Only the rows in sight exist (U45).
import type { Chat } from '@parley/client';
import { type KeyboardEvent, type ReactNode, type RefObject, useMemo, useRef, useState } from 'react';
import { nextRow } from '../chats/roving.ts';
import { useChatRows } from '../chats/use-chat-rows.ts';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { chatName, useChats } from '../state/chats.ts';
import { useSession } from '../state/session.ts';
import { offeredPeople } from './people-order.ts';
import { PersonRow } from './person-row.tsx';

interface KnownPeopleProps {
  /** What scrolls: the column, with what is above the rows. */
  readonly scroller: RefObject<HTMLDivElement | null>;
}

export function KnownPeople({ scroller }: KnownPeopleProps): ReactNode {
  const chats = useChats(state => state.chats);
  const own = useSession(session => session.profile?.account);
  const [query, setQuery] = useState('');
  const people = useMemo(
    () => offeredPeople(chats.values(), { own, query, nameOf: chatName, locale: localeTag() }),
    [chats, own, query],
  );
  return (
    <section aria-label={m.newchat_people()}>
      <div className="px-4 pt-3 pb-2">
        <input
          type="search"
          value={query}
          onChange={event => setQuery(event.target.value)}
          aria-label={m.newchat_filter()}
          placeholder={m.newchat_filter()}
          className="min-h-10 w-full rounded-full bg-sunken px-4 pointer-coarse:min-h-11"
        />
      </div>
      <PeopleList people={people} scroller={scroller} />
      {people.length === 0 && <p className="px-6 py-8 text-center text-ink-soft">{m.newchat_nobody()}</p>}
    </section>
  );
}

interface PeopleListProps extends KnownPeopleProps {
  readonly people: readonly Chat[];
}

function PeopleList({ people, scroller }: PeopleListProps): ReactNode {
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
          <PersonRow chat={people[index]!} focusable={index === at} />
        </li>
      ))}
    </ul>
  );
}
