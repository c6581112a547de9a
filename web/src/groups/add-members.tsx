import type { Group } from '@parley/client';
import type { AccountId } from '@parley/protocol';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { tellFailure } from '../state/failures.ts';
import { keepGroup } from '../state/groups.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { PeoplePicker } from './people-picker.tsx';
import { nobodyPicked } from './picked.ts';
import { RefusedNote, useRefused } from './refused.tsx';

interface AddMembersProps {
  readonly group: Group;
  readonly onClose: () => void;
}

export function AddMembers({ group, onClose }: AddMembersProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState(nobodyPicked);
  const [busy, setBusy] = useState(false);
  const { refused, takeOut } = useRefused(picked, setPicked);
  const members = useMemo(() => new Set<string>(group.members.map(({ account }) => account)), [group.members]);
  const add = async (): Promise<void> => {
    setBusy(true);
    try {
      keepGroup(await engine.addMembers(group.id, [...picked.keys()] as AccountId[]));
      onClose();
    } catch (error) {
      if (!takeOut(error)) tellFailure(error);
      setBusy(false);
    }
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
      <div className="pb-3 empty:hidden">
        <RefusedNote refused={refused} />
      </div>
      <div ref={scroller} className="-mx-4 flex max-h-[55dvh] min-h-60 flex-col overflow-y-auto">
        <PeoplePicker picked={picked} onChange={setPicked} members={members} scroller={scroller} />
      </div>
    </Dialog>
  );
}
