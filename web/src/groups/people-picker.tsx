// Several people to be chosen: from those known here, or by number.
import type { Chat } from '@parley/client';
import type { AccountId } from '@parley/protocol';
import { type ReactNode, type RefObject, useMemo, useState } from 'react';
import { NumberForm } from '../contact/number-form.tsx';
import { PeopleFilter } from '../contact/people-filter.tsx';
import { PeopleList } from '../contact/people-list.tsx';
import { offeredPeople } from '../contact/people-order.ts';
import { engine } from '../engine/engine.ts';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { chatName, useChats } from '../state/chats.ts';
import { useSession } from '../state/session.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from '../ui/button.tsx';
import { PickRow } from './pick-row.tsx';
import { type Picked, toggled, withPicked } from './picked.ts';
import { PickedPeople } from './picked-people.tsx';

interface PeoplePickerProps {
  readonly picked: Picked;
  readonly onChange: (picked: Picked) => void;
  /** Those who are in the group already. */
  readonly members?: ReadonlySet<string>;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

const noMembers: ReadonlySet<string> = new Set();

export function PeoplePicker({ picked, onChange, members = noMembers, scroller }: PeoplePickerProps): ReactNode {
  const [query, setQuery] = useState('');
  const [byNumber, setByNumber] = useState(false);
  const own = useSession(session => session.profile?.account);
  const people = usePeople(query, members);
  const found = async (account: AccountId): Promise<void> => {
    if (members.has(account) || account === own) return void showToast(m.groups_already_in());
    onChange(withPicked(picked, await engine.chat(account)));
    setByNumber(false);
  };
  return (
    <>
      <PickedPeople picked={picked} onChange={onChange} />
      {byNumber ? (
        <NumberForm action={m.groups_pick_number()} onFound={found} />
      ) : (
        <Button kind="quiet" icon="plus" className="mx-4" onClick={() => setByNumber(true)}>
          {m.groups_by_number()}
        </Button>
      )}
      <section aria-label={m.newchat_people()}>
        <PeopleFilter query={query} onChange={setQuery} />
        <PeopleList
          people={people}
          scroller={scroller}
          row={(chat, focusable) => (
            <PickRow
              chat={chat}
              focusable={focusable}
              checked={picked.has(chat.id)}
              onToggle={() => onChange(toggled(picked, chat))}
            />
          )}
        />
        {people.length === 0 && <p className="px-6 py-6 text-center text-ink-soft">{m.groups_nobody()}</p>}
      </section>
    </>
  );
}

function usePeople(query: string, members: ReadonlySet<string>): readonly Chat[] {
  const chats = useChats(state => state.chats);
  const own = useSession(session => session.profile?.account);
  return useMemo(() => {
    const offered = offeredPeople(chats.values(), { own, query, nameOf: chatName, locale: localeTag() });
    return offered.filter(({ id }) => id !== own && !members.has(id));
  }, [chats, own, query, members]);
}
