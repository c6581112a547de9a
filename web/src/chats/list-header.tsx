import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { navigate, paths } from '../router.ts';
import { install, useInstall } from '../state/install.ts';
import { useSession } from '../state/session.ts';
import { openShortcutSheet } from '../state/shortcut-sheet.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Link } from '../ui/link.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';

export function ListHeader(): ReactNode {
  const profile = useSession(session => session.profile);
  const installable = useInstall(state => state.prompt !== undefined);
  return (
    <header className="flex h-15 shrink-0 items-center gap-1 ps-4 pe-2">
      {profile && (
        <Link
          href={paths.settings('profile')}
          aria-label={m.chats_own_profile()}
          title={m.chats_own_profile()}
          className="rounded-full"
        >
          <PersonAvatar account={profile.account} name={profile.name} avatar={profile.avatar} size={36} />
        </Link>
      )}
      <h1 className="min-w-0 grow truncate px-2 font-semibold text-xl">{m.chats_title()}</h1>
      <IconButton icon="new-chat" label={m.chats_new()} onClick={() => navigate(paths.new)} />
      <MenuButton
        label={m.chats_menu()}
        items={[
          { label: m.chats_new(), icon: 'new-chat', onSelect: () => navigate(paths.new) },
          { label: m.chats_archived(), icon: 'archive', onSelect: () => navigate(paths.archived) },
          { label: m.starred_title(), icon: 'star', onSelect: () => navigate(paths.starred) },
          { label: m.chats_settings(), icon: 'settings', onSelect: () => navigate(paths.settings()) },
          { label: m.shortcuts_title(), icon: 'keyboard', separated: true, onSelect: openShortcutSheet },
          ...(installable ? [{ label: m.install_app(), icon: 'download' as const, onSelect: install }] : []),
        ]}
      />
    </header>
  );
}
