// Stands where one would write, in a group that one may not write to.
import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';

export type WhyNot = 'left' | 'announcements' | 'conflict';

export function ReadOnly({ why }: { readonly why: WhyNot }): ReactNode {
  const texts = {
    left: m.groups_not_member,
    announcements: m.groups_only_admins,
    conflict: m.groups_conflict_short,
  } as const;
  return (
    <footer className="flex shrink-0 items-center justify-center gap-2 border-line border-t bg-surface px-4 pt-3 text-center text-ink-soft text-sm pad-safe-bottom">
      <Icon name={why === 'conflict' ? 'warning' : 'lock'} size={16} />
      <p role="status">{texts[why]()}</p>
    </footer>
  );
}
