import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAgreedTime } from './agreed-time.ts';
import { createTestClock } from './message-store.testing.ts';

const HOUR_MS = 3_600_000;

function start() {
  const clock = createTestClock();
  return { clock, time: createAgreedTime(clock), right: clock.now() };
}

test('alone, the own wall clock counts', () => {
  const { clock, time, right } = start();
  assert.equal(time.now(), right);
  clock.advance(1_000);
  assert.equal(time.now(), right + 1_000);
});

test('D3 D12 of three others one may be wrong, ahead or behind, and so may the own clock', () => {
  for (const wrong of [HOUR_MS, -HOUR_MS]) {
    const { clock, time, right } = start();
    for (const node of ['one', 'two', 'three']) time.heard(node, right);
    time.heard('two', right + wrong);
    clock.step(wrong);
    assert.equal(time.now(), right);
    clock.advance(500);
    assert.equal(time.now(), right + 500, 'it goes on between what is heard');
  }
});

test('D3 D12 of two others and the own clock one may be wrong', () => {
  const { clock, time, right } = start();
  time.heard('one', right);
  time.heard('two', right);
  clock.step(-HOUR_MS);
  assert.equal(time.now(), right);
});

test('D3 what is heard late changes nothing, and a clock that was set back is believed after a minute', () => {
  const { clock, time, right } = start();
  const say = (wall: number): void => {
    for (const node of ['one', 'two', 'three']) time.heard(node, wall);
  };
  say(right);
  clock.advance(30_000);
  say(right);
  assert.equal(time.now(), right + 30_000, 'it was said 30 s ago');
  clock.step(-HOUR_MS);
  assert.equal(time.now(), right + 30_000);
  clock.advance(31_000);
  say(right + 61_000 - HOUR_MS);
  assert.equal(time.now(), right + 61_000 - HOUR_MS);
});

test('D3 own clocks that are nearly right are not moved by what is heard of others', () => {
  const { clock, time, right } = start();
  for (const node of ['one', 'two', 'three']) time.heard(node, right - 3_000);
  assert.equal(time.now(), right);
  clock.step(20_000);
  assert.equal(time.now(), right - 3_000);
});
