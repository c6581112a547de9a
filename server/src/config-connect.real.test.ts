import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startMariadb } from '../../dev/parts/mariadb.ts';
import { startRedisCluster } from '../../dev/parts/redis.ts';
import { loadConfig } from './config.ts';
import { tryToReach } from './config-connect.ts';

const reach = (flags: Record<string, string>) => tryToReach(loadConfig({}, flags));

test('a database is reached by who may come in, and what it says to others is told', async t => {
  const mariadb = await startMariadb({ replicas: 1 });
  t.after(() => mariadb.stop());
  const flags = { sql: mariadb.url, sqlPassword: mariadb.password, sqlReplicas: `eu=${mariadb.replicaAddresses[0]}` };
  assert.deepEqual(
    (await reach(flags)).map(({ what, failure }) => [what, failure]),
    [
      ['sql', undefined],
      ['sql replica eu', undefined],
    ],
  );
  const wrong = await reach({ ...flags, sqlPassword: 'not-this-one' });
  assert.equal(wrong.length, 2);
  for (const { failure } of wrong) assert.match(failure!, /Access denied for user 'parley'/);
  assert.doesNotMatch(JSON.stringify(wrong), /not-this-one/);
  const [other] = await reach({ ...flags, sql: mariadb.url.replace(/parley$/, 'other') });
  assert.match(other!.failure!, /other/);
  await mariadb.primary.kill();
  const [gone, replica] = await reach(flags);
  assert.match(gone!.failure!, /ECONNREFUSED|cannot be reached/);
  assert.equal(replica!.failure, undefined);
});

test('every node of a Redis cluster is asked, with the password', async t => {
  const redis = await startRedisCluster({ password: 'right' });
  t.after(() => redis.stop());
  const nodes = redis.addresses.split(',');
  const failures = async (redisPassword: string) =>
    (await reach({ redis: redis.addresses, redisPassword })).map(({ failure }) => failure);
  assert.deepEqual(
    await failures('right'),
    nodes.map(() => undefined),
  );
  for (const failure of await failures('wrong')) assert.match(failure!, /^WRONGPASS/);
  const [without] = await reach({ redis: nodes[0]! });
  assert.match(without!.failure!, /^NOAUTH/);
});
