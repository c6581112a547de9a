// Everybody there is a chat with, archived ones too, by name.
import { type ReactNode, type RefObject, useMemo, useState } from 'react';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { chatName, useChats } from '../state/chats.ts';
import { useSession } from '../state/session.ts';
import { PeopleFilter } from './people-filter.tsx';
import { PeopleList } from './people-list.tsx';
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
      <PeopleFilter query={query} onChange={setQuery} />
      <PeopleList
        people={people}
        scroller={scroller}
        row={(chat, focusable) => <PersonRow chat={chat} focusable={focusable} />}
      />
      {people.length === 0 && <p className="px-6 py-8 text-center text-ink-soft">{m.newchat_nobody()}</p>}
    </section>
  );
}
