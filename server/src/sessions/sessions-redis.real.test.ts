import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { AccountId, DeviceAddress } from '@parley/protocol';
import { until } from '../../../dev/parts/until.ts';
import { createRandom } from '../lib/random.testing.ts';
import { entryOf, useRedis } from './redis.testing.ts';
import { sessionsContract } from './sessions.contract.ts';
import { createMemorySessions } from './sessions-memory.ts';
import { createRedisSessions } from './sessions-redis.ts';

const rig = useRedis();
const WAIT_MS = 30_000;
/** Callers are held up for no longer, whatever Redis does; the rest is for a slow machine. */
const MAX_HELD_MS = 1_200;

const deviceOf = (n: number, device = 1): DeviceAddress => ({
  account: n.toString(16).padStart(32, '0') as AccountId,
  device,
});
const at = (gateway: string, connectionEpoch: number) => ({ gateway, connectionEpoch });

async function create(t: TestContext, names = ['g1', 'g2', 'g3']) {
  await rig.cluster.empty();
  for (const name of names) await rig.announce(t, entryOf(name));
  return createRedisSessions({ redis: rig.redis, gateways: rig.gateways() });
}

sessionsContract('redis', create);

test('redis: a crash of a gateway voids all its entries, and its next start does not bring them back', async t => {
  const sessions = await create(t, ['g2']);
  const crashing = await rig.announce(t, entryOf('g1', 'first'), { renewMs: 60_000, ttlMs: 4_000 });
  const own = createRedisSessions({ redis: rig.redis, gateways: crashing });
  const devices = Array.from({ length: 50 }, (_, n) => deviceOf(n));
  await Promise.all(devices.map(device => own.register(device, at('g1', 1))));
  assert.ok((await sessions.lookup(devices)).every(Boolean));
  await until('its heartbeat is over', WAIT_MS, async () => !(await sessions.lookup(devices)).some(Boolean));
  const again = await rig.announce(t, entryOf('g1', 'second'));
  assert.ok(!(await sessions.lookup(devices)).some(Boolean));
  const anew = createRedisSessions({ redis: rig.redis, gateways: again });
  assert.deepEqual(await anew.register(devices[0]!, at('g1', 2)), { kind: 'registered' }, 'nobody is displaced');
  assert.deepEqual(await sessions.lookup([devices[0]!]), [at('g1', 2)]);
});

test('redis: D6 a gateway that has just started again is believed, though its earlier incarnation is remembered', async t => {
  await create(t, []);
  await rig.announce(t, entryOf('g1', 'first'));
  const looker = createRedisSessions({ redis: rig.redis, gateways: rig.gateways({ rememberMs: 60_000 }) });
  const before = createRedisSessions({ redis: rig.redis, gateways: rig.gateways() });
  await before.register(deviceOf(1), at('g1', 1));
  assert.deepEqual(await looker.lookup([deviceOf(1)]), [at('g1', 1)]);
  const again = await rig.announce(t, entryOf('g1', 'second'));
  const after = createRedisSessions({ redis: rig.redis, gateways: again });
  await after.register(deviceOf(1), at('g1', 2));
  assert.deepEqual(await looker.lookup([deviceOf(1)]), [at('g1', 2)]);
});

test('redis: D9 emptied, it takes registrations anew, and the next connection still wins', async t => {
  const sessions = await create(t, []);
  const own = createRedisSessions({
    redis: rig.redis,
    gateways: await rig.announce(t, entryOf('g1'), { renewMs: 50 }),
  });
  await own.register(deviceOf(1), at('g1', 5));
  await rig.cluster.empty();
  assert.deepEqual(await sessions.lookup([deviceOf(1)]), [undefined]);
  assert.deepEqual(await own.register(deviceOf(1), at('g1', 5)), { kind: 'registered' });
  await until('it is found', WAIT_MS, async () => (await sessions.lookup([deviceOf(1)]))[0] !== undefined);
});

test('redis: nothing stays for ever', async t => {
  const gateways = await rig.announce(t, entryOf('g1'));
  const short = createRedisSessions({ redis: rig.redis, gateways, keepMs: 200 });
  await short.register(deviceOf(77), at('g1', 1));
  await until(
    'it is gone',
    WAIT_MS,
    async () => !(await rig.redis.run(client => client.exists(`sess:${deviceOf(77).account}`))),
  );
});

