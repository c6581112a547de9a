import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFreshRuns } from './fresh-runs.ts';
import { turns } from './testing/manual-clock.ts';

function setUp() {
  const begun: PromiseWithResolvers<number>[] = [];
  const runs = createFreshRuns((_: string) => {
    const run = Promise.withResolvers<number>();
    begun.push(run);
    return run.promise;
  });
  return { begun, ...runs };
}

test('who asks while a run is under way is answered by the next, which all of them share', async () => {
  const { begun, fresh } = setUp();
  const first = fresh('a');
  const later = [fresh('a'), fresh('a')];
  assert.equal(begun.length, 1);
  begun[0]!.resolve(1);
  assert.equal(await first, 1);
  await turns();
  begun[1]!.resolve(2);
  assert.deepEqual(await Promise.all(later), [2, 2]);
  assert.equal(begun.length, 2);
});

test('a run that fails is told to those who asked for it, and the next is tried', async () => {
  const { begun, fresh } = setUp();
  const first = fresh('a');
  const second = fresh('a');
  begun[0]!.reject(new Error('away'));
  await assert.rejects(first, /away/);
  await turns();
  begun[1]!.resolve(2);
  assert.equal(await second, 2);
});

test('whichever comes first is enough for who says so, and keys do not wait for each other', async () => {
  const { begun, fresh, any } = setUp();
  const first = fresh('a');
  const same = any('a');
  const other = fresh('b');
  assert.equal(begun.length, 2);
  begun[1]!.resolve(20);
  assert.equal(await other, 20);
  begun[0]!.resolve(10);
  assert.deepEqual(await Promise.all([first, same]), [10, 10]);
});
