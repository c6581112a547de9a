// Where devices are connected: in memory for one process, in Redis for several.
import { isSplit } from '../config-checks.ts';
import type { RedisConnection } from '../lib/connection-redis.ts';
import type { Gateways } from '../sessions/gateways.ts';
import { createMemoryGateways } from '../sessions/gateways-memory.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { CachedSessions } from '../sessions/sessions-cache.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import type { Process } from './process.ts';
import { processRedis } from './redis.ts';

export interface OpenedSessions {
  readonly sessions: Sessions;
  readonly gateways: Gateways;
  /** Undefined where the settings name none. */
  readonly redis?: RedisConnection;
}

export async function openSessions(process: Process): Promise<OpenedSessions> {
  const redis = await processRedis(process);
  const inMemory = () => ({ sessions: createMemorySessions(), gateways: createMemoryGateways() });
  if (!redis) return inMemory();
  if (!isSplit(process.config)) return { ...inMemory(), redis }; // there is no other gateway
  const [{ createRedisGateways }, { createRedisSessions }, { cacheSessions }] = await Promise.all([
    import('../sessions/gateways-redis.ts'),
    import('../sessions/sessions-redis.ts'),
    import('../sessions/sessions-cache.ts'),
  ]);
  const { clock, log } = process;
  const gateways = createRedisGateways({ redis, clock, log });
  const sessions = cacheSessions(createRedisSessions({ redis, gateways }));
  addMetrics(process, sessions);
  return { sessions, gateways, redis };
}

function addMetrics({ metrics }: Process, { stats }: CachedSessions): void {
  metrics.add('counter', 'session_lookups_total', 'Devices looked up', () => stats().lookups);
  metrics.add('counter', 'session_hits_total', 'Devices found in memory', () => stats().hits);
  metrics.add(
    'counter',
    'session_bounces_total',
    'Devices that were not where they were looked for',
    () => stats().bounces,
  );
}
