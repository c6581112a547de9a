// A message in a list of such from all chats: whose chat it is in, when it came, and the way to its place there.
import type { Message } from '@parley/client';
import type { ComponentProps, ReactNode } from 'react';
import { listTime } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { paths, useRoute } from '../router.ts';
import { chatName, useChat } from '../state/chats.ts';
import { useMinute } from '../state/clock-minute.ts';
import { classes } from '../ui/classes.ts';
import { Link } from '../ui/link.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';

interface MessageLinkProps extends Omit<ComponentProps<typeof Link>, 'href' | 'children'> {
  readonly message: Pick<Message, 'chat' | 'cursor' | 'ts' | 'outgoing'>;
  /** Its text, or what stands for it. */
  readonly children: ReactNode;
}

export function MessageLink({ message, children, ...rest }: MessageLinkProps): ReactNode {
  const { chat: account, cursor, ts, outgoing } = message;
  const chat = useChat(account);
  const now = useMinute(minute => minute.now);
  const route = useRoute();
  const name = chatName(chat ?? { id: account });
  const open = route.page === 'chat' && route.account === account && route.at === cursor;
  return (
    <Link
      {...rest}
      href={paths.chat(account, cursor)}
      aria-current={open ? 'page' : undefined}
      draggable={false}
      className={classes(
        'mx-2 flex items-start gap-3 rounded-md px-2.5 py-2.5 outline-offset-[-2px] transition-colors',
        open ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <PersonAvatar account={account} name={name} avatar={chat?.avatar} size={40} />
      <span className="flex min-w-0 grow flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 grow truncate font-medium">{name}</bdi>
          <time dateTime={new Date(ts).toISOString()} className="shrink-0 text-ink-soft text-xs tabular-nums">
            {listTime(ts, now)}
          </time>
        </span>
        <span className="line-clamp-2 text-ink-soft text-sm [overflow-wrap:anywhere]">
          {outgoing && `${m.message_you()}: `}
          {children}
        </span>
      </span>
    </Link>
  );
}
