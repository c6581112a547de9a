import type { RateLimits } from '../lib/rate-limits.ts';
import { createMemoryRateLimits } from '../lib/rate-limits-memory.ts';
import type { Process } from './process.ts';
import { processRedis } from './redis.ts';

/** Where there is a Redis all processes count together. */
export async function openRateLimits(process: Process): Promise<RateLimits> {
  const redis = await processRedis(process);
  const alone = createMemoryRateLimits();
  if (!redis) return alone;
  const { createRedisRateLimits } = await import('../lib/rate-limits-redis.ts');
  return createRedisRateLimits({ redis, alone });
}
