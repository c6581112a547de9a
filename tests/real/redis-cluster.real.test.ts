// The Redis Cluster of tests and of people, as a client sees it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Cluster } from 'ioredis';
import { type RedisCluster, startRedisCluster } from '../../dev/parts/redis.ts';
import { until } from '../../dev/parts/until.ts';
import { assertGone, stateOf } from './support/processes.ts';

const PASSWORD = 'a secret';
const TIMEOUT_MS = 30_000;

let redis: RedisCluster;
let client: Cluster;

before(async () => {
  redis = await startRedisCluster({ password: PASSWORD });
  client = connect();
});
after(async () => {
  client?.disconnect();
  await redis?.stop();
});

function connect(): Cluster {
  const nodes = redis.addresses.split(',').map(address => {
    const [host, port] = address.split(':');
    return { host: host!, port: Number(port) };
  });
  const cluster = new Cluster(nodes, { redisOptions: { password: PASSWORD }, clusterRetryStrategy: () => 100 });
  cluster.on('error', () => undefined);
  return cluster;
}

test('it keeps what is written in the slots of all three masters', async () => {
  const keys = Array.from({ length: 30 }, (_, index) => `key:${index}`);
  for (const key of keys) await client.set(key, `of ${key}`);
  for (const key of keys) assert.equal(await client.get(key), `of ${key}`);
  const holders = await Promise.all(keys.map(key => redis.masterOf(key)));
  assert.equal(new Set(holders).size, 3);
});

test('a killed master is followed by its replica, which has what was written, and comes back as a replica itself', async () => {
  await client.set('sess:1', 'phone');
  const master = await redis.masterOf('sess:1');
  assert.equal(await redis.ask(master, 'wait', '1', '10000'), '1');
  await master.kill();
  assert.ok(!master.isRunning());
  await until('a replica has taken over', TIMEOUT_MS, async () => (await redis.masterOf('sess:1')) !== master);
  assert.equal(await client.get('sess:1'), 'phone');
  await master.restart();
  await redis.untilWhole();
  assert.match(await redis.ask(master, 'role'), /^slave/);
});

test('a paused node answers nobody until it goes on', async () => {
  const [node] = redis.nodes;
  node!.pause();
  const answer = redis.ask(node!, 'ping');
  await until('it is stopped', TIMEOUT_MS, async () => stateOf(node!.pid) === 'T');
  node!.resume();
  assert.equal(await answer, 'PONG');
});

test('emptied, it has nothing', async () => {
  await client.set('sess:2', 'phone');
  await redis.empty();
  assert.equal(await client.get('sess:2'), null);
});

test('stopped, it leaves no process and no folder behind', async () => {
  const other = await startRedisCluster({ masters: 3, replicasPerMaster: 0 });
  assert.equal(other.nodes.length, 3);
  await other.stop();
  assertGone(other.nodes);
});
