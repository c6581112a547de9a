import type { Chat } from '@parley/client';
import { memo, type ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { paths } from '../router.ts';
import { chatName } from '../state/chats.ts';
import { useSession } from '../state/session.ts';
import { Link } from '../ui/link.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';

interface PersonRowProps {
  readonly chat: Chat;
  /** The one row that Tab reaches (U40). */
  readonly focusable: boolean;
}

export const PersonRow = memo(function PersonRow({ chat, focusable }: PersonRowProps): ReactNode {
  const own = useSession(session => session.profile?.account) === chat.id;
  const name = chatName(chat);
  return (
    <Link
      href={paths.chat(chat.id)}
      data-chat={chat.id}
      tabIndex={focusable ? 0 : -1}
      className="mx-2 flex h-full items-center gap-3 rounded-md px-2.5 outline-offset-[-2px] transition-colors hover:bg-hover"
    >
      <PersonAvatar account={chat.id} name={name} avatar={chat.avatar} size={48} />
      <span className="flex min-w-0 grow flex-col gap-0.5">
        <span className="truncate font-medium">
          <bdi>{name}</bdi>
        </span>
        {own && <span className="truncate text-ink-soft text-sm">{m.newchat_own()}</span>}
        {!own && chat.phone && chat.phone !== name && (
          <span className="truncate text-ink-soft text-sm">
            <bdi dir="ltr">{chat.phone}</bdi>
          </span>
        )}
      </span>
    </Link>
  );
});
