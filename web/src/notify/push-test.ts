// A person's try whether pushes reach this browser, from the server's sending to the notification (F51).
import { engine } from '../engine/engine.ts';
import type { PushArrived } from './push-note.ts';
import { type PushTrouble, subscribeToPush } from './push-subscription.ts';

export type PushTried =
  | { readonly kind: 'arrived'; readonly tookMs: number }
  /** The push service has it, and it is not here. */
  | { readonly kind: 'lost' }
  /** The push service does not take it; `why` is in the words of the server. */
  | { readonly kind: 'refused' | 'later'; readonly why: string }
  | { readonly kind: PushTrouble | 'too_often' };

const WAIT_MS = 30_000;

export async function tryPush(): Promise<PushTried> {
  const arrivals = hearArrivals();
  try {
    return await attempt(arrivals, true);
  } finally {
    arrivals.end();
  }
}

async function attempt(arrivals: Arrivals, mayRepeat: boolean): Promise<PushTried> {
  const trouble = await subscribeToPush();
  if (trouble) return { kind: trouble };
  const startedAt = performance.now();
  const sent = await engine.testPush().catch((error: { code?: string }) => error);
  if (!('outcome' in sent)) return { kind: sent.code === 'rate_limited' ? 'too_often' : 'unreachable' };
  const { outcome, test, why = '' } = sent;
  // The browser's subscription was over: with a new one it may do.
  if (outcome === 'gone' && mayRepeat) return attempt(arrivals, false);
  if (outcome !== 'sent') return { kind: outcome === 'later' ? 'later' : 'refused', why };
  const arrivedAt = await arrivals.of(test, WAIT_MS);
  return arrivedAt === undefined ? { kind: 'lost' } : { kind: 'arrived', tookMs: arrivedAt - startedAt };
}

interface Arrivals {
  /** When it came; undefined: it has not come within that time. */
  of(test: string, waitMs: number): Promise<number | undefined>;
  end(): void;
}

/** From before it is sent: it may be here before the server's answer. */
function hearArrivals(): Arrivals {
  const cameAt = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  const hear = ({ data }: MessageEvent<Partial<PushArrived> | undefined>): void => {
    const test = data?.pushTest;
    if (typeof test !== 'string') return;
    cameAt.set(test, performance.now());
    waiting.get(test)?.(performance.now());
  };
  navigator.serviceWorker.addEventListener('message', hear);
  return {
    of(test, waitMs) {
      const at = cameAt.get(test);
      if (at !== undefined) return Promise.resolve(at);
      return new Promise(resolve => {
        waiting.set(test, resolve);
        setTimeout(() => resolve(undefined), waitMs);
      });
    },
    end: () => navigator.serviceWorker.removeEventListener('message', hear),
  };
}
