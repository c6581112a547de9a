// People who were chosen for a group and do not let this person add them: they are named, and taken from those chosen, so that
// the same button goes on with the others.
import type { Chat, ParleyError } from '@parley/client';
import { type ReactNode, useState } from 'react';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { chatName } from '../state/chats.ts';
import { isolated } from '../text/bidi.ts';
import { Note } from '../ui/note.tsx';
import type { Picked } from './picked.ts';

export function useRefused(picked: Picked, onChange: (picked: Picked) => void) {
  const [refused, setRefused] = useState<readonly Chat[]>([]);
  /** False: that is not why it failed. */
  const takeOut = (error: unknown): boolean => {
    const those = refusersIn(error, picked);
    setRefused(those);
    if (those.length === 0) return false;
    onChange(new Map([...picked].filter(([, chat]) => !those.includes(chat))));
    return true;
  };
  return { refused, takeOut };
}

function refusersIn(error: unknown, picked: Picked): readonly Chat[] {
  const { code, accounts = [] } = error as Partial<ParleyError>;
  return code === 'add_refused' ? accounts.flatMap(account => picked.get(account) ?? []) : [];
}

export function RefusedNote({ refused }: { readonly refused: readonly Chat[] }): ReactNode {
  if (refused.length === 0) return null;
  const names = refused.map(chat => isolated(chatName(chat)));
  const listed = new Intl.ListFormat(localeTag(), { type: 'conjunction' }).format(names);
  return (
    <div role="alert">
      <Note icon="warning" kind="warning">
        {m.groups_refused({ names: listed })}
      </Note>
    </div>
  );
}
