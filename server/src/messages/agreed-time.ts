// What time it is by several wall clocks: the one in the middle counts, so that one that is wrong changes nothing.
import type { Clock } from '../lib/clock.ts';

export interface AgreedTime {
  /** Somebody's wall clock said so just now. */
  heard(whose: string, wall: number): void;
  /** Milliseconds since 1970. The own wall clock counts where the others are an even number. */
  now(): number;
}

export function createAgreedTime(clock: Clock): AgreedTime {
  /** How far each is ahead of the monotone clock here, which carries on what was heard. */
  const others = new Map<string, number>();
  return {
    heard: (whose, wall) => void others.set(whose, wall - clock.monotonic()),
    now() {
      const ahead = [...others.values()];
      if (ahead.length % 2 === 0) ahead.push(clock.now() - clock.monotonic());
      const middle = ahead.sort((one, other) => one - other)[(ahead.length - 1) / 2]!;
      return Math.round(middle + clock.monotonic());
    },
  };
}
