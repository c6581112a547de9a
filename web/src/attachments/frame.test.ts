import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameOf } from './frame.ts';

test('U21 a picture has its own shape, within what a bubble has room for', () => {
  assert.deepEqual(frameOf(1600, 1200), { width: 330, height: 248, fit: 'cut' });
  assert.deepEqual(frameOf(1200, 1600), { width: 300, height: 400, fit: 'cut' });
});

test('U21 the smallest, the longest and the impossible get a frame too', () => {
  assert.deepEqual(frameOf(16, 16), { width: 180, height: 110, fit: 'whole' });
  assert.deepEqual(frameOf(10_000, 10), { width: 330, height: 110, fit: 'cut' });
  assert.deepEqual(frameOf(10, 10_000), { width: 180, height: 400, fit: 'cut' });
  assert.deepEqual(frameOf(4_294_967_295, 4_294_967_295), { width: 330, height: 330, fit: 'cut' });
});
