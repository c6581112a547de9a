import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';

interface ForwardedLineProps {
  /** Above files, which leave less room around them. */
  readonly beside: boolean;
  readonly outgoing: boolean;
  /** Many times. */
  readonly often: boolean;
}

/** Above what somebody else has written. */
export function ForwardedLine({ beside, outgoing, often }: ForwardedLineProps): ReactNode {
  return (
    <p
      className={classes(
        'flex select-none items-center gap-1 whitespace-nowrap text-xs',
        beside ? 'px-2 py-0.5' : 'pb-0.5',
        outgoing ? 'text-own-soft' : 'text-other-soft',
      )}
    >
      <Icon name="forward" size={14} />
      {often && <Icon name="forward" size={14} className="-ms-2.5" />}
      {often ? m.message_forwarded_often() : m.message_forwarded()}
    </p>
  );
}
