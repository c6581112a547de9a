// Tries again what the network broke, for as long as it gets on.
import { abortable } from '../abort.ts';
import type { Clock } from '../clock.ts';
import { createBackoff } from '../connection/backoff.ts';
import { asParleyError, type ParleyError } from '../errors.ts';

export interface TransferDeps {
  readonly clock: Clock;
  readonly random: () => number;
}

/** So many failures in a row, without a byte in between: up to about two minutes. */
const MAX_FAILURES = 8;
const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 30_000;

export interface Attempts {
  /** Something got through. */
  progressed(): void;
  /** Waits before the next attempt, or throws the error when there is no point in one. */
  failed(error: unknown, signal: AbortSignal | undefined): Promise<void>;
}

export function createAttempts({ clock, random }: TransferDeps): Attempts {
  const backoff = createBackoff({ firstMs: FIRST_WAIT_MS, maxMs: MAX_WAIT_MS, random });
  let failures = 0;
  return {
    progressed() {
      failures = 0;
      backoff.reset();
    },
    async failed(error, signal) {
      signal?.throwIfAborted();
      const known: ParleyError = asParleyError(error);
      if (!known.temporary || ++failures > MAX_FAILURES) throw known;
      const waitMs = Math.max(backoff.nextDelayMs(), known.retryAfterMs ?? 0);
      await abortable(new Promise<void>(resolve => clock.after(waitMs, resolve)), signal);
    },
  };
}
