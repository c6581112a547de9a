import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsMoved } from './list-anchor.ts';
import { nextRow } from './roving.ts';

test('U6 a chat that comes to the top moves what is seen by one row, whichever chat it was', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f'];
  assert.equal(rowsMoved(before, ['f', 'a', 'b', 'c', 'd', 'e'], 1, 3), 1, 'from below');
  assert.equal(rowsMoved(before, ['c', 'a', 'b', 'd', 'e', 'f'], 2, 5), 0, 'the first in sight: the others stay');
  assert.equal(rowsMoved(before, ['b', 'a', 'c', 'd', 'e', 'f'], 2, 5), 0, 'from above');
  assert.equal(rowsMoved(before, ['c', 'd', 'e', 'f'], 2, 5), -2, 'two above are gone');
  assert.equal(rowsMoved(before, ['x', 'y'], 0, 5), 0, 'another list');
  assert.equal(rowsMoved([], ['a'], 0, 0), 0);
});

test('U40 arrows, pages, Home and End go through the list and stop at its ends', () => {
  assert.equal(nextRow('ArrowDown', 3, 10, 5), 4);
  assert.equal(nextRow('ArrowDown', 9, 10, 5), 9);
  assert.equal(nextRow('ArrowUp', 0, 10, 5), 0);
  assert.equal(nextRow('PageDown', 3, 10, 5), 8);
  assert.equal(nextRow('PageUp', 3, 10, 5), 0);
  assert.equal(nextRow('End', 3, 10, 5), 9);
  assert.equal(nextRow('Home', 3, 10, 5), 0);
  assert.equal(nextRow('a', 3, 10, 5), undefined);
  assert.equal(nextRow('ArrowDown', 0, 0, 5), undefined);
});
