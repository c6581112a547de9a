// A server whose Redis, database and Kafka speak nothing but TLS, with certificates of an authority of the operator's own.
import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { startKafka } from '../../dev/parts/kafka.ts';
import { type Mariadb, startMariadb } from '../../dev/parts/mariadb.ts';
import type { PartTls } from '../../dev/parts/part.ts';
import { type RedisCluster, startRedisCluster } from '../../dev/parts/redis.ts';
import { createCli } from '../support/cli.ts';
import { createLinkCertificates } from '../support/link-certificates.ts';
import { createPeople, texts } from '../support/people.ts';
import { startServerProcess } from '../support/server-process.ts';

let tls: PartTls;
let redis: RedisCluster;
let mariadb: Mariadb;
const closers: (() => unknown)[] = [];
before(async () => {
  const [{ linkCert: cert, linkKey: key, linkCa: ca }] = createLinkCertificates(
    { after: close => void closers.push(close as () => unknown) },
    'localhost',
  ) as [{ linkCert: string; linkKey: string; linkCa: string }];
  tls = { cert, key, ca };
  [redis, mariadb] = await Promise.all([
    startRedisCluster({ masters: 1, replicasPerMaster: 0, password: 'a secret', tls }),
    startMariadb({ replicas: 0, tls }),
  ]);
});
after(async () => {
  await Promise.all([redis?.stop(), mariadb?.stop()]);
  for (const close of closers) await close();
});

const byName = (address: string): string => address.replaceAll('127.0.0.1', 'localhost');

const settings = (): Record<string, string> => ({
  PARLEY_REDIS: byName(redis.addresses),
  PARLEY_REDIS_PASSWORD: redis.password,
  PARLEY_REDIS_TLS: 'true',
  PARLEY_SQL: byName(mariadb.url),
  PARLEY_SQL_PASSWORD: mariadb.password,
  PARLEY_SQL_TLS: 'true',
});

test('people write to each other over a Redis and a database that take nothing but TLS', async t => {
  const server = await startServerProcess(t, { env: { ...settings(), NODE_EXTRA_CA_CERTS: tls.ca } });
  const people = createPeople(t, server.url);
  const [alice, bob] = [await people.register('Alice'), await people.register('Bob')];
  for (const { client } of [alice, bob]) client.connect();
  const { id } = await alice.client.sendText(bob.client.account, 'over TLS');
  await alice.client.waitFor(id, 'delivered');
  assert.deepEqual(await texts(bob.client, alice.client.account), ['over TLS']);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  assert.match(metrics, /^parley_redis_up 1$/m);
  assert.match(metrics, /^parley_redis_failures_total 0$/m);
  assert.ok(Number(await redis.ask(redis.nodes[0]!, 'dbsize')) > 0);
});

const check = (t: TestContext, env: Record<string, string>) => createCli(t, env).run('config', 'check', '--connect');

test('config check connects by TLS, and says so when the authority is not known or the name is another', async t => {
  const known = await check(t, { ...settings(), NODE_EXTRA_CA_CERTS: tls.ca });
  assert.equal(known.code, 0, known.stdout + known.stderr);
  const unknown = await check(t, settings());
  assert.equal(unknown.code, 1);
  assert.match(unknown.stdout + unknown.stderr, /unable to verify|self-signed|unable to get/);
  const plain = await check(t, { ...settings(), PARLEY_REDIS_TLS: 'false', PARLEY_SQL_TLS: 'false' });
  assert.equal(plain.code, 1);
  const byAddress = { ...settings(), PARLEY_REDIS: redis.addresses, NODE_EXTRA_CA_CERTS: tls.ca };
  const other = await check(t, byAddress);
  assert.equal(other.code, 1);
  assert.match(other.stdout + other.stderr, /127\.0\.0\.1 is not in the cert|does not match/);
});

test('the nodes of a Redis Cluster are reached by TLS too, under the addresses that it tells', async t => {
  const [files] = createLinkCertificates(t, '127.0.0.1') as [{ linkCert: string; linkKey: string; linkCa: string }];
  const { linkCert: cert, linkKey: key, linkCa: ca } = files;
  const cluster = await startRedisCluster({ password: 'a secret', tls: { cert, key, ca } });
  t.after(() => cluster.stop());
  const server = await startServerProcess(t, {
    env: {
      PARLEY_REDIS: cluster.addresses,
      PARLEY_REDIS_PASSWORD: cluster.password,
      PARLEY_REDIS_TLS: 'true',
      NODE_EXTRA_CA_CERTS: ca,
    },
  });
  const people = createPeople(t, server.url);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  alice.connect();
  await alice.waitFor((await alice.sendText(bob.account, 'its claim of keys is counted')).id, 'sent');
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  assert.match(metrics, /^parley_redis_failures_total 0$/m);
  assert.doesNotMatch(metrics, /^parley_redis_commands_total 0$/m);
});

test('messages to groups go through a Kafka that takes nothing but TLS and a user with a password', async t => {
  const [user, password] = ['parley', 'a password of the test'];
  const kafka = await startKafka({ secure: { tls, user, password } });
  t.after(() => kafka.stop());
  const env = {
    PARLEY_KAFKA: byName(kafka.addresses),
    PARLEY_KAFKA_TLS: 'true',
    PARLEY_KAFKA_USER: user,
    PARLEY_KAFKA_PASSWORD: password,
    NODE_EXTRA_CA_CERTS: tls.ca,
  };
  const known = await check(t, env);
  assert.equal(known.code, 0, known.stdout + known.stderr);
  const server = await startServerProcess(t, { env });
  const people = createPeople(t, server.url);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  for (const client of [alice, bob]) client.connect();
  const group = await alice.createGroup({ name: 'Friends', members: [bob.account] });
  const { id } = await alice.sendText(group.id, 'through Kafka');
  await alice.waitFor(id, 'delivered');
  assert.ok((await texts(bob, group.id)).includes('through Kafka'));
});
