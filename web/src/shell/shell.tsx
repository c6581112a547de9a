// The three columns (U1): list, chat, info. Where there is no room for a column, the address says which one is seen.
import { type AccountId, type ChatId, parseGroupId } from '@parley/protocol';
import { type ReactNode, Suspense } from 'react';
import { ChatsColumn } from '../chats/chats-column.tsx';
import { m } from '../i18n/messages.ts';
import { navigate, paths, type Route, useRoute } from '../router.ts';
import { useChatDialog } from '../state/chat-dialogs.ts';
import { infoLabel } from '../state/info-label.ts';
import { useViewing } from '../state/viewing.ts';
import { classes } from '../ui/classes.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { EmptyMain } from './empty-main.tsx';
import {
  ChatDialogs,
  ContactInfo,
  Conversation,
  GroupInfo,
  JoinGroup,
  NewChat,
  NewGroup,
  SettingsMenu,
  SettingsPage,
  StarredColumn,
  Viewer,
} from './rooms.ts';
import { Shortcuts } from './shortcuts.tsx';

export function Shell(): ReactNode {
  const route = useRoute();
  const inMain =
    route.page === 'chat' || route.page === 'join' || (route.page === 'settings' && route.section !== undefined);
  const info = route.page === 'chat' && route.info;
  return (
    <div className="flex h-dvh overflow-hidden bg-surface">
      <a href="#main" className="skip-link rounded-md bg-raised px-4 py-2 shadow-menu">
        {m.shell_skip_to_chat()}
      </a>
      <div
        data-region="list"
        className={classes(
          'relative flex w-full shrink-0 flex-col border-line bg-surface two:flex two:w-[clamp(17rem,32vw,25rem)] two:border-e',
          inMain && 'hidden',
        )}
      >
        <Suspense>
          <ListColumn route={route} />
        </Suspense>
      </div>
      <main
        id="main"
        data-region="main"
        tabIndex={-1}
        className={classes(
          'relative min-w-0 grow flex-col bg-canvas two:flex',
          inMain && !info ? 'flex' : 'hidden',
          info && 'two:hidden three:flex',
        )}
      >
        {/* Where the list is out of sight, its banner is too. */}
        <div className="bg-surface two:hidden">
          <ConnectionBanner />
        </div>
        <Suspense>
          <MainColumn route={route} />
        </Suspense>
      </main>
      {info && (
        <aside
          data-region="info"
          aria-label={infoLabel(route.account)}
          className="flex w-full min-w-0 flex-col border-line bg-surface two:grow three:w-[clamp(17rem,28vw,23rem)] three:grow-0 three:border-s"
        >
          <Suspense>
            <Info key={route.account} chat={route.account} />
          </Suspense>
        </aside>
      )}
      <AskedAboutChat />
      <SeenInFull />
      <Shortcuts />
    </div>
  );
}

function Info({ chat }: { readonly chat: string }): ReactNode {
  const onClose = (): void => navigate(paths.chat(chat));
  const group = parseGroupId(chat);
  if (group) return <GroupInfo id={group} onClose={onClose} />;
  return <ContactInfo account={chat as AccountId} onClose={onClose} />;
}

function SeenInFull(): ReactNode {
  const seen = useViewing(state => state.viewing !== undefined);
  return (
    seen && (
      <Suspense>
        <Viewer />
      </Suspense>
    )
  );
}

function AskedAboutChat(): ReactNode {
  const asked = useChatDialog(state => state.dialog !== undefined);
  return (
    asked && (
      <Suspense>
        <ChatDialogs />
      </Suspense>
    )
  );
}

function ListColumn({ route }: { readonly route: Route }): ReactNode {
  if (route.page === 'new') return <NewChat />;
  if (route.page === 'new-group') return <NewGroup />;
  if (route.page === 'starred') return <StarredColumn />;
  if (route.page === 'settings') return <SettingsMenu {...(route.section ? { section: route.section } : {})} />;
  return <ChatsColumn archived={route.page === 'archived'} />;
}

function MainColumn({ route }: { readonly route: Route }): ReactNode {
  if (route.page === 'settings') {
    // Beside the menu there is always a page.
    const { section = 'profile' } = route;
    return <SettingsPage key={section} section={section} />;
  }
  if (route.page === 'join') return <JoinGroup />;
  if (route.page !== 'chat') return <EmptyMain />;
  const { account, at } = route;
  return <Conversation key={account} account={account as ChatId} {...(at ? { at } : {})} />;
}
