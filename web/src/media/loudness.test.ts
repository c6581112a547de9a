import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loudnessOf, waveformOf } from './loudness.ts';

test('U32 silence is nothing, full scale is all, and what is louder is more', () => {
  assert.equal(loudnessOf(new Float32Array(64)), 0);
  assert.equal(loudnessOf(new Float32Array(64).fill(1)), 1);
  const levels = [0.004, 0.02, 0.1, 0.3].map(level => loudnessOf(new Float32Array(64).fill(level)));
  assert.ok(
    levels.every((level, i) => level > (levels[i - 1] ?? 0) && level < 1),
    String(levels),
  );
});

test('U32 a recording of any length has at most 256 loudnesses, and none of its peaks is lost', () => {
  assert.deepEqual(waveformOf([0, 0.5, 1]), Uint8Array.of(0, 128, 255));
  assert.deepEqual(waveformOf([]), new Uint8Array());
  for (const length of [99, 101, 1_234, 100_000]) {
    const loudnesses = new Array<number>(length).fill(0.1);
    loudnesses[Math.floor(length * 0.7)] = 1;
    const waveform = waveformOf(loudnesses);
    assert.ok(waveform.length <= 256 && waveform.includes(255), String(length));
  }
});
