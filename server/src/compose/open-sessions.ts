// Where devices are connected: in memory for one process, in Redis for several.
import type { RedisConnection } from '../lib/connection-redis.ts';
import type { Gateways } from '../sessions/gateways.ts';
import { createMemoryGateways } from '../sessions/gateways-memory.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { CachedSessions } from '../sessions/sessions-cache.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import type { Process } from './process.ts';

export interface OpenedSessions {
  readonly sessions: Sessions;
  readonly gateways: Gateways;
  /** Undefined where the settings name none. */
  readonly redis?: RedisConnection;
}

export async function openSessions(process: Process): Promise<OpenedSessions> {
  if (process.config.redis.length === 0) return { sessions: createMemorySessions(), gateways: createMemoryGateways() };
  const [{ openRedis }, { createRedisGateways }, { createRedisSessions }, { cacheSessions }] = await Promise.all([
    import('../lib/connection-redis.ts'),
    import('../sessions/gateways-redis.ts'),
    import('../sessions/sessions-redis.ts'),
    import('../sessions/sessions-cache.ts'),
  ]);
  const { config, clock, log, keep } = process;
  const { redis: nodes, redisPassword: password, redisTls: tls } = config;
  const redis = await openRedis({ nodes, ...(password && { password }), tls, clock, log });
  keep(redis.close);
  const gateways = createRedisGateways({ redis, clock, log });
  const sessions = cacheSessions(createRedisSessions({ redis, gateways }));
  addMetrics(process, redis, sessions);
  return { sessions, gateways, redis };
}

function addMetrics({ metrics }: Process, redis: RedisConnection, { stats }: CachedSessions): void {
  metrics.add('gauge', 'redis_up', 'Redis answers', () => Number(redis.stats().up));
  metrics.add('counter', 'redis_commands_total', 'Commands to Redis', () => redis.stats().commands);
  metrics.add('counter', 'redis_failures_total', 'Commands that failed', () => redis.stats().failures);
  metrics.add('counter', 'session_lookups_total', 'Devices looked up', () => stats().lookups);
  metrics.add('counter', 'session_hits_total', 'Devices found in memory', () => stats().hits);
  metrics.add(
    'counter',
    'session_bounces_total',
    'Devices that were not where they were looked for',
    () => stats().bounces,
  );
}
