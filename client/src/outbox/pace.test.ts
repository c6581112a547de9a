import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../testing/manual-clock.ts';
import { createPace } from './pace.ts';

test('what the server allows at once, then its rate', async () => {
  const clock = createManualClock();
  const pace = createPace(clock);
  pace.setLimit(100, 30);
  const takeAll = () => {
    let taken = 0;
    while (pace.take()) taken++;
    return taken;
  };
  assert.equal(takeAll(), 30);
  assert.equal(pace.waitMs(), 160);
  await clock.advance(160);
  assert.equal(takeAll(), 16);
  await clock.advance(60_000);
  assert.equal(takeAll(), 30, 'never more than at first');
});

test('told that it was too fast, it starts from nothing; a clock that steps back changes nothing', async () => {
  const clock = createManualClock();
  const pace = createPace(clock);
  pace.setLimit(100, 30);
  pace.drain();
  clock.set(clock.now() - 1_000_000);
  assert.equal(pace.take(), false);
  await clock.advance(10);
  assert.equal(pace.take(), true);
});

test('no limit, no waiting', () => {
  const pace = createPace(createManualClock());
  pace.setLimit(0, 0);
  for (let i = 0; i < 10_000; i++) assert.ok(pace.take());
});
