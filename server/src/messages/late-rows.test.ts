import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLateRows } from './late-rows.ts';
import { bobsPhone } from './message-store.testing.ts';
import type { StoredRow } from './message-store.ts';

const row = (seq: number, bytes = 10): StoredRow => ({
  ...bobsPhone,
  inboxEpoch: 1,
  seq,
  envelope: new Uint8Array(bytes),
});
const seqsOf = (rows: readonly StoredRow[]): number[] => rows.map(({ seq }) => seq);

test('D9 D11 rows nobody could look up are tried until somebody can, all of them, in order', async () => {
  const tries: number[][] = [];
  const done = Promise.withResolvers<void>();
  const late = createLateRows({
    retryMs: 1,
    async tryAgain(rows) {
      tries.push(seqsOf(rows));
      if (tries.length === 2) late.add([row(4)]); // while the try is under way
      if (tries.length < 4) throw new Error('for the test');
      done.resolve();
    },
  });
  late.add([row(1), row(2)]);
  late.add([row(3)]);
  await done.promise;
  assert.deepEqual(tries, [
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3, 4],
    [1, 2, 3, 4],
  ]);
});

test('beyond their bytes the oldest are left to the slow poll', async () => {
  const tried = Promise.withResolvers<number[]>();
  const late = createLateRows({ retryMs: 1, maxBytes: 3_000, tryAgain: async rows => tried.resolve(seqsOf(rows)) });
  late.add([row(1, 1_000), row(2, 1_000), row(3, 1_000)]);
  assert.deepEqual(await tried.promise, [2, 3]);
});
