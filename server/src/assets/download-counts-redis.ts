import type { RedisConnection } from '../lib/connection-redis.ts';
import { type DownloadCounts, WINDOW_MS, windowAt } from './download-counts.ts';

/** For all processes together. Rejects while Redis does not answer. */
export function createRedisDownloadCounts({ redis }: { readonly redis: RedisConnection }): DownloadCounts {
  // Both windows of a file are in one slot of a cluster.
  const keyOf = (sha256: string, window: number): string => `fetches:{${sha256}}:${window}`;
  return {
    async count(sha256, time) {
      const { number: window, weightBefore } = windowAt(time);
      const key = keyOf(sha256, window);
      const [now, before] = await Promise.all([
        redis.run(client => client.incr(key)),
        redis.run(client => client.get(keyOf(sha256, window - 1))),
      ]);
      if (now === 1) await redis.run(client => client.pexpire(key, 2 * WINDOW_MS));
      return now + Number(before ?? 0) * weightBefore;
    },
  };
}
