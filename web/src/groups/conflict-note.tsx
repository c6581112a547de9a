import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { Note } from '../ui/note.tsx';

/** The history of a group does not hold: what that means, and what to do. */
export function ConflictNote(): ReactNode {
  return (
    <Note icon="warning" kind="warning">
      <p className="font-semibold">{m.groups_conflict_title()}</p>
      <p>{m.groups_conflict_text()}</p>
    </Note>
  );
}
