import type { Group, GroupMember } from '@parley/client';
import { type ReactNode, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { navigate, paths } from '../router.ts';
import { useNameOfAccount } from '../state/groups.ts';
import { useSession } from '../state/session.ts';
import { isolated } from '../text/bidi.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import type { MenuItem } from '../ui/menu.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { changed } from './group-action.ts';
import { isAdmin, mayRemove } from './may.ts';

interface MemberRowProps {
  readonly group: Group;
  readonly member: GroupMember;
}

type Asked = 'remove' | 'give';

export function MemberRow({ group, member }: MemberRowProps): ReactNode {
  const { account, role, phone, avatar } = member;
  const profile = useSession(session => session.profile);
  const own = profile?.account === account;
  const nameOf = useNameOfAccount();
  const name = own ? m.message_you() : nameOf(account);
  const [asked, setAsked] = useState<Asked>();
  return (
    <li className="mx-2 flex min-h-14 items-center gap-3 rounded-md px-3 py-1">
      <PersonAvatar
        account={account}
        name={own ? profile.name : name}
        avatar={own ? profile.avatar : avatar}
        size={40}
      />
      <span className="flex min-w-0 grow flex-col">
        <span className="flex min-w-0">
          <bdi className="truncate font-medium">{name}</bdi>
        </span>
        {!own && phone && phone !== name && (
          <bdi dir="ltr" className="truncate text-start text-ink-soft text-sm">
            {phone}
          </bdi>
        )}
      </span>
      {role !== 'member' && (
        <span className="shrink-0 rounded-full bg-sunken px-2.5 py-0.5 font-medium text-ink-soft text-xs">
          {role === 'owner' ? m.groups_owner() : m.groups_admin()}
        </span>
      )}
      {!own && (
        <MenuButton
          label={m.groups_member_menu({ name: isolated(name) })}
          items={memberMenu(group, member, isolated(name), setAsked)}
        />
      )}
      {asked && (
        <Confirm
          asked={asked}
          group={group}
          member={member}
          name={isolated(name)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </li>
  );
}

function memberMenu(group: Group, member: GroupMember, name: string, onAsk: (asked: Asked) => void): MenuItem[] {
  const { account, role } = member;
  const setRole = (to: 'admin' | 'member') => () => void changed(engine.setRole(group.id, account, to));
  const items: (MenuItem | false)[] = [
    { label: m.groups_write_to({ name }), icon: 'reply', onSelect: () => navigate(paths.chat(account)) },
    { label: m.groups_contact_info(), icon: 'shield', onSelect: () => navigate(paths.info(account)) },
    isAdmin(group) && role === 'member' && { label: m.groups_make_admin(), icon: 'person', onSelect: setRole('admin') },
    group.role === 'owner' &&
      role === 'admin' && { label: m.groups_unmake_admin(), icon: 'person', onSelect: setRole('member') },
    group.role === 'owner' &&
      !group.conflict && { label: m.groups_make_owner({ name }), icon: 'people', onSelect: () => onAsk('give') },
    mayRemove(group, member) && {
      label: m.groups_remove(),
      icon: 'trash',
      danger: true,
      separated: true,
      onSelect: () => onAsk('remove'),
    },
  ];
  return items.filter(item => item !== false);
}

interface ConfirmProps extends MemberRowProps {
  readonly asked: Asked;
  /** Isolated. */
  readonly name: string;
  readonly onClose: () => void;
}

function Confirm({ asked, group: { id }, member: { account }, name, onClose }: ConfirmProps): ReactNode {
  if (asked === 'give') {
    return (
      <ConfirmDialog
        title={m.groups_make_owner_title({ name })}
        action={m.groups_make_owner_action()}
        onConfirm={() => changed(engine.setRole(id, account, 'owner'))}
        onClose={onClose}
      >
        <p className="text-ink-soft">{m.groups_make_owner_text()}</p>
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      title={m.groups_remove_title({ name })}
      action={m.groups_remove_action()}
      danger
      onConfirm={() => changed(engine.removeMembers(id, [account]))}
      onClose={onClose}
    >
      <p className="text-ink-soft">{m.groups_remove_text()}</p>
    </ConfirmDialog>
  );
}
