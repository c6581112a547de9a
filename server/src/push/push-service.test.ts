import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireError } from '@parley/protocol';
import { createMemoryRateLimits } from '../lib/rate-limits-memory.ts';
import { alice, bob, carol, startPush } from './push.testing.ts';
import type { PushTest } from './push.ts';

const SECOND = 1_000;

test('F51 a device is pushed to at once, and while it fetches nothing once in its time, with what waits by then', async t => {
  const { push, subscribe, services, advance, setWaiting, until } = await startPush(t);
  const { webpush } = services;
  const endpoint = await subscribe(alice);
  push.wake([alice]);
  const first = await webpush.next();
  assert.deepEqual([first.endpoint, first.note], [endpoint, { count: 1 }]);
  await until(() => push.stats().results.sent === 1);
  setWaiting(alice, 3);
  push.wake([alice]);
  push.wake([alice, bob]);
  advance(29 * SECOND);
  await until(() => true);
  assert.equal(webpush.pushes.length, 1);
  advance(2 * SECOND);
  assert.deepEqual((await webpush.next()).note, { count: 3 });
  await until(() => push.stats().results.sent === 2);
  advance(60 * SECOND);
  await until(() => true);
  assert.equal(webpush.pushes.length, 2, 'nothing came since');
});

test('what a device has fetched it is not told, and the next message pushes at once', async t => {
  const { push, subscribe, services, setWaiting, until, advance } = await startPush(t);
  const { webpush } = services;
  const sent = (count: number) => until(() => push.stats().results.sent === count);
  await subscribe(alice);
  push.wake([alice]);
  await sent(1);
  push.wake([alice]);
  push.fetched([alice]);
  push.wake([alice]);
  await sent(2);
  push.wake([alice]);
  setWaiting(alice, 0); // it is connected by now
  advance(31 * SECOND);
  await until(() => push.stats().spared === 1);
  assert.equal(webpush.pushes.length, 2);
});

test('F31 a device that has ended is not pushed to, whether or not anybody has said so here', async t => {
  const { push, subscribe, services, store, end, until } = await startPush(t);
  await subscribe(alice);
  await push.forget(alice);
  push.wake([alice]);
  await subscribe(bob);
  end(bob);
  push.wake([bob]);
  for (let left = 1; left > 0; ) left = (await store.find([alice, bob])).size;
  await until(() => true);
  assert.equal(services.webpush.pushes.length, 0);
  assert.equal((await push.info(bob)).subscription, undefined);
});

test('F31 a subscription that its service calls gone is removed, but not the one that has come in its place', async t => {
  const { push, subscribe, services, store } = await startPush(t);
  const old = await subscribe(alice);
  services.webpush.end(old);
  push.wake([alice]);
  while ((await store.find([alice])).size > 0) await new Promise(setImmediate);
  assert.equal(push.stats().results.gone, 1);
  const anew = await subscribe(alice);
  push.wake([alice]);
  assert.equal((await services.webpush.next()).endpoint, anew);
});

test('a device that has just subscribed is pushed to, though it was known to have no subscription', async t => {
  const { push, subscribe, services, until } = await startPush(t);
  push.wake([alice]);
  await until(() => push.stats().waiting === 0);
  await subscribe(alice);
  push.wake([alice]);
  await services.webpush.next();
});

test('a push that fails is made again when its service says, each time later if it says nothing, and not for ever', async t => {
  const { push, subscribe, services, advance, until } = await startPush(t, { pushAttempts: 4 });
  const { webpush } = services;
  await subscribe(alice);
  webpush.answerWith(
    { status: 429, headers: { 'retry-after': '120' } },
    { status: 500 },
    { status: 500 },
    { status: 500 },
  );
  const tries = (count: number) => until(() => push.stats().results.later === count);
  push.wake([alice]);
  await tries(1);
  advance(119 * SECOND);
  await until(() => true);
  assert.equal(webpush.pushes.length, 1);
  advance(2 * SECOND);
  await tries(2);
  advance(7 * SECOND);
  await tries(3);
  advance(17 * SECOND);
  await until(() => true);
  assert.equal(webpush.pushes.length, 3);
  advance(2 * SECOND);
  await tries(4);
  advance(3_600 * SECOND);
  await until(() => true);
  assert.equal(webpush.pushes.length, 4, 'it is left to the next message');
  push.wake([alice]);
  await until(() => push.stats().results.sent === 1);
});

