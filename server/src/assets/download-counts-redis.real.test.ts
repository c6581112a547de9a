import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type RedisCluster, startRedisCluster } from '../../../dev/parts/redis.ts';
import { systemClock } from '../lib/clock.ts';
import { openRedis, type RedisConnection } from '../lib/connection-redis.ts';
import { downloadCountsContract } from './download-counts.contract.ts';
import { WINDOW_MS } from './download-counts.ts';
import { createRedisDownloadCounts } from './download-counts-redis.ts';

const log = { warn: () => undefined, info: () => undefined };
let cluster: RedisCluster;
let redis: RedisConnection;
before(async () => {
  cluster = await startRedisCluster();
  const nodes = cluster.addresses.split(',').map(address => {
    const [host, port] = address.split(':');
    return { host: host!, port: Number(port) };
  });
  redis = await openRedis({ nodes, clock: systemClock, log });
});
after(async () => {
  await redis?.close();
  await cluster?.stop();
});

downloadCountsContract('redis', () => createRedisDownloadCounts({ redis }));

test('redis: what was counted goes by itself', async () => {
  const [content, now] = ['e'.repeat(64), 1_800_000_000_000];
  await createRedisDownloadCounts({ redis }).count(content, now);
  const ttl = await redis.run(client => client.pttl(`fetches:{${content}}:${now / WINDOW_MS}`));
  assert.ok(ttl > WINDOW_MS && ttl <= 2 * WINDOW_MS, String(ttl));
});
