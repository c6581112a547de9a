// Many records at once, more than one transaction takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '@parley/protocol';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import { fanOutOf } from './group.testing.ts';
import { createMessages } from './message-service.ts';
import { bob, bobsPhone, createTestClock, introduce, testLimits, textsIn } from './message-store.testing.ts';
import { openSqliteMessageStore } from './message-store-sqlite.ts';

/** Bob, and so many others that a record fills a step. */
const accounts = new Set([
  bob,
  ...Array.from({ length: 5_000 }, (_, n) => n.toString(16).padStart(32, '0') as AccountId),
]);

test('D1 D3 what is behind a record that cannot be written waits for it, and both are written later', async () => {
  const clock = createTestClock();
  const limits = testLimits();
  const store = await openSqliteMessageStore({ path: temporaryPath(), clock, limits });
  await introduce(store);
  const hints = { hint: async () => [] };
  const messages = createMessages({ store, sessions: createMemorySessions(), hints, clock, limits });
  const records = [1, 2, 3].map(seq => fanOutOf(seq, { accounts }));
  const unstorable = fanOutOf(2, { accounts, envelope: { length: 1 } as Uint8Array });
  await assert.rejects(messages.fanOut([records[0]!, unstorable, records[2]!]));
  assert.deepEqual(await textsIn(store, bobsPhone), [1]);
  await messages.fanOut(records);
  assert.deepEqual(await textsIn(store, bobsPhone), [1, 2, 3]);
  await store.close();
});
