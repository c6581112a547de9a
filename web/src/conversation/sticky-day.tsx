import { type ReactNode, useEffect, useState } from 'react';
import { classes } from '../ui/classes.ts';
import { DayChip } from './line-rows.tsx';
import type { Row } from './rows.ts';

/** How long the date stays after scrolling has ended. */
const STAYS_MS = 1_200;

interface StickyDayProps {
  readonly rows: readonly Row[];
  /** The first row that is seen. */
  readonly index: number;
  readonly scrolling: boolean;
}

/** The date of what is at the top, over the list while it scrolls (U13). Decoration: each day has its own row. */
export function StickyDay({ rows, index, scrolling }: StickyDayProps): ReactNode {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (scrolling) return setShown(true);
    const timer = setTimeout(() => setShown(false), STAYS_MS);
    return () => clearTimeout(timer);
  }, [scrolling]);
  const ts = dayAt(rows, index);
  return (
    <div
      aria-hidden="true"
      className={classes(
        'pointer-events-none absolute inset-x-0 top-2 flex justify-center transition-opacity',
        shown && ts !== undefined ? 'opacity-100' : 'opacity-0',
      )}
    >
      {ts !== undefined && <DayChip ts={ts} />}
    </div>
  );
}

/** Undefined where the day's own row is at the top, or nothing is. */
function dayAt(rows: readonly Row[], index: number): number | undefined {
  const row = rows.slice(index, index + 2).find(other => other.kind !== 'unread');
  return row && 'message' in row ? row.message.ts : undefined;
}
