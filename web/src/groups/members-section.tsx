import type { Group } from '@parley/client';
import { type ReactNode, useState } from 'react';
import { PeopleFilter } from '../contact/people-filter.tsx';
import { m } from '../i18n/messages.ts';
import { useNameOfAccount } from '../state/groups.ts';
import { fold } from '../text/fold.ts';
import { Icon } from '../ui/icon.tsx';
import { AddMembers } from './add-members.tsx';
import { isAdmin } from './may.ts';
import { MemberRow } from './member-row.tsx';

/** Fewer are found by looking. */
const SEARCHED_FROM = 10;
/** More at once are slow to draw; a search finds the others. */
const MOST_ROWS = 200;

export function MembersSection({ group }: { readonly group: Group }): ReactNode {
  const [query, setQuery] = useState('');
  const [adding, setAdding] = useState(false);
  const nameOf = useNameOfAccount();
  const words = fold(query).split(/\s+/).filter(Boolean);
  const found = group.members.filter(({ account, phone = '' }) => {
    const text = `${fold(nameOf(account))} ${phone}`;
    return words.every(word => text.includes(word));
  });
  return (
    <section aria-label={m.groups_members_title()} className="border-line border-t pt-3">
      <h3 className="px-5 pb-1 font-semibold text-ink-soft text-sm">{m.groups_members_title()}</h3>
      {group.members.length >= SEARCHED_FROM && (
        <PeopleFilter query={query} onChange={setQuery} label={m.groups_member_search()} />
      )}
      {isAdmin(group) && (
        <button
          type="button"
          onClick={() => setAdding(true)}
          className="mx-2 flex min-h-14 w-[calc(100%-1rem)] items-center gap-3 rounded-md px-3 text-start font-medium hover:bg-hover"
        >
          <span className="flex size-10 items-center justify-center rounded-full bg-selected text-accent">
            <Icon name="plus" />
          </span>
          {m.groups_add_members()}
        </button>
      )}
      <ul>
        {found.slice(0, MOST_ROWS).map(member => (
          <MemberRow key={member.account} group={group} member={member} />
        ))}
      </ul>
      {found.length === 0 && <p className="px-5 py-4 text-ink-soft">{m.groups_nobody()}</p>}
      {adding && <AddMembers group={group} onClose={() => setAdding(false)} />}
    </section>
  );
}
