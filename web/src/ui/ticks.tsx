// How far an own message has got (U15): a clock, one tick, two, two in blue, or that it failed. Said in words too.
import type { MessageState } from '@parley/client';
import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';

const TICK = 'm1.5 8.5 3.2 3.2L11 5';
const SECOND_TICK = 'm8.2 11.2.6.5L15.2 5';

interface TicksProps {
  readonly state: MessageState;
  /** The colour while it is not read; that of the text around it when absent. */
  readonly className?: string;
}

export function Ticks({ state, className }: TicksProps): ReactNode {
  const label = labelOf(state);
  if (!label) return null;
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      dir="ltr"
      className={classes(
        'inline-flex shrink-0',
        state === 'read' ? 'text-read' : state === 'failed' ? 'text-danger' : className,
      )}
    >
      {state === 'failed' ? (
        <Icon name="warning" size={16} />
      ) : state === 'pending' ? (
        <Icon name="clock" size={14} />
      ) : (
        <svg
          viewBox="0 0 16 16"
          width={16}
          height={16}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.6}
          aria-hidden="true"
        >
          <path d={TICK} strokeLinecap="round" strokeLinejoin="round" />
          {state !== 'sent' && <path d={SECOND_TICK} strokeLinecap="round" strokeLinejoin="round" />}
        </svg>
      )}
    </span>
  );
}

function labelOf(state: MessageState): string | undefined {
  if (state === 'pending') return m.state_pending();
  if (state === 'sent') return m.state_sent();
  if (state === 'delivered') return m.state_delivered();
  if (state === 'read') return m.state_read();
  return state === 'failed' ? m.state_failed() : undefined;
}
