import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../../dev/parts/until.ts';
import { gatewaysContract } from './gateways.contract.ts';
import { entryOf, useRedis } from './redis.testing.ts';

const rig = useRedis();
const WAIT_MS = 30_000;
const fast = { renewMs: 100, ttlMs: 1_500 };

gatewaysContract('redis', async t => {
  await rig.cluster.empty();
  const opened: ReturnType<typeof rig.gateways>[] = [];
  t.after(() => Promise.all(opened.map(each => each.withdraw())));
  return () => {
    const gateways = rig.gateways();
    opened.push(gateways);
    return gateways;
  };
});

test('redis: D11 one that no longer says that it is here is gone, and all() forgets it', async t => {
  await rig.cluster.empty();
  await rig.announce(t, entryOf('g1'), { renewMs: 60_000, ttlMs: 300 });
  await rig.announce(t, entryOf('g2'));
  const looker = rig.gateways();
  assert.equal((await looker.all()).length, 2);
  await until('it is gone', WAIT_MS, async () => (await looker.find('g1')) === undefined);
  assert.deepEqual(await looker.all(), [entryOf('g2')]);
  assert.deepEqual(await rig.redis.run(client => client.smembers('gws')), ['g2']);
});

test('redis: D9 a gateway notices that Redis was emptied, in whole or on one of its servers', async t => {
  await rig.cluster.empty();
  let losses = 0;
  await rig.announce(t, entryOf('g1'), { ...fast, ttlMs: 60_000, onLost: () => losses++ });
  assert.equal(losses, 0);
  await rig.cluster.empty();
  await until('it was noticed', WAIT_MS, async () => losses === 1);
  assert.deepEqual(await rig.gateways().find('g1'), entryOf('g1'));
  const masters = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(key => rig.cluster.masterOf(key)));
  const others = [...new Set(masters)];
  const own = await rig.cluster.masterOf('gw:g1');
  const other = others.find(node => node !== own)!;
  await rig.cluster.ask(other, 'flushall');
  await until('it was noticed again', WAIT_MS, async () => losses === 2);
});

test('redis: D11 a renewal that came late is told', async t => {
  await rig.cluster.empty();
  let losses = 0;
  await rig.announce(t, entryOf('g1'), { renewMs: 400, ttlMs: 100, onLost: () => losses++ });
  await until('it was told', WAIT_MS, async () => losses > 0);
});

test('redis: F10 Redis away for a while: nobody waits long, and all is as it was when it is back', async t => {
  await rig.cluster.empty();
  let losses = 0;
  const own = await rig.announce(t, entryOf('g1'), { ...fast, onLost: () => losses++ });
  const looker = rig.gateways();
  assert.ok(await looker.find('g1'));
  for (const node of rig.cluster.nodes) node.pause();
  await until('it knows that nobody hears it', WAIT_MS, async () => !own.isAnnounced());
  assert.equal(rig.redis.stats().up, false);
  const start = performance.now();
  assert.deepEqual(await looker.find('g1'), entryOf('g1'), 'what was known');
  await assert.rejects(looker.find('g9'));
  assert.ok(performance.now() - start < 1_000, `${performance.now() - start} ms for both`);
  for (const node of rig.cluster.nodes) node.resume();
  await rig.cluster.untilWhole();
  await until('it is heard again', WAIT_MS, async () => own.isAnnounced());
  assert.ok(losses > 0, 'what happened meanwhile has to be made up for');
  assert.deepEqual(await rig.gateways().find('g1'), entryOf('g1'));
});

test('redis: F10 all of Redis killed and started again', async t => {
  await rig.cluster.empty();
  let losses = 0;
  const own = await rig.announce(t, entryOf('g1'), { ...fast, onLost: () => losses++ });
  await Promise.all(rig.cluster.nodes.map(node => node.kill()));
  await until('it knows that nobody hears it', WAIT_MS, async () => !own.isAnnounced());
  await Promise.all(rig.cluster.nodes.map(node => node.restart()));
  await rig.cluster.untilWhole();
  await until('it is heard again', WAIT_MS, async () => own.isAnnounced());
  assert.ok(losses > 0);
  assert.deepEqual(await rig.gateways().all(), [entryOf('g1')]);
});
