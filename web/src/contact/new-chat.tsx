// Begins a chat: with a number, or with somebody who is already known here.
import { type ReactNode, useRef } from 'react';
import { m } from '../i18n/messages.ts';
import { paths } from '../router.ts';
import { ColumnHeader } from '../ui/column-header.tsx';
import { KnownPeople } from './known-people.tsx';
import { NumberForm } from './number-form.tsx';

/** Fills the list's column. */
export function NewChat(): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <>
      <ColumnHeader title={m.chats_new()} up={paths.chats} />
      <div ref={scroller} className="min-h-0 grow overflow-y-auto overscroll-contain pb-2">
        <NumberForm />
        <KnownPeople scroller={scroller} />
      </div>
    </>
  );
}
