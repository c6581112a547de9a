import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { useOpenChat, useOpenChatStore } from './open-chat-context.tsx';

const MOST_SHOWN = 99;

/** To the end of the chat, with the number of messages that have come in there (U12). */
export function JumpButton(): ReactNode {
  const store = useOpenChatStore();
  const atBottom = useOpenChat(chat => chat.atBottom);
  const count = useOpenChat(chat => chat.newBelow);
  if (atBottom) return null;
  const label = count > 0 ? m.message_to_end_new({ count }) : m.message_to_end();
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => void store.goToEnd()}
      className="absolute end-4 bottom-3 flex size-11 animate-[appear_var(--duration-fast)_var(--ease-out)] items-center justify-center rounded-full bg-raised text-ink-soft shadow-menu hover:text-ink"
    >
      <Icon name="chevron-down" />
      {count > 0 && (
        <span className="absolute -top-2 min-w-5 rounded-full bg-accent-fill px-1.5 text-center font-semibold text-on-accent text-xs leading-5">
          {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
        </span>
      )}
    </button>
  );
}
