import type { Group } from '@parley/client';
import { type ReactNode, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { chatName } from '../state/chats.ts';
import { RichText } from '../text/rich-text.tsx';
import { Button } from '../ui/button.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { EditDetails } from './edit-details.tsx';
import { mayEditDetails } from './may.ts';

const PICTURE = 128;

export function GroupIdentity({ group }: { readonly group: Group }): ReactNode {
  const [editing, setEditing] = useState(false);
  const name = chatName(group);
  return (
    <section className="flex flex-col items-center gap-4 px-5 pt-8 pb-5 text-center">
      <PersonAvatar account={group.id} name={name} avatar={group.icon} size={PICTURE} />
      <div className="flex max-w-full flex-col items-center gap-1">
        <h3 className="max-w-full text-balance break-words font-semibold text-xl">
          <bdi>{name}</bdi>
        </h3>
        <p className="text-ink-soft">{m.groups_members({ count: group.members.length })}</p>
      </div>
      {group.description && (
        <p dir="auto" className="max-w-full whitespace-pre-wrap [overflow-wrap:anywhere]">
          <RichText text={group.description} />
        </p>
      )}
      {mayEditDetails(group) && (
        <Button kind="quiet" icon="edit" onClick={() => setEditing(true)}>
          {m.groups_edit()}
        </Button>
      )}
      {editing && <EditDetails group={group} onClose={() => setEditing(false)} />}
    </section>
  );
}
