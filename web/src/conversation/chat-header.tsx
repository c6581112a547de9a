// Who the chat is with, and what can be done with it (U33).
import type { ReactNode } from 'react';
import { chatMenu } from '../chats/chat-menu.ts';
import { TypingLine } from '../chats/typing-line.tsx';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { readableSpan } from '../i18n/spans.ts';
import { goBack, navigate, paths } from '../router.ts';
import { openChatSearch } from '../state/chat-search.ts';
import { useMinute } from '../state/clock-minute.ts';
import { useGroup, useNameOfAccount } from '../state/groups.ts';
import { infoLabel } from '../state/info-label.ts';
import { usePresence } from '../state/presence.ts';
import { useSession } from '../state/session.ts';
import { useTypists } from '../state/typing.ts';
import { isolated } from '../text/bidi.ts';
import { presenceLine } from '../text/presence-line.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { useOpenChat, useOpenChatStore } from './open-chat-context.tsx';
import { usePeer } from './use-peer.ts';

export function ChatHeader(): ReactNode {
  const account = useOpenChat(open => open.account);
  const { chat, name } = usePeer();
  return (
    <header className="flex h-16 shrink-0 items-center gap-1 border-line border-b bg-surface ps-1 pe-2 two:ps-3">
      <IconButton icon="back" label={m.ui_back()} className="two:hidden" onClick={() => goBack(paths.chats)} />
      <button
        type="button"
        className="flex min-w-0 grow items-center gap-3 rounded-md px-1.5 py-1 text-start hover:bg-hover"
        onClick={() => navigate(paths.info(account))}
      >
        <PersonAvatar account={account} name={name} avatar={chat?.avatar} size={40} />
        <span className="min-w-0">
          <span className="flex items-center gap-1.5">
            <bdi className="truncate font-semibold">{name}</bdi>
            {chat?.verified && (
              <span role="img" aria-label={m.chat_verified()} title={m.chat_verified()} className="text-ok">
                <Icon name="shield" size={16} />
              </span>
            )}
            {chat?.timerS && <TimerSign seconds={chat.timerS} />}
          </span>
          <SecondLine />
        </span>
      </button>
      <TypingStatus />
      <ChatMenu />
    </header>
  );
}

function TimerSign({ seconds }: { readonly seconds: number }): ReactNode {
  const label = m.notice_timer({ time: readableSpan(seconds) });
  return (
    <span role="img" aria-label={label} title={label} className="text-ink-soft">
      <Icon name="timer" size={16} />
    </span>
  );
}

/** Always one line high: the name stays where it is when somebody types. */
function SecondLine(): ReactNode {
  const account = useOpenChat(open => open.account);
  const { chat, name } = usePeer();
  const typists = useTypists(account);
  if (typists) return <TypingLine chat={account} typists={typists} />;
  if (chat?.group) return <MemberNames />;
  return <Detail account={account} phone={chat?.phone === name ? undefined : chat?.phone} />;
}

/** Said by a screen reader when it has nothing else to say; what stands in the button is not. */
function TypingStatus(): ReactNode {
  const account = useOpenChat(open => open.account);
  const typists = useTypists(account);
  return (
    <span role="status" className="sr-only">
      {typists && <TypingLine chat={account} typists={typists} />}
    </span>
  );
}

interface DetailProps {
  readonly account: string;
  readonly phone: string | undefined;
}

function Detail({ account, phone }: DetailProps): ReactNode {
  const own = useSession(session => session.profile?.account) === account;
  const presence = usePresence(account);
  const now = useMinute(minute => minute.now);
  const there = own ? '' : presence && presenceLine(presence, now);
  if (there) return <span className="block truncate text-ink-soft text-sm">{there}</span>;
  const detail = own ? m.chat_notes_detail() : phone;
  if (!detail) return <InfoHint />;
  return (
    <bdi dir={own ? undefined : 'ltr'} className="block truncate text-ink-soft text-sm">
      {detail}
    </bdi>
  );
}

/** What the button does: nothing else is to be said. The button's name says it without this. */
function InfoHint(): ReactNode {
  return (
    <span aria-hidden="true" className="block truncate text-ink-soft text-sm">
      {m.shell_contact_info()}
    </span>
  );
}

function EmptyLine(): ReactNode {
  return <span className="block text-sm">&nbsp;</span>;
}

/** A line of them is seen. */
const MOST_NAMES = 20;

function MemberNames(): ReactNode {
  const group = useGroup(useOpenChat(open => open.account));
  const own = useSession(session => session.profile?.account);
  const nameOf = useNameOfAccount();
  if (!group) return <EmptyLine />;
  const others = group.members.filter(({ account }) => account !== own).slice(0, MOST_NAMES);
  const names = others.map(({ account }) => isolated(nameOf(account)));
  if (group.role) names.push(m.message_you());
  return (
    <bdi className="block truncate text-ink-soft text-sm">
      {new Intl.ListFormat(localeTag(), { type: 'unit', style: 'short' }).format(names)}
    </bdi>
  );
}

function ChatMenu(): ReactNode {
  const store = useOpenChatStore();
  const account = useOpenChat(open => open.account);
  const { chat } = usePeer();
  return (
    <MenuButton
      label={m.chat_menu_open()}
      items={[
        {
          label: infoLabel(account),
          icon: chat?.group ? 'people' : 'person',
          onSelect: () => navigate(paths.info(account)),
        },
        { label: m.search_in_chat(), icon: 'search', onSelect: () => openChatSearch(account) },
        { label: m.chat_select(), icon: 'check', onSelect: () => store.setState({ selected: new Set() }) },
        ...(chat ? chatMenu(chat).map((item, at) => (at === 0 ? { ...item, separated: true } : item)) : []),
      ]}
    />
  );
}
