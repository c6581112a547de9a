// Messages of all chats that the person has marked, newest first; each leads to its place.
import type { Message } from '@parley/client';
import { type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { listTime } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { paths, useRoute } from '../router.ts';
import { chatName, useChat } from '../state/chats.ts';
import { useMinute } from '../state/clock-minute.ts';
import { orToast } from '../state/failures.ts';
import { messageLine } from '../text/message-line.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { ColumnHeader } from '../ui/column-header.tsx';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';

const PAGE_ROWS = 50;

export function StarredColumn(): ReactNode {
  const [limit, setLimit] = useState(PAGE_ROWS);
  const messages = useStarred(limit);
  return (
    <>
      <ColumnHeader title={m.starred_title()} up={paths.chats} />
      <nav aria-label={m.starred_title()} className="min-h-0 grow overflow-y-auto pb-4">
        {messages?.length === 0 && (
          <p className="flex flex-col items-center gap-4 px-8 py-10 text-center text-ink-soft">
            <Icon name="star" size={32} />
            {m.starred_empty()}
          </p>
        )}
        <ul>
          {messages?.map(message => (
            <li key={`${message.author} ${message.id}`}>
              <Starred message={message} />
            </li>
          ))}
        </ul>
        {messages?.length === limit && (
          <Button kind="quiet" onClick={() => setLimit(limit + PAGE_ROWS)}>
            {m.search_more()}
          </Button>
        )}
      </nav>
    </>
  );
}

/** Undefined: not read yet. */
function useStarred(limit: number): readonly Message[] | undefined {
  const [messages, setMessages] = useState<readonly Message[]>();
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = (): void => {
      timer = undefined;
      void orToast(engine.starred({ limit })).then(found => found && !over && setMessages(found));
    };
    const soon = (): void => {
      timer ??= setTimeout(read, TOGETHER_MS);
    };
    const stops = [engine.on('status', soon), engine.on('removed', soon), engine.on('refresh', soon)];
    read();
    return () => {
      over = true;
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [limit]);
  return messages;
}

const TOGETHER_MS = 100;

function Starred({ message }: { readonly message: Message }): ReactNode {
  const { chat: account, cursor, ts, outgoing } = message;
  const chat = useChat(account);
  const now = useMinute(minute => minute.now);
  const route = useRoute();
  const name = chatName(chat ?? { id: account });
  const open = route.page === 'chat' && route.account === account && route.at === cursor;
  return (
    <Link
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
          <bdi>{messageLine(message)}</bdi>
        </span>
      </span>
    </Link>
  );
}
