import type { RedisConnection } from '../lib/connection-redis.ts';
import type { Process } from './process.ts';

const opened = new WeakMap<Process, Promise<RedisConnection>>();

/** The connection of the process, opened by the first who asks; undefined: no Redis is set. */
export async function processRedis(process: Process): Promise<RedisConnection | undefined> {
  const { redis: nodes } = process.config;
  if (nodes.length === 0) return undefined;
  if (!opened.has(process)) opened.set(process, open(process));
  return opened.get(process);
}

async function open({ config, clock, log, metrics, keep }: Process): Promise<RedisConnection> {
  const { openRedis } = await import('../lib/connection-redis.ts');
  const { redis: nodes, redisPassword: password, redisTls: tls } = config;
  const connection = await openRedis({ nodes, password, tls, clock, log });
  keep(connection.close);
  const { stats } = connection;
  metrics.add('gauge', 'redis_up', 'Redis answers', () => Number(stats().up));
  metrics.add('counter', 'redis_commands_total', 'Commands to Redis', () => stats().commands);
  metrics.add('counter', 'redis_failures_total', 'Commands that failed', () => stats().failures);
  return connection;
}
