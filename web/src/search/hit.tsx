import type { SearchRow } from '@parley/client';
import { memo, type ReactNode, useMemo } from 'react';
import { listTime } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { paths, useRoute } from '../router.ts';
import { chatName, useChat } from '../state/chats.ts';
import { useMinute } from '../state/clock-minute.ts';
import { classes } from '../ui/classes.ts';
import { Link } from '../ui/link.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { excerpt } from './excerpt.ts';

interface HitProps {
  readonly row: SearchRow;
  readonly query: string;
  /** The one that Tab reaches. */
  readonly focusable: boolean;
}

/** A message that was found: a link to its place in its chat. */
export const Hit = memo(function Hit({ row, query, focusable }: HitProps): ReactNode {
  const { chat: account, author, cursor, ts, text } = row;
  const chat = useChat(account);
  const now = useMinute(minute => minute.now);
  const route = useRoute();
  const name = chatName(chat ?? { id: account });
  const open = route.page === 'chat' && route.account === account && route.at === cursor;
  return (
    <Link
      href={paths.chat(account, cursor)}
      data-hit=""
      tabIndex={focusable ? 0 : -1}
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
          {author !== account && `${m.message_you()}: `}
          <Excerpt text={text} query={query} />
        </span>
      </span>
    </Link>
  );
});

function Excerpt({ text, query }: { readonly text: string; readonly query: string }): ReactNode {
  const parts = useMemo(() => excerpt(text, query), [text, query]);
  return (
    <bdi>
      {parts.map(part =>
        part.marked ? (
          <mark key={part.at} className="text-ink">
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}
