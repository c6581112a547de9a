// Messages of all chats that the person has marked, newest first; each leads to its place.
import type { Message } from '@parley/client';
import { type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { paths } from '../router.ts';
import { orToast } from '../state/failures.ts';
import { messageLine } from '../text/message-line.ts';
import { Button } from '../ui/button.tsx';
import { ColumnHeader } from '../ui/column-header.tsx';
import { Icon } from '../ui/icon.tsx';
import { MessageLink } from './message-link.tsx';

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
              <MessageLink message={message}>
                <bdi>{messageLine(message)}</bdi>
              </MessageLink>
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
