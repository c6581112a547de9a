import type { Clock } from '../clock.ts';

/**
 * How fast the server takes sends. Keeping to it costs nothing; not keeping to it has a whole run refused and sent again.
 * It starts with what the server allows at once and refills at its rate.
 */
export interface Pace {
  /** As the server says at hello; 0 a second: no limit. */
  setLimit(perSecond: number, burst: number): void;
  /** Takes one send; false: not yet. */
  take(): boolean;
  /** The server has said that it was too fast. */
  drain(): void;
  /** Until `take` may succeed. */
  waitMs(): number;
}

/** So many sends are waited for at least, so that they leave together rather than one by one. */
const minTogether = 16;

export function createPace(clock: Pick<Clock, 'now'>): Pace {
  let perSecond = 0;
  let burst = 0;
  let room = 0;
  let at = 0;

  function refill(): void {
    const now = clock.now();
    // The wall clock may step back, which is no time passed.
    room = Math.min(burst, room + (Math.max(0, now - at) * perSecond) / 1_000);
    at = now;
  }

  return {
    setLimit(newPerSecond, newBurst) {
      perSecond = newPerSecond;
      burst = newBurst;
      room = burst;
      at = clock.now();
    },
    take() {
      if (perSecond === 0) return true;
      refill();
      if (room < 1) return false;
      room--;
      return true;
    },
    drain() {
      refill();
      room = 0;
    },
    waitMs() {
      const wanted = Math.min(minTogether, Math.max(1, burst));
      return perSecond === 0 ? 0 : Math.ceil((Math.max(0, wanted - room) * 1_000) / perSecond);
    },
  };
}
