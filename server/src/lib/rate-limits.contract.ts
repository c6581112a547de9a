// What every backend of rate limits does.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RateLimit, RateLimits } from './rate-limits.ts';

const HOUR_MS = 3_600_000;

export function rateLimitsContract(name: string, open: () => RateLimits): void {
  const limitOf = (options: Partial<RateLimit> = {}): RateLimit => ({
    name: randomUUID(),
    points: 3,
    windowMs: HOUR_MS,
    ...options,
  });

  test(`${name}: so many points and no more, and then how long it takes`, async () => {
    const take = open().open(limitOf());
    assert.deepEqual([await take('a'), await take('a', 2)], [0, 0]);
    const waitMs = await take('a');
    assert.ok(waitMs > HOUR_MS - 60_000 && waitMs <= HOUR_MS, String(waitMs));
  });

  test(`${name}: more than is left at once is refused, and counted`, async () => {
    const take = open().open(limitOf());
    assert.ok((await take('a', 4)) > 0);
    assert.ok((await take('a')) > 0);
  });

  test(`${name}: each has points of his own, in each limit`, async () => {
    const limits = open();
    const [first, second] = [limits.open(limitOf()), limits.open(limitOf())];
    assert.deepEqual([await first('a', 3), await first('b', 3), await second('a', 3)], [0, 0, 0]);
    assert.ok((await first('a')) > 0);
  });

  test(`${name}: none is taken twice when many come at once`, async () => {
    const take = open().open(limitOf({ points: 10 }));
    const waits = await Promise.all(Array.from({ length: 50 }, () => take('a')));
    assert.equal(waits.filter(waitMs => waitMs === 0).length, 10);
  });

  test(`${name}: after the window there are points again, however often somebody has asked`, async () => {
    const take = open().open(limitOf({ points: 1, windowMs: 100 }));
    assert.equal(await take('a'), 0);
    const start = performance.now();
    for (let waitMs = await take('a'); waitMs > 0; waitMs = await take('a')) {
      assert.ok(waitMs <= 100 && performance.now() - start < 10_000, String(waitMs));
      await nextTurn();
    }
  });
}
