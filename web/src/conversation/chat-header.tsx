// Who the chat is with, and what can be done with it (U33).
import type { ReactNode } from 'react';
import { chatMenu } from '../chats/chat-menu.ts';
import { m } from '../i18n/messages.ts';
import { goBack, navigate, paths } from '../router.ts';
import { openChatSearch } from '../state/chat-search.ts';
import { useSession } from '../state/session.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { useOpenChat, useOpenChatStore } from './open-chat-context.tsx';
import { usePeer } from './use-peer.ts';

export function ChatHeader(): ReactNode {
  const account = useOpenChat(open => open.account);
  const own = useSession(session => session.profile?.account);
  const { chat, name } = usePeer();
  const detail = account === own ? m.chat_notes_detail() : chat?.phone !== name ? chat?.phone : undefined;
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
          </span>
          {detail && (
            <bdi dir={account === own ? undefined : 'ltr'} className="block truncate text-ink-soft text-sm">
              {detail}
            </bdi>
          )}
        </span>
      </button>
      <ChatMenu />
    </header>
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
        { label: m.shell_contact_info(), icon: 'person', onSelect: () => navigate(paths.info(account)) },
        { label: m.search_in_chat(), icon: 'search', onSelect: () => openChatSearch(account) },
        { label: m.chat_select(), icon: 'check', onSelect: () => store.setState({ selected: new Set() }) },
        ...(chat ? chatMenu(chat).map((item, at) => (at === 0 ? { ...item, separated: true } : item)) : []),
      ]}
    />
  );
}
