import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_SCALE, moved, whole, zoomed } from './zoom.ts';

const stage = { width: 800, height: 600 };

test('U21 what is under the pointer stays there while a picture grows', () => {
  const point = { x: 100, y: -50 };
  const closer = zoomed(whole, 2, point, stage);
  assert.deepEqual(closer, { scale: 2, x: -100, y: 50 });
  assert.deepEqual(zoomed(closer, 0.5, point, stage), whole);
});

test('U21 a picture is never smaller than whole, larger than can be made sense of, or away from its edges', () => {
  assert.deepEqual(zoomed(whole, 0.1, { x: 9, y: 9 }, stage), whole);
  assert.equal(zoomed(whole, 1_000, { x: 0, y: 0 }, stage).scale, MOST_SCALE);
  assert.deepEqual(moved(whole, { x: 50, y: 50 }, stage), whole);
  assert.deepEqual(moved({ scale: 2, x: 0, y: 0 }, { x: 9_999, y: -9_999 }, stage), { scale: 2, x: 400, y: -300 });
});