test('a service that fails is left alone by all its devices, tried by one, and holds up no other service', async t => {
  const { push, subscribe, services, advance, until } = await startPush(t);
  const { webpush, unifiedpush } = services;
  const devices = Array.from({ length: 5 }, (_, i) => ({ ...alice, device: i + 1 }));
  for (const device of devices) await subscribe(device);
  await subscribe(bob);
  webpush.answerWith(...Array(5).fill({ status: 503 }));
  push.wake(devices);
  await until(() => push.stats().results.later === 5);
  assert.equal(push.stats().circuitsOpen, 1);
  push.wake([bob]);
  await until(() => true);
  assert.equal(webpush.pushes.length, 5);
  const elsewhere = unifiedpush.url.replace('127.0.0.1', 'localhost');
  await push.subscribe(carol, { kind: 'unifiedpush', endpoint: `${elsewhere}/carol` });
  push.wake([carol]);
  await unifiedpush.next();
  assert.equal(webpush.pushes.length, 5);
  advance(16 * SECOND);
  await until(() => push.stats().results.sent === 2); // the one that tries
  advance(40 * SECOND);
  await until(() => push.stats().results.sent === 7);
  assert.equal(push.stats().circuitsOpen, 0);
});

test('devices for which there is no room are left out and counted', async t => {
  const { push, subscribe, services } = await startPush(t, { maxPushDevices: 2 });
  const devices = Array.from({ length: 3 }, (_, i) => ({ ...alice, device: i + 1 }));
  for (const device of devices) await subscribe(device);
  push.wake(devices);
  await services.webpush.next();
  await services.webpush.next();
  assert.equal(push.stats().dropped, 1);
});

test('F51 a test says how it went and why not, is known by its name, and may be made some times an hour', async t => {
  const { push, subscribe, services } = await startPush(t, { pushTestsPerHour: 3 });
  assert.equal(((await push.test(alice)) as WireError).code, 'push_not_set');
  const endpoint = await subscribe(alice);
  const sent = (await push.test(alice)) as PushTest;
  assert.equal(sent.outcome, 'sent');
  assert.deepEqual((await services.webpush.next()).note, { count: 0, test: sent.test });
  services.webpush.answerWith({ status: 500 });
  const later = (await push.test(alice)) as PushTest;
  assert.deepEqual([later.outcome, later.why], ['later', '127.0.0.1 answered 500']);
  services.webpush.end(endpoint);
  assert.equal(((await push.test(alice)) as PushTest).outcome, 'gone');
  assert.equal((await push.info(alice)).subscription, undefined);
  await subscribe(alice);
  assert.equal(((await push.test(alice)) as WireError).code, 'rate_limited');
});

test('F51 tests at several processes count together where their limits do', async t => {
  const take = createMemoryRateLimits().open({ name: 'push-tests', points: 3, windowMs: 3_600_000 });
  const both = await Promise.all([1, 2].map(() => startPush(t, {}, { open: () => take })));
  const codes: (string | undefined)[] = [];
  for (const { push, subscribe } of both) {
    await subscribe(alice);
    for (let n = 0; n < 2; n++) codes.push(((await push.test(alice)) as WireError).code);
  }
  assert.deepEqual(codes, [undefined, undefined, undefined, 'rate_limited']);
});

test('what this server cannot push to is not taken', async t => {
  const { push } = await startPush(t);
  const problem = async (target: Parameters<typeof push.subscribe>[1]) =>
    (await push.subscribe(alice, target))?.message;
  assert.match((await problem({ kind: 'fcm', token: 'x'.repeat(20) }))!, /no push service of the kind fcm/);
  assert.match((await problem({ kind: 'unifiedpush', endpoint: 'https://10.0.0.1/' }))!, /not among the push services/);
  assert.deepEqual((await push.info(alice)).kinds, ['webpush', 'unifiedpush']);
});
