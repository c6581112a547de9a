// Rows that are nobody's message: days, the divider of unread messages, what the app says about the chat (U13, U24).
import type { Message } from '@parley/client';
import { parseGroupId } from '@parley/protocol';
import type { ReactNode } from 'react';
import { ConflictNote } from '../groups/conflict-note.tsx';
import { dayName, fullTime } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { paths } from '../router.ts';
import { useMinute } from '../state/clock-minute.ts';
import { useNameOfAccount } from '../state/groups.ts';
import { useSession } from '../state/session.ts';
import { noticeLine } from '../text/notice-line.ts';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';
import { useOpenChat } from './open-chat-context.tsx';

export function DayChip({ ts }: { readonly ts: number }): ReactNode {
  const now = useMinute(state => state.now);
  return (
    <span className="rounded-full bg-raised px-3 py-1 font-medium text-ink-soft text-xs shadow-raised">
      {dayName(ts, now)}
    </span>
  );
}

export function DayRow({ ts }: { readonly ts: number }): ReactNode {
  return (
    <div className="flex justify-center pt-2 pb-3">
      <DayChip ts={ts} />
    </div>
  );
}

export function UnreadRow({ count }: { readonly count: number }): ReactNode {
  return (
    <div className="flex items-center gap-3 px-4 pt-2 pb-3 font-semibold text-accent text-xs">
      <span className="h-px grow bg-accent/35" />
      {m.message_unread_divider({ count })}
      <span className="h-px grow bg-accent/35" />
    </div>
  );
}

/** At the top of every chat. */
export function IntroRow(): ReactNode {
  const account = useOpenChat(chat => chat.account);
  const own = useSession(session => session.profile?.account);
  const isGroup = parseGroupId(account) !== undefined;
  const text = account === own ? m.system_notes_intro() : isGroup ? m.groups_encrypted() : m.system_encrypted();
  return (
    <SystemLine>
      <Icon name="lock" size={14} className="mt-0.5" />
      <span>
        {text}{' '}
        {account !== own && !isGroup && (
          <Link href={paths.info(account)} className="font-semibold text-accent hover:underline">
            {m.system_verify()}
          </Link>
        )}
      </span>
    </SystemLine>
  );
}

export function NoticeRow({ message }: { readonly message: Message }): ReactNode {
  const nameOf = useNameOfAccount();
  const own = useSession(session => session.profile?.account);
  const text = noticeLine(message, { nameOf, own });
  if (message.notice?.kind === 'group_conflict') return <Conflict />;
  const { kind } = message.notice ?? {};
  if (kind !== 'security_code_changed' && kind !== 'devices_conflict') return <GroupLine text={text} ts={message.ts} />;
  return (
    <SystemLine>
      <Icon name="shield" size={14} className="mt-0.5" />
      <span>
        {text}{' '}
        <Link href={paths.info(message.chat)} className="font-semibold text-accent hover:underline">
          {m.system_verify()}
        </Link>
      </span>
    </SystemLine>
  );
}

function GroupLine({ text, ts }: { readonly text: string; readonly ts: number }): ReactNode {
  return (
    <div className="flex justify-center px-4 pt-1 pb-3">
      <p
        title={fullTime(ts)}
        className="max-w-lg text-balance rounded-lg bg-raised px-3 py-1 text-center text-ink-soft text-xs leading-relaxed shadow-raised [overflow-wrap:anywhere]"
      >
        {text}
      </p>
    </div>
  );
}

function Conflict(): ReactNode {
  return (
    <div className="mx-auto max-w-lg px-4 pt-1 pb-3">
      <ConflictNote />
    </div>
  );
}

function SystemLine({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="flex justify-center px-4 pt-1 pb-3">
      <div className="flex max-w-lg items-start gap-2 rounded-lg bg-warn-surface px-3 py-1.5 text-warn text-xs leading-relaxed">
        {children}
      </div>
    </div>
  );
}
