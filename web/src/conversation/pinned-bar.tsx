// The chat's pinned messages, one at a time above the others: a click goes to it, the next click to the one before.
import type { ChatId, Message } from '@parley/client';
import { type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { messageLine } from '../text/message-line.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useAuthorName } from './author-name.ts';
import { mayPin } from './may-act.ts';
import { pin } from './message-actions.ts';
import { useOpenChat, useOpenChatStore } from './open-chat-context.tsx';

/** What has come in together is looked at once. */
const LOOK_AFTER_MS = 50;

export function PinnedBar(): ReactNode {
  const store = useOpenChatStore();
  const pins = usePins(useOpenChat(chat => chat.account));
  const [at, setAt] = useState(0);
  const shown = pins[at] ?? pins[0];
  const name = useAuthorName(shown?.author ?? ('' as never));
  if (!shown) return null;
  const number = pins.indexOf(shown) + 1;
  const line = messageLine(shown);
  const go = (): void => {
    void store.goTo(shown.cursor);
    setAt(number % pins.length);
  };
  return (
    <section
      aria-label={m.pins_title()}
      className="flex min-h-13 shrink-0 items-center gap-1 border-line border-b bg-surface ps-3 pe-2"
    >
      <button
        type="button"
        className="flex min-w-0 grow items-center gap-3 rounded-md px-1.5 py-1 text-start hover:bg-hover"
        onClick={go}
      >
        <span className="sr-only">{m.pins_go({ number, count: pins.length })}</span>
        <Marks count={pins.length} at={number - 1} />
        <Icon name="pin" size={18} className="text-accent" />
        <span className="min-w-0 text-sm">
          <bdi className="block truncate font-semibold text-accent">{name}</bdi>
          <span dir="auto" className="block truncate text-ink-soft">
            {line}
          </span>
        </span>
      </button>
      {mayPin(shown) && <IconButton icon="pin-off" label={m.message_unpin()} onClick={() => void pin(shown, false)} />}
    </section>
  );
}

/** Which of them it is. */
function Marks({ count, at }: { readonly count: number; readonly at: number }): ReactNode {
  if (count < 2) return null;
  return (
    <span aria-hidden="true" className="flex h-9 w-0.5 flex-col gap-0.5">
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are places and nothing else
        <span key={i} className={classes('grow rounded-full', i === at ? 'bg-accent' : 'bg-line-strong')} />
      ))}
    </span>
  );
}

function usePins(chat: ChatId): readonly Message[] {
  const [pins, setPins] = useState<readonly Message[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const look = (): void => {
      timer = undefined;
      // What cannot be read now is read at the next change.
      void engine.pinned(chat).then(
        found => over || setPins(found),
        () => undefined,
      );
    };
    const touched = (id: ChatId): void => {
      if (id === chat) timer ??= setTimeout(look, LOOK_AFTER_MS);
    };
    const stops = [
      engine.on('status', message => touched(message.chat)),
      engine.on('removed', removed => touched(removed.chat)),
      engine.on('refresh', () => touched(chat)),
    ];
    look();
    return () => {
      over = true;
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [chat]);
  return pins;
}
