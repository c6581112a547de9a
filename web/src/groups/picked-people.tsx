import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { chatName } from '../state/chats.ts';
import { isolated } from '../text/bidi.ts';
import { Icon } from '../ui/icon.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { type Picked, toggled } from './picked.ts';

interface PickedPeopleProps {
  readonly picked: Picked;
  readonly onChange: (picked: Picked) => void;
  /** How many they are, in words; when absent: of people. */
  readonly count?: string;
}

/** A chip each, which a click takes away. */
export function PickedPeople({ picked, onChange, count }: PickedPeopleProps): ReactNode {
  const chats = [...picked.values()];
  return (
    <>
      <p role="status" className="px-4 pb-2 text-ink-soft text-sm">
        {count ?? m.groups_pick_count({ count: chats.length })}
      </p>
      {chats.length > 0 && (
        <ul aria-label={m.groups_picked()} className="flex max-h-32 flex-wrap gap-1.5 overflow-y-auto px-4 pb-2">
          {chats.map(chat => (
            <li key={chat.id} className="max-w-full">
              <button
                type="button"
                onClick={() => onChange(toggled(picked, chat))}
                className="relative flex min-h-9 max-w-full items-center gap-2 rounded-full bg-selected ps-1 pe-2.5 text-sm"
              >
                <PersonAvatar account={chat.id} name={chatName(chat)} avatar={chat.avatar} size={28} />
                <span className="sr-only">{m.groups_unpick({ name: isolated(chatName(chat)) })}</span>
                <bdi aria-hidden="true" className="truncate">
                  {chatName(chat)}
                </bdi>
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
