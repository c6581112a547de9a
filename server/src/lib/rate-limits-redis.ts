import type { RedisConnection } from './connection-redis.ts';
import type { RateLimits } from './rate-limits.ts';
import { readScript } from './script-redis.ts';

interface RedisRateLimitsDeps {
  readonly redis: RedisConnection;
  /** Counts while Redis does not answer. */
  readonly alone: RateLimits;
}

const takePoints = readScript(new URL('lua/take-points.lua', import.meta.url));

/**
 * All processes together. Over the connection that everything else here uses, with its deadline and its one line in the log when
 * Redis is away: the library's own limiter for Redis would take a client past both.
 */
export function createRedisRateLimits({ redis, alone }: RedisRateLimitsDeps): RateLimits {
  return {
    open(limit) {
      const { name, points: allowed, windowMs } = limit;
      const takeAlone = alone.open(limit);
      return async (who, points = 1) => {
        try {
          const answer = await redis.run(client => takePoints(client, `rate:${name}:${who}`, [points, windowMs]));
          const [taken, leftMs] = answer as [number, number];
          return taken > allowed ? Math.max(1, leftMs) : 0;
        } catch {
          return takeAlone(who, points); // the connection has told of it
        }
      };
    },
  };
}
