import type { Chat } from '@parley/client';
import { memo, type ReactNode } from 'react';
import { listTime } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { paths } from '../router.ts';
import { isMuted } from '../state/chat-order.ts';
import { chatName } from '../state/chats.ts';
import { useMinute } from '../state/clock-minute.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { ChatPreview } from './chat-preview.tsx';

interface ChatRowProps {
  readonly chat: Chat;
  readonly open: boolean;
  /** The one row that Tab reaches (U40). */
  readonly focusable: boolean;
}

/** A chat in the list (U5, U6): a link, so that it can be copied and opened in another tab. */
export const ChatRow = memo(function ChatRow({ chat, open, focusable }: ChatRowProps): ReactNode {
  const now = useMinute(minute => minute.now);
  const unread = chat.unread > 0;
  return (
    <Link
      href={paths.chat(chat.id)}
      data-chat={chat.id}
      tabIndex={focusable ? 0 : -1}
      aria-current={open ? 'page' : undefined}
      draggable={false}
      className={classes(
        'mx-2 flex h-full items-center gap-3 rounded-md px-2.5 outline-offset-[-2px] transition-colors [-webkit-touch-callout:none]',
        open ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <PersonAvatar account={chat.id} name={chatName(chat)} avatar={chat.avatar} size={48} />
      <span className="flex min-w-0 grow flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <span className="flex min-w-0 grow">
            <bdi className={classes('truncate', unread ? 'font-semibold' : 'font-medium')}>{chatName(chat)}</bdi>
          </span>
          {chat.last && (
            <time
              dateTime={new Date(chat.last.ts).toISOString()}
              className={classes(
                'shrink-0 text-xs tabular-nums',
                unread ? 'font-semibold text-accent' : 'text-ink-soft',
              )}
            >
              {listTime(chat.last.ts, now)}
            </time>
          )}
        </span>
        <span className="flex h-5 items-center gap-2">
          <span className="flex min-w-0 grow items-center gap-1 text-ink-soft text-sm">
            <ChatPreview chat={chat} open={open} />
          </span>
          <Marks chat={chat} now={now} />
        </span>
      </span>
    </Link>
  );
});

/** Muted, pinned, and how much is unread. */
function Marks({ chat, now }: { readonly chat: Chat; readonly now: number }): ReactNode {
  const muted = isMuted(chat, now);
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-ink-soft">
      {muted && <Mark icon="bell-off" label={m.chat_muted()} />}
      {chat.group?.mentioned && (
        <span
          role="img"
          aria-label={m.groups_mentioned()}
          title={m.groups_mentioned()}
          className="size-5 rounded-full bg-accent-fill text-center font-semibold text-on-accent text-xs leading-5"
        >
          @
        </span>
      )}
      {chat.pinnedAt !== undefined && <Mark icon="pin" label={m.chat_pinned()} />}
      {chat.unread > 0 ? (
        <span
          className={classes(
            'min-w-5 rounded-full px-1.5 text-center font-semibold text-xs leading-5 tabular-nums',
            muted ? 'bg-ink-soft text-surface' : 'bg-accent-fill text-on-accent',
          )}
        >
          <span aria-hidden="true">{chat.unread > 99 ? '99+' : chat.unread}</span>
          <span className="sr-only">{m.chat_unread_count({ count: chat.unread })}</span>
        </span>
      ) : (
        chat.markedUnread && (
          <span className="size-3 rounded-full bg-accent-fill" role="img" aria-label={m.chat_marked_unread()} />
        )
      )}
    </span>
  );
}

function Mark({ icon, label }: { readonly icon: 'bell-off' | 'pin'; readonly label: string }): ReactNode {
  return (
    <span role="img" aria-label={label} title={label}>
      <Icon name={icon} size={16} />
    </span>
  );
}
