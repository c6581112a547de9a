import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createProgress } from './progress.ts';

test('D1 it never passes a record that is not done, in whatever order they end', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 10, max: 4_000 }), { maxLength: 2_000 }),
      fc.integer({ min: 0 }),
      (unsorted, seed) => {
        const offsets = unsorted.sort((a, b) => a - b);
        const progress = createProgress(10);
        for (const offset of offsets) progress.take(offset);
        const open = new Set(offsets);
        for (const offset of offsets.toSorted((a, b) => ((a * seed) % 97) - ((b * seed) % 97))) {
          progress.done(offset);
          open.delete(offset);
          assert.equal(progress.upTo(), Math.min(...open, (offsets.at(-1) ?? 9) + 1));
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('where nothing waits it goes as far as was read', () => {
  const progress = createProgress(3);
  assert.equal(progress.upTo(), 3);
  progress.readTo(7);
  assert.equal(progress.upTo(), 7);
  progress.take(8);
  progress.readTo(12);
  assert.equal(progress.upTo(), 8);
  progress.done(8);
  assert.equal(progress.upTo(), 12);
});
