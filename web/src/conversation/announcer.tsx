// Says new messages of others to screen readers: who, text, time (U40, F52). The list itself is silent: rows that come in
// by scrolling are not news.
import type { Chat, Message } from '@parley/client';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { timeOfDay } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { nameOfAccount } from '../state/groups.ts';
import { isBlocked } from '../state/privacy.ts';
import { messageLine } from '../text/message-line.ts';
import { useNameOf } from './author-name.ts';
import { useOpenChat } from './open-chat-context.tsx';
import { usePeer } from './use-peer.ts';

interface Line {
  readonly key: string;
  readonly text: string;
}

/** What comes in within this time is said together. */
const GATHER_MS = 150;
/** More at once are counted, not read out. */
const MOST_AT_ONCE = 3;
const MOST_LINES = 10;

export function Announcer(): ReactNode {
  const account = useOpenChat(chat => chat.account);
  const { name } = usePeer();
  const nameOf = useNameOf();
  const [lines, setLines] = useState<readonly Line[]>([]);
  const latest = useRef({ name, nameOf });
  latest.current = { name, nameOf };
  useEffect(() => {
    let waiting: Message[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = (): void => {
      const told = linesOf(waiting, latest.current);
      waiting = [];
      setLines(before => [...before, ...told].slice(-MOST_LINES));
    };
    const stop = engine.on('message', message => {
      if (message.chat !== account || message.outgoing || message.state === 'notice' || message.deletedBy) return;
      if (isBlocked(message.author)) return;
      if (waiting.push(message) === 1) timer = setTimeout(say, GATHER_MS);
    });
    const stopReactions = engine.on('reaction', reaction => {
      if (reaction.message.chat === account) setLines(before => [...before, reactionLine(reaction)].slice(-MOST_LINES));
    });
    return () => {
      stop();
      stopReactions();
      clearTimeout(timer);
    };
  }, [account]);
  return (
    <div role="log" aria-live="polite" aria-label={m.message_log()} className="sr-only">
      {lines.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
}

interface Names {
  /** The chat's. */
  readonly name: string;
  readonly nameOf: (message: Message) => string;
}

function reactionLine({ account, emoji, message }: NonNullable<Chat['reaction']>): Line {
  const text = m.chat_reacted({ name: nameOfAccount(account), emoji, text: messageLine(message) });
  return { key: `${message.id} ${account} ${emoji} ${Date.now()}`, text };
}

function linesOf(messages: readonly Message[], { name, nameOf }: Names): Line[] {
  if (messages.length > MOST_AT_ONCE) {
    return [{ key: messages[0]!.id, text: m.message_many_new({ count: messages.length, name }) }];
  }
  return messages.map(message => ({
    key: message.id,
    text: m.message_label({ name: nameOf(message), text: messageLine(message), time: timeOfDay(message.ts) }),
  }));
}
