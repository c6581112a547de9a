import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barsOf } from './waveform.ts';

test('U22 a waveform has as many bars as there is room for, whatever it came with', () => {
  assert.deepEqual(barsOf(Uint8Array.of(0, 255, 51, 102), 2), [1, 0.4]);
  assert.deepEqual(barsOf(Uint8Array.of(255, 51), 4), [1, 1, 0.2, 0.2]);
  assert.deepEqual(barsOf(undefined, 3), [0.08, 0.08, 0.08]);
  assert.deepEqual(barsOf(new Uint8Array(256), 2), [0.08, 0.08]);
  assert.equal(barsOf(new Uint8Array(256).fill(255)).length, 44);
});
