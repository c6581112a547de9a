// How often an account may do something.
import { type AccountId, type WireError, wireError } from '@parley/protocol';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Takes one; undefined: there was room for it. */
export function createRate(points: number, durationS: number): (account: AccountId) => Promise<WireError | undefined> {
  const limiter = new RateLimiterMemory({ points, duration: durationS });
  return async account => {
    try {
      await limiter.consume(account);
      return undefined;
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      const { msBeforeNext } = refusal as { msBeforeNext: number };
      return wireError('rate_limited', undefined, msBeforeNext);
    }
  };
}
