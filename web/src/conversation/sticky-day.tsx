// The date of what is at the top, over the list while it scrolls (U13). The next day's own row pushes it out.
import type { Virtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { classes } from '../ui/classes.ts';
import { DayChip } from './line-rows.tsx';
import type { Row } from './rows.ts';

/** How long the date stays after scrolling has ended. */
const STAYS_MS = 1_200;
/** From the top of the list to below the date. */
const ROOM_PX = 40;

interface StickyDayProps {
  readonly rows: readonly Row[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLElement>;
}

/** Decoration: each day has its own row. */
export function StickyDay({ rows, scroller, virtualizer }: StickyDayProps): ReactNode {
  const [ts, setTs] = useState<number>();
  const [shown, setShown] = useState(false);
  const chip = useRef<HTMLDivElement>(null);
  const latest = useRef(rows);
  latest.current = rows;
  useEffect(() => {
    const element = scroller.current!;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = (): void => {
      const { day, push } = topDay(latest.current, virtualizer, element.scrollTop);
      setTs(day);
      setShown(true);
      chip.current!.style.translate = `0 ${push}px`;
      clearTimeout(timer);
      timer = setTimeout(() => setShown(false), STAYS_MS);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, virtualizer]);
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-x-0 top-0 h-12 overflow-hidden">
      <div
        ref={chip}
        className={classes(
          'flex justify-center pt-2 transition-opacity',
          shown && ts !== undefined ? 'opacity-100' : 'opacity-0',
        )}
      >
        {ts !== undefined && <DayChip ts={ts} />}
      </div>
    </div>
  );
}

/** The day at the top, and how far the row of the next one pushes it up. No day where its own row is still seen. */
function topDay(
  rows: readonly Row[],
  virtualizer: Virtualizer<HTMLDivElement, HTMLElement>,
  top: number,
): { readonly day: number | undefined; readonly push: number } {
  const at = virtualizer.getVirtualItemForOffset(top)?.index ?? 0;
  const row = rows.slice(at, at + 3).find(other => other.kind !== 'unread');
  const next = virtualizer.getVirtualItems().find(({ index, end }) => rows[index]?.kind === 'day' && end > top);
  const push = next ? Math.min(0, next.start - top - ROOM_PX) : 0;
  return { day: row && 'message' in row ? row.message.ts : undefined, push };
}
