import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCells } from './mailbox-cells-mnesia.ts';
import type { MailboxView } from './mailbox-connection-mnesia.ts';

const view = (number: number, members: string[], owned: number[]): MailboxView => ({
  number,
  node: members[0]!,
  members,
  owned,
});

test('a shard is where it was claimed under the highest number, whoever speaks last', () => {
  const cells = createCells();
  cells.saw(0, view(1, ['a'], [1, 1]));
  cells.saw(1, view(1, ['b'], [0, 0]));
  assert.deepEqual(cells.placeOf(1), { cell: 0, node: 'a' });
  assert.equal(cells.saw(1, view(1, ['b'], [0, 2])), true, 'it has moved');
  assert.equal(cells.saw(0, view(1, ['a'], [1, 1])), false, 'a node that has not heard of it');
  assert.deepEqual([0, 1].map(cells.placeOf), [
    { cell: 0, node: 'a' },
    { cell: 1, node: 'b' },
  ]);
  assert.equal(cells.saw(0, view(1, ['a'], [1, 3])), true, 'and back');
  assert.equal(cells.cellOf(1), 0);
});

test('a shard that leaves stays where it was until another cell has it; one that nobody has is nowhere', () => {
  const cells = createCells();
  cells.saw(0, view(1, ['a'], [0, 1]));
  assert.equal(cells.placeOf(0), undefined);
  cells.saw(0, view(1, ['a'], [0, 0]));
  assert.equal(cells.cellOf(1), 0);
});

test('each cell has a view of its own, of which the newest counts', () => {
  const cells = createCells();
  cells.saw(0, view(7, ['a', 'b', 'c'], [1, 1, 1, 1]));
  cells.saw(1, view(2, ['d', 'e'], [0, 0, 0, 2]));
  assert.equal(cells.saw(0, view(6, ['a', 'b'], [1, 1, 1, 1])), false);
  assert.deepEqual(
    [0, 1, 2, 3].map(shard => cells.placeOf(shard)?.node),
    ['a', 'b', 'c', 'e'],
  );
  assert.equal(cells.saw(0, view(8, ['a', 'c'], [1, 1, 1, 1])), true);
  assert.equal(cells.placeOf(1)?.node, 'c');
});
