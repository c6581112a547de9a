import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type RedisCluster, startRedisCluster } from '../../../dev/parts/redis.ts';
import { systemClock } from './clock.ts';
import { openRedis, type RedisConnection } from './connection-redis.ts';
import { rateLimitsContract } from './rate-limits.contract.ts';
import { createMemoryRateLimits } from './rate-limits-memory.ts';
import { createRedisRateLimits } from './rate-limits-redis.ts';

const limit = { name: 'things', points: 2, windowMs: 3_600_000 };
let cluster: RedisCluster;
let redis: RedisConnection;
before(async () => {
  cluster = await startRedisCluster();
  redis = await connect();
});
after(async () => {
  await redis?.close();
  await cluster?.stop();
});

function connect(): Promise<RedisConnection> {
  const nodes = cluster.addresses.split(',').map(address => {
    const [host, port] = address.split(':');
    return { host: host!, port: Number(port) };
  });
  return openRedis({ nodes, clock: systemClock, log: { warn: () => undefined, info: () => undefined } });
}

const open = (connection = redis) => createRedisRateLimits({ redis: connection, alone: createMemoryRateLimits() });

rateLimitsContract('redis', () => open());

test('redis: processes count together, and a new one begins where the others are', async t => {
  const others = await connect();
  t.after(() => others.close());
  const [here, there] = [open().open(limit), open(others).open(limit)];
  assert.deepEqual([await here('together'), await there('together')], [0, 0]);
  assert.ok((await here('together')) > 0);
  assert.ok((await there('together')) > 0);
});

test('redis: nothing is kept for longer than the window', async () => {
  await open().open(limit)('kept');
  const leftMs = await redis.run(client => client.pttl('rate:things:kept'));
  assert.ok(leftMs > 0 && leftMs <= limit.windowMs, String(leftMs));
});

test('D9 redis: while it is away each process counts alone, and nobody is refused for it', async () => {
  const lost = await connect();
  const take = open(lost).open(limit);
  await lost.close();
  assert.deepEqual([await take('away'), await take('away')], [0, 0]);
  assert.ok((await take('away')) > 0);
});
