// The round sign over a file: fetch it, how far that is, stop it, play it, try again.
import type { ReactNode } from 'react';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon-paths.ts';

interface FileDiscProps {
  readonly icon: IconName;
  /** From 0 to 1, drawn around it; undefined: nothing is under way. */
  readonly share?: number | undefined;
  readonly className?: string;
}

const RADIUS = 17;
const AROUND = 2 * Math.PI * RADIUS;
/** So that one sees that it has begun. */
const LEAST_SHARE = 0.04;

/** Decoration: what holds it says in words what it means. */
export function FileDisc({ icon, share, className }: FileDiscProps): ReactNode {
  return (
    <span className={classes('relative flex size-11 shrink-0 items-center justify-center rounded-full', className)}>
      <Icon name={icon} size={20} />
      {share !== undefined && (
        <svg
          viewBox="0 0 40 40"
          aria-hidden="true"
          fill="none"
          stroke="currentColor"
          strokeWidth={2.5}
          strokeLinecap="round"
          className="absolute inset-0 -rotate-90"
        >
          <circle cx="20" cy="20" r={RADIUS} strokeOpacity="0.25" />
          <circle
            cx="20"
            cy="20"
            r={RADIUS}
            strokeDasharray={AROUND}
            strokeDashoffset={AROUND * (1 - Math.max(LEAST_SHARE, Math.min(1, share)))}
          />
        </svg>
      )}
    </span>
  );
}
