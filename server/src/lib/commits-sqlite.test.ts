import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCommits } from './commits-sqlite.ts';
import { isDiskFull, openHotDatabase } from './hot-database-sqlite.ts';
import { temporaryPath } from './temporary-path.testing.ts';

function createLoop() {
  const db = openHotDatabase({ path: temporaryPath(), migrations: [], lossWhenMoved: 'nothing is lost' });
  db.exec('CREATE TABLE t (x INTEGER PRIMARY KEY, body BLOB)');
  const insert = db.prepare('INSERT INTO t VALUES (?, zeroblob(?))');
  let restored = 0;
  const flushed: number[] = [];
  const commits = createCommits({
    what: 'the store',
    db,
    sync: async () => {},
    beforeBatch: () => undefined,
    beginMemory: () => () => {
      restored++;
    },
    onFlush: (_ms, operations) => flushed.push(operations),
  });
  return {
    db,
    commits,
    flushed,
    restored: () => restored,
    add: (x: number, bytes = 0) => commits.run(() => Number(insert.run(x, bytes).lastInsertRowid), bytes),
    stored: () =>
      db
        .prepare('SELECT x FROM t ORDER BY x')
        .all()
        .map(row => row.x),
  };
}

test('operations run in call order and resolve to their values, one flush for what came together', async () => {
  const { add, flushed, stored } = createLoop();
  assert.deepEqual(await Promise.all([add(3), add(1), add(2)]), [3, 1, 2]);
  assert.deepEqual(flushed, [3]);
  assert.deepEqual(stored(), [1, 2, 3]);
});

test('an operation that fails takes nothing else of its batch with it, and leaves nothing behind', async () => {
  const { commits, add, stored, restored } = createLoop();
  const failing = commits.run(() => {
    throw new Error('unexpected');
  });
  const results = await Promise.allSettled([add(1), failing, add(2), add(1), add(3)]);
  assert.deepEqual(
    results.map(result => result.status),
    ['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'],
  );
  assert.deepEqual(stored(), [1, 2, 3]);
  assert.equal(restored(), 3); // the whole batch, then the two that fail alone
});

test('D10 a full disk refuses what does not fit and goes on', async () => {
  const { db, add, stored } = createLoop();
  db.exec('PRAGMA max_page_count = 40');
  await add(1);
  await assert.rejects(add(2, 1_000_000), isDiskFull);
  await add(3);
  assert.deepEqual(stored(), [1, 3]);
});

test('a batch that only looks at things needs no flush', async () => {
  const { commits, flushed } = createLoop();
  assert.equal(await commits.run(() => 7), 7);
  assert.deepEqual(flushed, []);
});

test('large operations do not all share one batch', async () => {
  const { add, flushed } = createLoop();
  await Promise.all(Array.from({ length: 10 }, (_, x) => add(x, 1024 * 1024)));
  assert.deepEqual(flushed, [2, 2, 2, 2, 2]);
});

test('a patient operation joins the batch of another, in call order, or makes its own after its time', async () => {
  const { add, commits, flushed } = createLoop();
  await add(1);
  const order: number[] = [];
  const patient = commits.run(() => order.push(1), 0, 60_000);
  await commits.run(() => order.push(2));
  await patient;
  assert.deepEqual(order, [1, 2]);
  await commits.run(() => order.push(3), 0, 1);
  assert.deepEqual(order, [1, 2, 3]);
  const last = commits.run(() => order.push(4), 0, 60_000);
  await commits.close();
  await last;
  assert.equal(flushed.length, 1); // only the first wrote
});

test('a closed loop accepts nothing, and closing waits for what was accepted', async () => {
  const { commits, add, stored } = createLoop();
  const adding = add(1);
  await commits.close();
  assert.deepEqual(stored(), [1]);
  assert.equal(await adding, 1);
  await assert.rejects(add(2), /closed/);
});
