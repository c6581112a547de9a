import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { RateLimits } from './rate-limits.ts';

/** Each process by itself. */
export function createMemoryRateLimits(): RateLimits {
  return {
    open({ points: allowed, windowMs }) {
      const limiter = new RateLimiterMemory({ points: allowed, duration: windowMs / 1_000 });
      return async (who, points = 1) => {
        try {
          await limiter.consume(who, points);
          return 0;
        } catch (refusal) {
          if (refusal instanceof Error) throw refusal;
          return Math.max(1, (refusal as { msBeforeNext: number }).msBeforeNext);
        }
      };
    },
  };
}
