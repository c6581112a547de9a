// What a backup costs whoever writes meanwhile: the log of the message store cannot start anew while it is read.
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import {
  bobsPhone,
  createTestClock,
  introduce,
  testLimits,
  textsIn,
  toBob,
} from '../messages/message-store.testing.ts';
import { openSqliteMessageStore } from '../messages/message-store-sqlite.ts';
import { copyStore } from './copy-sqlite.ts';
import { openMoment } from './moment-sqlite.ts';

test('D1 a message store that is read for long takes messages all the while; the copy has those of the moment, and the log is short again later', async t => {
  const path = temporaryPath();
  const walMarks = { checkpointPages: 20, holdPages: 60 };
  const store = await openSqliteMessageStore({ path, clock: createTestClock(), limits: testLimits(), walMarks });
  t.after(store.close);
  await introduce(store);
  /** Large ones: after each MiB the store looks how long its log is. */
  async function write(from: number, to: number): Promise<void> {
    for (let n = from; n <= to; n += 20) {
      const batch = Array.from({ length: 20 }, (_, i) => store.append(toBob(n + i, { bytes: 4_000 })));
      await Promise.all(batch);
    }
  }
  await write(1, 100);
  const moment = await openMoment(new Map([['messages', path]]));
  await write(101, 500);
  const copy = temporaryPath();
  await copyStore(moment.stores.get('messages')!, copy);
  moment.close();
  const copied = new DatabaseSync(copy, { readOnly: true });
  assert.equal(copied.prepare('SELECT count(DISTINCT id) AS count FROM queue').get()?.count, 100);
  copied.close();
  const grown = statSync(`${path}-wal`).size;
  await write(501, 1_500);
  assert.ok(statSync(`${path}-wal`).size <= 2 * grown, 'what came after has gone into the beginning of the log');
  assert.deepEqual(
    await textsIn(store, bobsPhone),
    Array.from({ length: 1_500 }, (_, i) => i + 1),
  );
  assert.equal(store.failure(), undefined);
  assert.ok(existsSync(copy));
});
