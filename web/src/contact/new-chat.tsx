// Begins a chat: with a number, or with somebody who is already known here.
import { type ReactNode, useRef } from 'react';
import { m } from '../i18n/messages.ts';
import { navigate, paths } from '../router.ts';
import { ColumnHeader } from '../ui/column-header.tsx';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';
import { ByUsername } from './by-username.tsx';
import { KnownPeople } from './known-people.tsx';
import { NumberForm } from './number-form.tsx';

/** Fills the list's column. */
export function NewChat(): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <>
      <ColumnHeader title={m.chats_new()} up={paths.chats} />
      <div ref={scroller} className="min-h-0 grow overflow-y-auto overscroll-contain pb-2">
        <NumberForm action={m.newchat_start()} onFound={account => navigate(paths.chat(account), { replace: true })} />
        <ByUsername onFound={account => navigate(paths.chat(account), { replace: true })} />
        <Link
          href={paths.newGroup}
          className="mx-2 mt-2 flex min-h-14 items-center gap-3 rounded-md px-2.5 font-medium hover:bg-hover"
        >
          <span className="flex size-12 items-center justify-center rounded-full bg-selected text-accent">
            <Icon name="people" />
          </span>
          {m.groups_new()}
        </Link>
        <KnownPeople scroller={scroller} />
      </div>
    </>
  );
}
