import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId, DeviceAddress } from '@parley/protocol';
import { sessionsContract } from './sessions.contract.ts';
import type { Sessions } from './sessions.ts';
import { cacheSessions } from './sessions-cache.ts';
import { createMemorySessions } from './sessions-memory.ts';

sessionsContract('cache', () => cacheSessions(createMemorySessions()));

const alice: DeviceAddress = { account: 'a1'.repeat(16) as AccountId, device: 1 };
const bob: DeviceAddress = { account: 'b0'.repeat(16) as AccountId, device: 1 };
const atG1 = { gateway: 'g1', connectionEpoch: 1 };
const atG2 = { gateway: 'g2', connectionEpoch: 2 };

/** A process that only looks up, beside the one that registers. */
function createBoth(options?: Parameters<typeof cacheSessions>[1]) {
  const truth = createMemorySessions();
  const asked: number[] = [];
  const counted: Sessions = {
    ...truth,
    lookup(devices) {
      asked.push(devices.length);
      return truth.lookup(devices);
    },
  };
  return { truth, asked, cached: cacheSessions(counted, options) };
}

test('cache: what was found is not asked for again until it bounces', async () => {
  const { truth, asked, cached } = createBoth();
  await truth.register(alice, atG1);
  assert.deepEqual(await cached.lookup([alice, bob]), [atG1, undefined]);
  await truth.register(alice, atG2);
  assert.deepEqual(await cached.lookup([alice]), [atG1]);
  cached.bounced(alice, atG1);
  assert.deepEqual(await cached.lookup([alice]), [atG2]);
  cached.bounced(alice, atG1); // late, of the look-up before
  assert.deepEqual(await cached.lookup([alice]), [atG2]);
  assert.deepEqual(asked, [2, 1]);
  assert.deepEqual(cached.stats(), { lookups: 5, hits: 2, bounces: 2 });
});

test('cache: D6 "not connected" is never remembered', async () => {
  const { truth, cached } = createBoth();
  assert.deepEqual(await cached.lookup([alice]), [undefined]);
  await truth.register(alice, atG1);
  assert.deepEqual(await cached.lookup([alice]), [atG1]);
});

test('cache: D9 what is remembered is found while the sessions fail', async () => {
  let isDown = false;
  const truth = createMemorySessions();
  const cached = cacheSessions({
    ...truth,
    lookup: devices => (isDown ? Promise.reject(new Error('for the test')) : truth.lookup(devices)),
  });
  await truth.register(alice, atG1);
  await cached.lookup([alice]);
  isDown = true;
  assert.deepEqual(await cached.lookup([alice]), [atG1]);
  assert.deepEqual(await cached.lookup([bob, alice]), [undefined, atG1]);
  await assert.rejects(cached.lookup([bob]));
});

test('cache: it takes no more than it is given', async () => {
  const { truth, asked, cached } = createBoth({ maxEntries: 1 });
  await truth.register(alice, atG1);
  await truth.register(bob, atG1);
  for (const device of [alice, bob, alice]) assert.deepEqual(await cached.lookup([device]), [atG1]);
  assert.deepEqual(asked, [1, 1, 1]);
});
