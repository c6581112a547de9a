import type { Limits } from '@parley/protocol';

/**
 * The server time of a message: after what the sender has seen in the chat (F19) and never before a message stamped
 * earlier, also when the wall clock steps back (D3); but ahead of the wall clock by `maxTimeAheadMs` at most.
 */
export function createStamp(limits: Limits, now: () => number): (after: number) => number {
  let last = 0;
  return after => {
    const wall = now();
    const latest = wall + limits.maxTimeAheadMs;
    last = last > latest ? wall : Math.max(wall, last);
    return Math.min(Math.max(last, after + 1), latest);
  };
}
