// What can be done to the chat from here: the same as in the list's menu, as rows.
import type { Chat } from '@parley/client';
import type { ReactNode } from 'react';
import { chatMenu } from '../chats/chat-menu.ts';
import { timeOfDay, weekday } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { isMuted } from '../state/chat-order.ts';
import { useMinute } from '../state/clock-minute.ts';
import { usePrivacy } from '../state/privacy.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';

/** Beyond it a day of the week says too little; then it is muted for good. */
const WEEK_MS = 7 * 24 * 3_600_000;

export function ChatActions({ chat }: { readonly chat: Chat }): ReactNode {
  const now = useMinute(minute => minute.now);
  usePrivacy(({ blocked }) => blocked);
  return (
    <section aria-label={m.contact_chat()} className="border-line border-t px-2 pt-2">
      {chatMenu(chat).map(({ label, icon, danger, onSelect }) => (
        <button
          key={label}
          type="button"
          onClick={onSelect}
          className={classes(
            'flex min-h-12 w-full items-center gap-4 rounded-md px-3 text-start hover:bg-hover',
            danger && 'text-danger',
          )}
        >
          {icon && <Icon name={icon} className={danger ? '' : 'text-ink-soft'} />}
          <span className="min-w-0 grow py-1.5">
            {label}
            {icon === 'bell' && isMuted(chat, now) && (
              <span className="block text-ink-soft text-sm">{mutedText(chat.mutedUntil!, now)}</span>
            )}
          </span>
        </button>
      ))}
    </section>
  );
}

function mutedText(until: number, now: number): string {
  if (until - now > WEEK_MS) return m.contact_muted_always();
  return m.contact_muted_until({ day: weekday(until), time: timeOfDay(until) });
}