async function timed(call: Promise<unknown>): Promise<boolean> {
  const start = performance.now();
  const isDone = await call.then(
    () => true,
    () => false,
  );
  const tookMs = performance.now() - start;
  assert.ok(tookMs < MAX_HELD_MS, `held up for ${tookMs} ms`);
  return isDone;
}

test('redis: D9 a master that is paused holds nobody up, and its replica takes over', async t => {
  const sessions = await create(t);
  const device = deviceOf(1);
  await sessions.register(device, at('g1', 1));
  const master = await rig.cluster.masterOf(`sess:${device.account}`);
  master.pause();
  assert.equal(await timed(sessions.lookup([device])), false);
  assert.equal(await timed(sessions.register(device, at('g1', 2))), false);
  await until('a replica answers', WAIT_MS, () => timed(sessions.register(device, at('g2', 3))));
  assert.deepEqual(await sessions.lookup([device]), [at('g2', 3)]);
  master.resume();
  await rig.cluster.untilWhole();
});

test('redis: F10 a master that is killed in the middle of use is followed by its replica', async t => {
  const sessions = await create(t);
  const devices = Array.from({ length: 30 }, (_, n) => deviceOf(n));
  for (const device of devices) await sessions.register(device, at('g1', 1));
  const master = await rig.cluster.masterOf(`sess:${devices[0]!.account}`);
  let epoch = 1;
  const killed = master.kill();
  const registerAll = async (): Promise<boolean> => {
    epoch++;
    const done = await Promise.all(devices.map(device => timed(sessions.register(device, at('g2', epoch)))));
    return done.every(Boolean);
  };
  await registerAll();
  await killed;
  await until('all are registered', WAIT_MS, registerAll);
  assert.deepEqual(
    await sessions.lookup(devices),
    devices.map(() => at('g2', epoch)),
  );
  await master.restart();
  await rig.cluster.untilWhole();
});

test('redis: D11 of many connections of a device at a time, the one with the highest epoch is it', async t => {
  const sessions = await create(t);
  const random = createRandom(7);
  const epochs = Array.from({ length: 100 }, (_, n) => n + 1).sort(() => random() - 0.5);
  const results = await Promise.all(
    epochs.map(epoch => sessions.register(deviceOf(1), at(`g${1 + (epoch % 3)}`, epoch))),
  );
  // In which order they get there is not said: each is refused only for a higher one.
  for (const [i, result] of results.entries()) if (result.kind === 'stale') assert.ok(result.highest > epochs[i]!);
  assert.ok(results.some(({ kind }) => kind === 'stale'));
  assert.deepEqual(await sessions.lookup([deviceOf(1)]), [at('g2', 100)]);
});

test('redis: ten thousand devices are found in one look-up', async t => {
  const sessions = await create(t);
  await sessions.register(deviceOf(9_999), at('g1', 1));
  const found = await sessions.lookup(Array.from({ length: 10_000 }, (_, n) => deviceOf(n)));
  assert.equal(found.length, 10_000);
  assert.deepEqual(found.at(-1), at('g1', 1));
  assert.equal(found.filter(Boolean).length, 1);
});

const STEPS = 400;

test(`redis: D11 any ${STEPS} steps of registering, leaving and looking up, several at once, are as in memory`, async t => {
  const sessions = await create(t);
  const model = createMemorySessions();
  const seed = Number(process.env.PARLEY_SEED ?? 20);
  const random = createRandom(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  for (let step = 0; step < STEPS; step++) {
    // Those at once are for different devices: the order among them is nobody's promise.
    const devices = Array.from({ length: 1 + pick(4) }, (_, n) => deviceOf(n, 1 + pick(2)));
    const batch = devices.map(device => {
      const session = at(`g${1 + pick(3)}`, 1 + pick(12));
      const kind = pick(3);
      return (backend: typeof sessions) => {
        if (kind === 0) return backend.register(device, session);
        return kind === 1 ? backend.unregister(device, session) : backend.lookup([device]);
      };
    });
    const [real, expected] = await Promise.all(
      [sessions, model].map(backend => Promise.all(batch.map(run => run(backend)))),
    );
    assert.deepEqual(real, expected, `step ${step} of seed ${seed}`);
  }
});
