// When the embedded store answers, and what it does when the disk fails it.
import assert from 'node:assert/strict';
import { copyFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import type { WalMarks } from '../lib/wal-sqlite.ts';
import { groupPost, rosterPost } from './group.testing.ts';
import {
  ackUpTo,
  alicesPhone,
  appendAll,
  bobsPhone,
  bobsTablet,
  createTestClock,
  idsOf,
  introduce,
  openAt,
  readAll,
  testLimits,
  textsIn,
  toBob,
} from './message-store.testing.ts';
import type { MessageStore } from './message-store.ts';
import { openSqliteMessageStore } from './message-store-sqlite.ts';
import type { SqliteMessageStoreOptions } from './parts-sqlite.ts';
import { rowKey } from './row-key.ts';
import { openDatabase } from './schema-sqlite.ts';
import { createTotals } from './totals-sqlite.ts';

/** A store whose syncs wait until they are let go, or fail. */
async function openHeld(changes: Partial<SqliteMessageStoreOptions> = {}) {
  const waiting: PromiseWithResolvers<void>[] = [];
  let held = false;
  const options = { path: temporaryPath(), clock: createTestClock(), limits: testLimits(), ...changes };
  const beforeSync = (): Promise<void> => {
    const sync = Promise.withResolvers<void>();
    if (held) waiting.push(sync);
    else sync.resolve();
    return sync.promise;
  };
  const store = await openSqliteMessageStore({ ...options, beforeSync });
  await introduce(store);
  return {
    store,
    options,
    hold() {
      held = true;
    },
    /** Resolves once a batch has been applied and waits for its sync. */
    async applied(): Promise<PromiseWithResolvers<void>> {
      while (waiting.length === 0) await new Promise(setImmediate);
      return waiting.shift()!;
    },
    release() {
      held = false;
      for (const sync of waiting.splice(0)) sync.resolve();
    },
  };
}

/** Whether the promise has settled after several turns of the event loop. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = (): void => {
    settled = true;
  };
  promise.then(note, note);
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
  return settled;
}

const shown: Record<string, (store: MessageStore) => Promise<unknown>> = {
  'a read': store => store.read(bobsPhone, 0, 10),
  'a find': store => store.find(bobsPhone, {}, 0, 10),
  'a count': store => store.stat(bobsPhone),
  'an open': store => store.open(bobsPhone, 1),
  'a duplicate': store => store.append(toBob(2)),
};

for (const [what, ask] of Object.entries(shown)) {
  test(`D1 ${what} waits for the sync that covers what it shows`, async () => {
    const { store, hold, applied, release } = await openHeld();
    await store.append(toBob(1));
    hold();
    const second = store.append(toBob(2));
    const sync = await applied();
    const asked = ask(store);
    assert.equal(await isSettled(second), false);
    assert.equal(await isSettled(asked), false);
    release();
    sync.resolve();
    await Promise.all([second, asked]);
    await store.close();
  });
}

test('D1 what other inboxes show does not wait', async () => {
  const { store, hold, applied, release } = await openHeld();
  hold();
  const appending = store.append(toBob(1));
  const sync = await applied();
  assert.deepEqual(await store.read(alicesPhone, 0, 10), []);
  release();
  sync.resolve();
  await appending;
  await store.close();
});

test('what arrives during a sync is one batch in the next', async () => {
  const { store, hold, applied, release } = await openHeld();
  hold();
  const first = store.append(toBob(1));
  const sync = await applied();
  const rest = appendAll(store, 2, 100);
  const before = store.totals().flushes;
  release();
  sync.resolve();
  await Promise.all([first, rest]);
  assert.equal(store.totals().flushes - before, 2);
  await store.close();
});

test('D7 an ack answers when its receipts are durable, in one transaction with the delete', async () => {
  const { store, hold, applied, release } = await openHeld();
  await appendAll(store, 1, 3);
  const { inboxEpoch } = await openAt(store, bobsPhone, 1);
  hold();
  const acking = store.ack(bobsPhone, { inboxEpoch, seq: 3 });
  const sync = await applied();
  assert.equal(await isSettled(acking), false);
  const before = store.totals().flushes;
  release();
  sync.resolve();
  const { receipts } = await acking;
  assert.deepEqual(receipts.map(idsOf), [[1, 2, 3]]);
  assert.equal(store.totals().flushes - before, 1);
  await store.close();
});

test('D1 after a failed sync nothing is acknowledged any more; a restart shows what the disk has', async () => {
  const { store, options, hold, applied } = await openHeld();
  await appendAll(store, 1, 2);
  hold();
  const lost = store.append(toBob(3));
  const waiting = store.append(toBob(4));
  const reading = applied().then(sync => {
    const read = store.read(bobsPhone, 0, 10);
    const late = store.append(toBob(5));
    sync.reject(new Error('EIO'));
    return Promise.allSettled([read, late]);
  });
  await assert.rejects(lost, /cannot reach its disk/);
  await assert.rejects(waiting, /cannot reach its disk/);
  assert.deepEqual(
    (await reading).map(result => result.status),
    ['rejected', 'rejected'],
  );
  await assert.rejects(store.append(toBob(6)), /cannot reach its disk/);
  await assert.rejects(ackUpTo(store, bobsPhone, 1), /cannot reach its disk/);
  assert.match(String(store.failure()), /cannot reach its disk/);
  await store.close();
  const again = await openSqliteMessageStore(options);
  assert.deepEqual((await textsIn(again, bobsPhone)).slice(0, 2), [1, 2]);
  await again.close();
});

const marks = { 'when it is copied': [64, 1_000_000], 'when it is long': [1_000_000, 128] } as const;
for (const [when, [checkpointPages, holdPages]] of Object.entries(marks)) {
  test(`the log starts again from its beginning ${when}, while messages come and go`, () =>
    comeAndGo({ checkpointPages, holdPages }));
}

async function comeAndGo(walMarks: WalMarks): Promise<void> {
  const { store, options } = await openHeld({ walMarks });
  let rounds = 0;
  let bytes = 0;
  // It no longer grows: what is written goes where something was before.
  for (let steady = 0; steady < 10; rounds++) {
    assert.ok(rounds < 300, `the log has ${bytes} bytes and grows`);
    const from = rounds * 100;
    await appendAll(store, from + 1, from + 100);
    await ackUpTo(store, bobsPhone, from + 90);
    const now = statSync(`${options.path}-wal`).size;
    steady = now === bytes ? steady + 1 : 0;
    bytes = now;
  }
  const expected = Array.from({ length: 10 }, (_, i) => (rounds - 1) * 100 + 91 + i);
  assert.deepEqual(await textsIn(store, bobsPhone), expected);
  await store.close();
  const again = await openSqliteMessageStore(options);
  assert.deepEqual(await textsIn(again, bobsPhone), expected);
  assert.equal((await readAll(again, alicesPhone)).length, rounds);
  assert.equal((await readAll(again, bobsTablet)).length, rounds * 100);
  await again.close();
}

test('what a kill in mid-purge has left goes with the next expiry', async () => {
  const { store, options } = await openHeld();
  await appendAll(store, 1, 3);
  await store.close();
  const db = new DatabaseSync(options.path);
  db.exec('UPDATE inboxes SET cursor = 3 WHERE id = 2; UPDATE inboxes SET removed = 1 WHERE id = 3');
  db.close();
  const again = await openSqliteMessageStore(options);
  assert.deepEqual(await readAll(again, bobsPhone), []);
  assert.equal(await again.expire(0), 6);
  assert.equal(again.totals().rows, 0);
  await again.close();
});

test('D3 an append that fails ends its run', async () => {
  const { store } = await openHeld();
  const run = {};
  const rows = [1, 2].map(device => ({ device, envelope: { length: 1 } as Uint8Array })); // SQLite cannot take it
  const targets = [{ ...toBob(1).targets[0]!, rows }];
  const failing = store.append(toBob(1, { targets, place: { run, index: 0 } }));
  const behind = store.append(toBob(2, { place: { run, index: 1 } }));
  await assert.rejects(failing);
  assert.deepEqual(await behind, { kind: 'run_ended' });
  await store.close();
});

test('after a crash rows are counted inbox by inbox, while they come and go', () => {
  const db = openDatabase(temporaryPath());
  const insert = db.prepare("INSERT INTO queue VALUES (?, NULL, NULL, 0, 0, 0, 'four', NULL)");
  for (let inbox = 1; inbox <= 200; inbox++) for (const seq of [1, 2]) insert.run(rowKey(inbox, seq));
  const totals = createTotals(db);
  assert.equal(totals.countNext(), true);
  assert.ok(totals.rows > 0 && totals.rows < 400);
  for (const inbox of [1, 200]) {
    insert.run(rowKey(inbox, 3));
    totals.add(inbox, 1, 4);
  }
  while (totals.countNext());
  assert.deepEqual([totals.rows, totals.bytes], [402, 1_608]);
  db.close();
});

test('D10 above the disk mark senders hear store_full, and are heard again after a purge', async () => {
  const { store } = await openHeld({ maxStoreBytes: 1024 * 1024 });
  const kinds = new Set<string>();
  for (let n = 1; n <= 400; n += 20) {
    const appends = Array.from({ length: 20 }, (_, i) => store.append(toBob(n + i, { bytes: 4_000 })));
    for (const result of await Promise.all(appends)) kinds.add(result.kind);
  }
  assert.deepEqual([...kinds], ['stored', 'store_full']);
  assert.equal((await store.append(toBob(1))).kind, 'duplicate');
  await store.purge(bobsPhone);
  await store.purge(bobsTablet);
  let result = await store.append(toBob(1_000));
  for (let n = 1_001; result.kind === 'store_full' && n < 1_050; n++) result = await store.append(toBob(n));
  assert.equal(result.kind, 'stored');
  await store.close();
});

test('D7 what a group gets after an older copy was put back stands above all that was given out before', async () => {
  const clock = createTestClock();
  const path = temporaryPath();
  const open = (at: string): Promise<MessageStore> => openSqliteMessageStore({ path: at, clock, limits: testLimits() });
  const before = await open(path);
  await introduce(before);
  await before.postRoster(rosterPost(1));
  await before.close();
  const copy = temporaryPath();
  copyFileSync(path, copy);
  const seqsOf = async (store: MessageStore, from: number): Promise<number[]> => {
    const posted = await Promise.all([0, 1, 2].map(i => store.postGroup(groupPost(from + i))));
    await store.close();
    return posted.map(result => (result.kind === 'stamped' ? result.seq : 0));
  };
  const lost = await seqsOf(await open(path), 1);
  clock.advance(1);
  const after = await seqsOf(await open(copy), 4);
  assert.ok(Math.min(...after) > Math.max(...lost), `${lost} then ${after}`);
});
