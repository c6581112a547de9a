/** Time as the SDK sees it; tests inject their own. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. May be wrong (F20). */
  now(): number;
  /** Calls once after `delayMs`; the function it returns calls it off. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
