// Goes where the open chat says: to the end, to the divider, to a message, which is flashed there. Rows may be put in above
// while it is on its way: the place is that of a row, not of a number, until the person scrolls.
import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Jump } from '../state/open-chat.ts';
import { useOpenChat } from './open-chat-context.tsx';
import type { Row } from './rows.ts';

const FLASH_MS = 1_800;
/** By then pages that were asked for at the jump have come, and rows have been measured. */
const SETTLED_MS = 1_000;

interface Jumps {
  readonly rows: readonly Row[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLElement>;
}

interface Target {
  readonly key: string | undefined;
  readonly align: 'start' | 'center';
}

/** The key of the row that is to be flashed. */
export function useJumps({ rows, scroller, virtualizer }: Jumps): string | undefined {
  const jump = useOpenChat(chat => chat.jump);
  const [flashed, setFlashed] = useState<string>();
  const target = useRef<Target>(undefined);
  const done = useRef<Jump>(undefined);
  useLayoutEffect(() => {
    if (jump && jump !== done.current) {
      target.current = { key: keyOf(jump, rows), align: jump.to === 'divider' ? 'start' : 'center' };
      if (jump.to === 'message') setFlashed(target.current.key);
    }
    done.current = jump;
    if (!target.current) return;
    const { key, align } = target.current;
    const index = key === undefined ? -1 : rows.findIndex(row => row.key === key);
    if (index < 0) virtualizer.scrollToEnd();
    else virtualizer.scrollToIndex(index, { align });
  }, [jump, rows, virtualizer]);
  useEffect(() => {
    const element = scroller.current!;
    const end = (): void => {
      target.current = undefined;
    };
    const timer = jump && setTimeout(end, SETTLED_MS);
    for (const gesture of ['wheel', 'touchstart', 'pointerdown', 'keydown'])
      element.addEventListener(gesture, end, true);
    return () => {
      clearTimeout(timer);
      for (const gesture of ['wheel', 'touchstart', 'pointerdown', 'keydown'])
        element.removeEventListener(gesture, end, true);
    };
  }, [jump, scroller]);
  useEffect(() => {
    if (!flashed) return;
    const timer = setTimeout(() => setFlashed(undefined), FLASH_MS);
    return () => clearTimeout(timer);
  }, [flashed]);
  return flashed;
}

/** Undefined: the end. A message that is gone leaves its place, which the next one has now. */
function keyOf(jump: Jump, rows: readonly Row[]): string | undefined {
  if (jump.to === 'message') return rows.find(row => 'message' in row && row.message.cursor >= jump.cursor)?.key;
  return jump.to === 'divider' ? rows.find(({ kind }) => kind === 'unread')?.key : undefined;
}
