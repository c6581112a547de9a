import type { Group } from '@parley/client';
import { type ReactNode, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { chatName } from '../state/chats.ts';
import { isolated } from '../text/bidi.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { changed } from './group-action.ts';

export function LeaveSection({ group }: { readonly group: Group }): ReactNode {
  const [asking, setAsking] = useState(false);
  const inherited = group.role === 'owner' && group.members.length > 1;
  return (
    <div className="px-2">
      <button
        type="button"
        onClick={() => setAsking(true)}
        className="flex min-h-12 w-full items-center gap-4 rounded-md px-3 text-start text-danger hover:bg-hover"
      >
        <Icon name="logout" />
        {m.groups_leave()}
      </button>
      {asking && (
        <ConfirmDialog
          title={m.groups_leave_title({ name: isolated(chatName(group)) })}
          action={m.groups_leave_action()}
          danger
          onConfirm={() => changed(engine.leaveGroup(group.id))}
          onClose={() => setAsking(false)}
        >
          <p className="text-ink-soft">
            {m.groups_leave_text()} {inherited && m.groups_leave_heir()}
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}
