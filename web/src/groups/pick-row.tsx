import type { Chat } from '@parley/client';
import type { ReactNode } from 'react';
import { chatName } from '../state/chats.ts';
import { classes } from '../ui/classes.ts';
import { PersonAvatar } from '../ui/person-avatar.tsx';

interface PickRowProps {
  readonly chat: Chat;
  /** The one row that Tab reaches (U40). */
  readonly focusable: boolean;
  readonly checked: boolean;
  readonly onToggle: () => void;
  /** No more can be chosen. Keys still reach it. */
  readonly disabled?: boolean;
}

export function PickRow({ chat, focusable, checked, onToggle, disabled = false }: PickRowProps): ReactNode {
  const name = chatName(chat);
  return (
    <label
      className={classes(
        'mx-2 flex h-full items-center gap-3 rounded-md px-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent',
        disabled ? 'cursor-default' : 'cursor-pointer hover:bg-hover',
      )}
    >
      <PersonAvatar account={chat.id} name={name} avatar={chat.avatar} size={44} />
      <span className="flex min-w-0 grow flex-col gap-0.5">
        <span className="flex min-w-0">
          <bdi className="truncate font-medium">{name}</bdi>
        </span>
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
        aria-disabled={disabled || undefined}
        onChange={() => !disabled && onToggle()}
        className={classes('size-5 shrink-0 accent-accent-fill outline-none', disabled && 'opacity-40')}
      />
    </label>
  );
}
