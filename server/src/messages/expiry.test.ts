import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startExpiry } from './expiry.ts';
import { createTestClock, type TestClock, testLimits } from './message-store.testing.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const limits = testLimits();

function start(clock: TestClock, expiredBefore = 0) {
  const calls: number[] = [];
  const alarms: number[] = [];
  const store = {
    expiredBefore: () => calls.at(-1) ?? expiredBefore,
    async expire(storedBefore: number) {
      calls.push(storedBefore);
      return 1;
    },
  };
  const expiry = startExpiry({
    store,
    clock,
    limits,
    onAlarm: ms => alarms.push(ms),
    onError: error => assert.fail(String(error)),
    every: () => () => {},
  });
  /** An hour passes, then expiry runs. */
  const hourly = () => {
    clock.advance(HOUR_MS);
    return expiry.run();
  };
  return { calls, alarms, hourly };
}

test('D12 what is older than the limit goes, at the start and every hour', async () => {
  const clock = createTestClock();
  const { calls, alarms, hourly } = start(clock);
  assert.equal(await hourly(), 1);
  assert.deepEqual(
    calls,
    [-HOUR_MS, 0].map(ago => clock.now() + ago - limits.inboxExpiryMs),
  );
  assert.deepEqual(alarms, []);
});

for (const step of [400 * DAY_MS, -400 * DAY_MS, 61_000]) {
  test(`D12 a clock step of ${step} ms stops expiry with an alarm, until the clock is right again`, async () => {
    const clock = createTestClock();
    const { calls, alarms, hourly } = start(clock);
    const before = calls.length;
    clock.step(step);
    assert.equal(await hourly(), undefined);
    assert.deepEqual(alarms, [step]);
    assert.equal(calls.length, before);
    clock.step(-step);
    await hourly();
    await hourly();
    assert.equal(calls.length > before, true);
    assert.ok(Math.abs(calls.at(-1)! - (clock.now() - limits.inboxExpiryMs)) <= HOUR_MS);
  });
}

test('D12 a wrong clock that stays is followed at twice the speed of time: a row keeps half its life at least', async () => {
  const clock = createTestClock();
  const { calls, hourly } = start(clock);
  const stored = clock.now();
  clock.step(10 * DAY_MS);
  let lived = 0;
  while (calls.at(-1)! < stored) {
    await hourly();
    lived += HOUR_MS;
  }
  assert.ok(lived >= limits.inboxExpiryMs - 10 * DAY_MS - HOUR_MS, `${lived / DAY_MS} days`);
});

test('D12 a machine that starts in a wrong year expires nothing', async () => {
  const clock = createTestClock();
  const before = clock.now() - limits.inboxExpiryMs;
  clock.step(5 * 365 * DAY_MS);
  const { calls, alarms, hourly } = start(clock, before);
  for (let hour = 0; hour < 48; hour++) await hourly();
  assert.deepEqual(calls, []);
  assert.equal(alarms.length, 49);
});

test('D12 a machine that starts in the past expires nothing, and goes on when the clock is set', async () => {
  const clock = createTestClock();
  const before = clock.now() - limits.inboxExpiryMs;
  clock.step(-54 * 365 * DAY_MS);
  const { calls, hourly } = start(clock, before);
  await hourly();
  assert.deepEqual(calls, []);
  clock.step(54 * 365 * DAY_MS);
  await hourly(); // an hour behind: it did not follow the wrong clock back
  await hourly();
  assert.equal(calls.length, 1);
});

test('D12 a server that was off for some days goes on at once', async () => {
  const clock = createTestClock();
  const before = clock.now() - limits.inboxExpiryMs;
  clock.step(3 * DAY_MS);
  const { calls, alarms } = start(clock, before);
  assert.deepEqual(calls, [clock.now() - limits.inboxExpiryMs]);
  assert.deepEqual(alarms, []);
});
