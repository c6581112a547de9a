import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStallWatch } from './stall-watch.ts';

function createRig() {
  let time = 0;
  const watch = createStallWatch(30_000, () => time);
  return (afterMs: number, position: number, end: number, hasRoom = true): boolean => {
    time += afterMs;
    return watch.isStalled(0, { position, end, hasRoom });
  };
}

test('D9 records that are there and not read for the whole patience are a stall', () => {
  const look = createRig();
  assert.deepEqual([look(0, 5, 9), look(29_999, 5, 9), look(1, 5, 12)], [false, false, true]);
});

test('reading on, having read all, and having no room are none', () => {
  const look = createRig();
  assert.equal(look(0, 5, 9), false);
  assert.equal(look(29_000, 6, 9), false);
  assert.equal(look(29_000, 6, 9), false);
  assert.equal(look(29_000, 9, 9), false);
  assert.equal(look(60_000, 9, 10), false);
  assert.equal(look(29_000, 9, 10, false), false);
  assert.equal(look(29_000, 9, 10), false);
  assert.equal(look(30_000, 9, 10), true);
});
