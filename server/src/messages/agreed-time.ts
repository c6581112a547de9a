// What time it is by several wall clocks: the own one, unless it is far from the one in the middle, so that one that is wrong changes
// nothing. Clocks that are kept right agree better than what is heard of them over a busy link.
import type { Clock } from '../lib/clock.ts';

export interface AgreedTime {
  /** Somebody's wall clock said so, just now or a while ago. */
  heard(whose: string, wall: number): void;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Above what a process that is held up hears late, below what a person would notice. */
const FAR_MS = 10_000;
/** What is heard late says too little: the most that was heard counts for so long. */
const KEPT_MS = 60_000;

interface Heard {
  /** How far it is ahead of the monotone clock here, which carries on what was heard. */
  readonly ahead: number;
  readonly at: number;
}

export function createAgreedTime(clock: Clock): AgreedTime {
  const others = new Map<string, Heard>();
  return {
    heard(whose, wall) {
      const at = clock.monotonic();
      const ahead = wall - at;
      const before = others.get(whose);
      if (!before || ahead >= before.ahead || at - before.at > KEPT_MS) others.set(whose, { ahead, at });
    },
    now() {
      const own = clock.now();
      const monotonic = clock.monotonic();
      const all = [...others.values()].map(({ ahead }) => ahead);
      if (all.length % 2 === 0) all.push(own - monotonic);
      const middle = all.sort((one, other) => one - other)[(all.length - 1) / 2]! + monotonic;
      return Math.abs(own - middle) <= FAR_MS ? own : Math.round(middle);
    },
  };
}
