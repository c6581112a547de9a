// How often an account may do something.
import { type AccountId, type WireError, wireError } from '@parley/protocol';
import type { RateLimit, RateLimits } from '../lib/rate-limits.ts';

/** Takes one, or as many as said; undefined: there was room for it. */
export type TakeRate = (account: AccountId, points?: number) => Promise<WireError | undefined>;

export function createRate(rates: RateLimits, limit: RateLimit): TakeRate {
  const take = rates.open(limit);
  return async (account, points) => {
    const waitMs = await take(account, points);
    return waitMs > 0 ? wireError('rate_limited', undefined, waitMs) : undefined;
  };
}
