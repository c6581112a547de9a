import type { Chat } from '@parley/client';
import type { ReactNode } from 'react';
import { chatName } from '../state/chats.ts';
import { PersonAvatar } from '../ui/person-avatar.tsx';

interface PickRowProps {
  readonly chat: Chat;
  /** The one row that Tab reaches (U40). */
  readonly focusable: boolean;
  readonly checked: boolean;
  readonly onToggle: () => void;
}

export function PickRow({ chat, focusable, checked, onToggle }: PickRowProps): ReactNode {
  const name = chatName(chat);
  return (
    <label className="mx-2 flex h-full cursor-pointer items-center gap-3 rounded-md px-2.5 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <PersonAvatar account={chat.id} name={name} avatar={chat.avatar} size={44} />
      <span className="flex min-w-0 grow flex-col gap-0.5">
        <bdi className="truncate font-medium">{name}</bdi>
        {chat.phone && chat.phone !== name && (
          <bdi dir="ltr" className="truncate text-start text-ink-soft text-sm">
            {chat.phone}
          </bdi>
        )}
      </span>
      <input
        type="checkbox"
        data-chat={chat.id}
        tabIndex={focusable ? 0 : -1}
        checked={checked}
        onChange={onToggle}
        className="size-5 shrink-0 accent-accent-fill outline-none"
      />
    </label>
  );
}
