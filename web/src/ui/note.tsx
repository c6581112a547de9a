import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

interface NoteProps {
  readonly icon: IconName;
  readonly kind?: 'plain' | 'warning';
  readonly children: ReactNode;
}

/** Something that a person should know before going on. */
export function Note({ icon, kind = 'plain', children }: NoteProps): ReactNode {
  return (
    <div
      className={classes(
        'flex gap-3 rounded-lg p-3 text-sm',
        kind === 'warning' ? 'bg-warn-surface text-warn' : 'bg-sunken text-ink-soft',
      )}
    >
      <Icon name={icon} size={18} className="mt-px shrink-0" />
      <div className="min-w-0 grow">{children}</div>
    </div>
  );
}
