/** Waiting times that grow with each failure and differ from client to client (F18): full jitter, from 0 up to the cap. */
export interface Backoff {
  nextDelayMs(): number;
  reset(): void;
}

export interface BackoffOptions {
  readonly firstMs: number;
  readonly maxMs: number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

export function createBackoff({ firstMs, maxMs, random }: BackoffOptions): Backoff {
  let failures = 0;
  return {
    nextDelayMs() {
      const capMs = Math.min(maxMs, firstMs * 2 ** Math.min(failures, 30));
      failures++;
      return Math.round(random() * capMs);
    },
    reset() {
      failures = 0;
    },
  };
}
