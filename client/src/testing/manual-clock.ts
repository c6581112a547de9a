import type { Clock } from '../clock.ts';

/** A clock that moves when it is told to. */
export interface ManualClock extends Clock {
  /** Moves on, and calls what falls due, in order, giving what it starts a turn to run. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock without any time passing. */
  set(now: number): void;
  /** Timers that have not fallen due. */
  pending(): number;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

export function createManualClock(start = 1_800_000_000_000): ManualClock {
  let elapsed = 0;
  let offset = start;
  const timers = new Set<Timer>();
  const nextDue = (until: number): Timer | undefined =>
    [...timers].filter(timer => timer.at <= until).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => offset + elapsed,
    after(delayMs, run) {
      const timer = { at: elapsed + delayMs, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const until = elapsed + ms;
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        timers.delete(timer);
        elapsed = Math.max(elapsed, timer.at);
        timer.run();
        await turns();
      }
      elapsed = until;
      await turns();
    },
    set(now) {
      offset = now - elapsed;
    },
    pending: () => timers.size,
  };
}

/** Lets everything that is ready run, and what that makes ready. */
export async function turns(count = 20): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise(resolve => setImmediate(resolve));
}
