import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partitionOf } from './partition-of.ts';

test('D3 a group keeps its partition for life: these never change', () => {
  const keys = ['', 'a', 'foobar', '00112233445566778899aabbccddeeff', 'ffffffffffffffffffffffffffffffff'];
  assert.deepEqual(
    keys.map(key => partitionOf(key, 12)),
    [1, 4, 4, 5, 1],
  );
});

test('groups are spread over all partitions', () => {
  const counts = Array.from({ length: 12 }, () => 0);
  for (let i = 0; i < 12_000; i++) counts[partitionOf(i.toString(16).padStart(32, '0'), 12)]!++;
  assert.ok(Math.min(...counts) > 800 && Math.max(...counts) < 1_200, counts.join());
});
