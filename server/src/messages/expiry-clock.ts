// The time that expiry goes by (D12): the wall clock's, as far as the monotone clock agrees. A clock that was stepped, or
// a machine that woke up in a wrong year, is not followed at once but at no more than twice the speed of time.
import type { Clock } from '../lib/clock.ts';

export interface ExpiryTime {
  readonly time: number;
  /** How far the wall clock is ahead of it; negative: behind. */
  readonly disagreementMs: number;
}

/** A server that was off for no longer than this believes its wall clock when it starts. */
const BELIEVED_OFF_MS = 7 * 24 * 3_600_000;

/** `witness`: the latest time an earlier start is known to have reached; 0: none. */
export function createExpiryClock(clock: Clock, witness: number): () => ExpiryTime {
  let time = startTime(clock.now(), witness);
  let lastMonotonic = clock.monotonic();
  return () => {
    const monotonic = clock.monotonic();
    const elapsed = monotonic - lastMonotonic;
    lastMonotonic = monotonic;
    const wall = clock.now();
    const disagreementMs = wall - (time + elapsed);
    time += elapsed + Math.max(-elapsed, Math.min(elapsed, disagreementMs));
    return { time, disagreementMs };
  };
}

function startTime(wall: number, witness: number): number {
  if (witness === 0) return wall;
  return Math.min(Math.max(wall, witness), witness + BELIEVED_OFF_MS);
}
