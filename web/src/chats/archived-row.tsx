import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { paths } from '../router.ts';
import { isUnread } from '../state/chat-order.ts';
import { useChats } from '../state/chats.ts';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';

/** The way to the archived chats, while there are any; says in how many of them something is unread. */
export function ArchivedRow(): ReactNode {
  const chats = useChats(state => state.chats);
  const archived = [...chats.values()].filter(chat => chat.archived);
  if (archived.length === 0) return null;
  const unread = archived.filter(isUnread).length;
  return (
    <Link
      href={paths.archived}
      className="mx-2 flex min-h-11 items-center gap-3 rounded-md px-2.5 text-ink-soft outline-offset-[-2px] hover:bg-hover"
    >
      <span className="flex w-12 justify-center">
        <Icon name="archive" />
      </span>
      <span className="min-w-0 grow truncate font-medium">{m.chats_archived()}</span>
      {unread > 0 && (
        <span className="font-semibold text-accent text-xs tabular-nums">
          <span aria-hidden="true">{unread}</span>
          <span className="sr-only">{m.chats_archived_unread({ count: unread })}</span>
        </span>
      )}
    </Link>
  );
}
