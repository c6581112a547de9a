// Drops what has waited too long, every hour, unless the clocks disagree (D12).
import type { Limits } from '@parley/protocol';
import type { Clock } from '../lib/clock.ts';
import { createExpiryClock } from './expiry-clock.ts';
import type { MessageStore } from './message-store.ts';

export interface Expiry {
  /** Runs once now. Resolves to the rows dropped; undefined: the clocks disagree and nothing was done. */
  run(): Promise<number | undefined>;
  stop(): void;
}

interface ExpiryDeps {
  store: Pick<MessageStore, 'expire' | 'expiredBefore'>;
  clock: Clock;
  limits: Limits;
  /** The clocks disagree by this much: a person should set the wall clock right. Called at every run until they agree. */
  onAlarm: (disagreementMs: number) => void;
  onError: (error: unknown) => void;
  /** Calls `run` again and again; answers what ends that. */
  every?: (run: () => void, ms: number) => () => void;
}

const RUN_EVERY_MS = 3_600_000;

export function startExpiry(deps: ExpiryDeps): Expiry {
  const { store, clock, limits, onAlarm, onError, every = everyUnref } = deps;
  const before = store.expiredBefore();
  const expiryTime = createExpiryClock(clock, before === 0 ? 0 : before + limits.inboxExpiryMs);

  async function run(): Promise<number | undefined> {
    const { time, disagreementMs } = expiryTime();
    if (Math.abs(disagreementMs) > limits.maxClockDisagreementMs) {
      onAlarm(disagreementMs);
      return undefined;
    }
    return store.expire(Math.floor(time) - limits.inboxExpiryMs);
  }

  const stop = every(() => void run().catch(onError), RUN_EVERY_MS);
  void run().catch(onError);
  return { run, stop };
}

function everyUnref(run: () => void, ms: number): () => void {
  const timer = setInterval(run, ms).unref();
  return () => clearInterval(timer);
}
