// What a group is and who is in it, and everything that can be done about it.
import type { Group } from '@parley/client';
import type { GroupId } from '@parley/protocol';
import type { ReactNode } from 'react';
import { ChatActions } from '../contact/chat-actions.tsx';
import { MediaSection } from '../gallery/media-section.tsx';
import { m } from '../i18n/messages.ts';
import { useChat } from '../state/chats.ts';
import { useGroup } from '../state/groups.ts';
import { Note } from '../ui/note.tsx';
import { PanelHeader } from '../ui/panel-header.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { ConflictNote } from './conflict-note.tsx';
import { GroupIdentity } from './group-identity.tsx';
import { GroupSettingsSection } from './group-settings.tsx';
import { InvitesSection } from './invites-section.tsx';
import { LeaveSection } from './leave-section.tsx';
import { isAdmin } from './may.ts';
import { MembersSection } from './members-section.tsx';
import { RequestsSection } from './requests-section.tsx';

export interface GroupInfoProps {
  readonly id: GroupId;
  /** Leaves the panel: to the chat. */
  readonly onClose: () => void;
}

/** Fills its column, with a close button of its own. */
export function GroupInfo({ id, onClose }: GroupInfoProps): ReactNode {
  const group = useGroup(id);
  return (
    <>
      <PanelHeader title={m.groups_info()} closeLabel={m.groups_close_info()} onClose={onClose} />
      <div className="mx-auto flex min-h-0 w-full max-w-xl grow flex-col gap-2 overflow-y-auto pb-6">
        {group && <Sections group={group} />}
        {group === null && (
          <div className="p-4">
            <Note icon="people">{m.groups_unknown()}</Note>
          </div>
        )}
        {group === undefined && (
          <span className="m-auto text-ink-soft">
            <Spinner size={24} />
          </span>
        )}
      </div>
    </>
  );
}

function Sections({ group }: { readonly group: Group }): ReactNode {
  const chat = useChat(group.id);
  return (
    <>
      <GroupIdentity group={group} />
      {group.conflict && (
        <div className="px-4 pb-3">
          <ConflictNote />
        </div>
      )}
      {!group.role && (
        <div className="px-4 pb-3">
          <Note icon="lock">{m.groups_not_member()}</Note>
        </div>
      )}
      {isAdmin(group) && <RequestsSection group={group} />}
      <MembersSection group={group} />
      {isAdmin(group) && <InvitesSection group={group} />}
      {isAdmin(group) && <GroupSettingsSection group={group} />}
      {chat && <MediaSection chat={chat.id} />}
      {chat && <ChatActions chat={chat} />}
      {group.role && <LeaveSection group={group} />}
    </>
  );
}
