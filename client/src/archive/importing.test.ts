import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId, MessageId } from '@parley/protocol';
import type { Context } from '../context.ts';
import { createWork } from '../drafts/work.ts';
import { type MessageRow, messageKey, type ProfileRow, SELF } from '../store/schema.ts';
import { createMemoryStore } from '../store/store-memory.ts';
import { importRows } from './importing.ts';

const [self, bob] = ['a', 'b'].map(digit => digit.repeat(32) as AccountId) as [AccountId, AccountId];
const id = '01900000-0000-7000-8000-000000000001' as MessageId;
const row: MessageRow = { id, author: bob, authorDevice: 1, chat: bob, outgoing: false, ts: 5, state: 'received' };

test('D4 what the history brings of a chat that was taken away stays so when another device brings it later', async () => {
  const work = createWork(createMemoryStore());
  const profile = { account: self } as ProfileRow;
  const deps = { profile, events: { emit() {} }, clock: { now: () => 9 } } as unknown as Context;
  const bring = (archive?: ProfileRow['archive']) =>
    work
      .run(async draft => draft.put('profile', archive ? { ...profile, archive } : profile))
      .then(() => importRows(work, { version: 1, messages: [row] }, deps));
  await bring({ from: 2, parts: [], done: 0, total: 1, early: { chatsGone: { [bob]: 7 } } });
  await bring();
  assert.equal((await work.get('messages', messageKey(bob, id)))?.deletedAt, 9);
  assert.equal((await work.get('profile', SELF))?.archive, undefined);
});
