import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { useChats } from '../state/chats.ts';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import type { Mentions } from './use-mentions.ts';

/** Above the field, whose keys choose from it. */
export function MentionSuggestions({
  mentions: { items, active, choose },
}: {
  readonly mentions: Mentions;
}): ReactNode {
  const chats = useChats(state => state.chats);
  return (
    <div
      id="mention-suggestions"
      role="listbox"
      aria-label={m.groups_mention_suggestions()}
      className="absolute inset-x-2 bottom-full z-10 mb-1 max-w-xs overflow-hidden rounded-lg bg-raised py-1 shadow-menu"
    >
      {items.map(({ account, name }, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active one
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
        <div
          key={account}
          id={`mention-suggestion-${index}`}
          role="option"
          aria-selected={index === active}
          className={`flex min-h-11 cursor-pointer items-center gap-3 px-4 ${index === active ? 'bg-selected' : 'hover:bg-sunken'}`}
          onPointerDown={event => event.preventDefault()}
          onClick={() => choose(index)}
        >
          <PersonAvatar account={account} name={name} avatar={chats.get(account)?.avatar} size={28} />
          <bdi className="truncate">{name}</bdi>
        </div>
      ))}
    </div>
  );
}
