import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold, foldWithPlaces } from './fold.ts';

test('folding keeps what tells words apart', () => {
  assert.equal(fold('Ça Ðéjà ﷺ'), fold('ça ðeja ﷺ'));
  assert.equal(fold('ｶﾞ'), fold('ガ'));
  assert.notEqual(fold('か'), fold('き'));
  assert.notEqual(fold('か'), fold('が'));
});

/** Of all planes; fast-check's own takes seconds to begin. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0x20, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x3ffff })), { maxLength: 40 })
  .map(points => String.fromCodePoint(...points));

test('folding with places is folding, and its places are in order', () => {
  fc.assert(
    fc.property(anyText, text => {
      const folded = foldWithPlaces(text);
      assert.equal(folded.text, fold(text));
      assert.equal(folded.places.length, folded.text.length + 1);
      assert.deepEqual(
        folded.places,
        folded.places.toSorted((a, b) => a - b),
      );
    }),
    { seed: 9, numRuns: 1_000 },
  );
});
