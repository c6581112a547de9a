// Goes where the open chat says: to the end, to the divider, to a message, which is flashed there.
import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useState } from 'react';
import type { Jump } from '../state/open-chat.ts';
import { useOpenChat } from './open-chat-context.tsx';
import type { Row } from './rows.ts';

const FLASH_MS = 1_800;

interface Jumps {
  readonly rows: readonly Row[];
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLElement>;
}

/** The key of the row that is to be flashed. */
export function useJumps({ rows, virtualizer }: Jumps): string | undefined {
  const jump = useOpenChat(chat => chat.jump);
  const [flashed, setFlashed] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each jump is made once, with the rows that came with it
  useLayoutEffect(() => {
    if (!jump) return;
    const index = indexOf(jump, rows);
    if (index < 0) virtualizer.scrollToEnd();
    else virtualizer.scrollToIndex(index, { align: jump.to === 'divider' ? 'start' : 'center' });
    if (jump.to === 'message') setFlashed(rows[index]?.key);
  }, [jump]);
  useEffect(() => {
    if (!flashed) return;
    const timer = setTimeout(() => setFlashed(undefined), FLASH_MS);
    return () => clearTimeout(timer);
  }, [flashed]);
  return flashed;
}

/** -1: the end. A message that is gone leaves its place, which the next one has now. */
function indexOf(jump: Jump, rows: readonly Row[]): number {
  if (jump.to !== 'message') return jump.to === 'end' ? -1 : rows.findIndex(row => row.kind === 'unread');
  return rows.findIndex(row => 'message' in row && row.message.cursor >= jump.cursor);
}
