import type { Group } from '@parley/client';
import type { AccountId } from '@parley/protocol';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { changed } from './group-action.ts';
import { PeoplePicker } from './people-picker.tsx';
import { nobodyPicked } from './picked.ts';

interface AddMembersProps {
  readonly group: Group;
  readonly onClose: () => void;
}

export function AddMembers({ group, onClose }: AddMembersProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState(nobodyPicked);
  const [busy, setBusy] = useState(false);
  const members = useMemo(() => new Set<string>(group.members.map(({ account }) => account)), [group.members]);
  const add = async (): Promise<void> => {
    setBusy(true);
    if (await changed(engine.addMembers(group.id, [...picked.keys()] as AccountId[]))) onClose();
    else setBusy(false);
  };
  return (
    <Dialog
      title={m.groups_add_members()}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {m.ui_cancel()}
          </Button>
          <Button kind="primary" busy={busy} disabled={picked.size === 0} onClick={() => void add()}>
            {m.groups_add()}
          </Button>
        </>
      }
    >
      <div ref={scroller} className="-mx-4 flex max-h-[55dvh] min-h-60 flex-col overflow-y-auto">
        <PeoplePicker picked={picked} onChange={setPicked} members={members} scroller={scroller} />
      </div>
    </Dialog>
  );
}
