import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '@parley/protocol';
import { SELF } from '../store/schema.ts';
import type { Store, Write } from '../store/store.ts';
import { createMemoryStore } from '../store/store-memory.ts';
import { createWork } from './work.ts';

function setUp() {
  const store = createMemoryStore();
  const commits: Write[][] = [];
  let failing = false;
  const spied: Store = {
    ...store,
    async commit(writes) {
      if (failing) throw new Error('the disk is full');
      commits.push([...writes]);
      await store.commit(writes);
    },
  };
  return {
    store,
    commits,
    work: createWork(spied),
    fail: (value: boolean) => {
      failing = value;
    },
  };
}

const raise = (work: ReturnType<typeof createWork>) =>
  work.run(async draft => {
    const epoch = ((await draft.get('connection', SELF))?.epoch ?? 0) + 1;
    await Promise.resolve();
    draft.put('connection', { epoch });
    return epoch;
  });

test('steps run one after the other: no two start from the same state', async () => {
  const { work, store } = setUp();
  const epochs = await Promise.all(Array.from({ length: 50 }, () => raise(work)));
  assert.deepEqual(
    epochs,
    Array.from({ length: 50 }, (_, i) => i + 1),
  );
  assert.equal((await store.get('connection', SELF))?.epoch, 50);
});

test('steps that wait together share a commit; one alone has its own', async () => {
  const { work, commits } = setUp();
  await Promise.all(Array.from({ length: 50 }, () => raise(work)));
  assert.equal(commits.length, 1);
  assert.equal(commits[0]?.length, 1, 'a row is written once');
  await raise(work);
  assert.equal(commits.length, 2);
});

test('D4 what a step tells others is told after it is durable, and its caller after that', async () => {
  const { work, commits } = setUp();
  const told: string[] = [];
  const step = work.run(async draft => {
    draft.put('connection', { epoch: 1 });
    draft.after(() => told.push(`after ${commits.length}`));
  });
  await step.then(() => told.push('resolved'));
  assert.deepEqual(told, ['after 1', 'resolved']);
});

test('a step that throws writes nothing and stops nobody else', async () => {
  const { work, store } = setUp();
  const told: string[] = [];
  const bad = work.run(async draft => {
    draft.put('connection', { epoch: 99 });
    draft.after(() => told.push('bad'));
    throw new Error('no');
  });
  const good = raise(work);
  await assert.rejects(bad, /no/);
  assert.equal(await good, 1);
  assert.equal((await store.get('connection', SELF))?.epoch, 1);
  assert.deepEqual(told, []);
});

test('when the disk refuses, every step of the commit fails, nothing is told, and the next starts from what is stored', async () => {
  const { work, fail } = setUp();
  await raise(work);
  fail(true);
  const told: string[] = [];
  const steps = [raise(work), work.run(async draft => draft.after(() => told.push('told')))];
  for (const step of await Promise.allSettled(steps)) assert.equal(step.status, 'rejected');
  assert.deepEqual(told, []);
  fail(false);
  assert.equal(await raise(work), 2);
});

test('a draft reads its own writes, in lists too, and a nested step is all or nothing', async () => {
  const { work } = setUp();
  const chat = (digit: string, newestTs: number) => ({ chat: digit.repeat(32) as AccountId, newestTs, unread: 0 });
  await work.run(async draft => {
    draft.put('chats', chat('1', 10));
    draft.put('chats', chat('2', 20));
  });
  await work.run(async draft => {
    draft.put('chats', chat('1', 30));
    draft.remove('chats', '2'.repeat(32));
    await assert.rejects(
      draft.nested(async inner => {
        inner.put('chats', chat('4', 1));
        throw new Error('no');
      }),
    );
    await draft.nested(async inner => {
      inner.put('chats', chat('3', 25));
      assert.equal((await inner.list('chats')).length, 2);
    });
    const newest = { index: 'byNewest', reverse: true } as const;
    assert.deepEqual(
      (await draft.list('chats', newest)).map(row => row.newestTs),
      [30, 25],
    );
    assert.deepEqual(
      (await draft.list('chats', { ...newest, limit: 1 })).map(row => row.newestTs),
      [30],
    );
  });
  assert.equal(await work.get('chats', '2'.repeat(32)), undefined);
});

test('closing waits for what was asked for, and takes nothing more', async () => {
  const { work, store } = setUp();
  const last = raise(work);
  await work.close();
  assert.equal((await store.get('connection', SELF))?.epoch, 1);
  await last;
  await assert.rejects(raise(work), { code: 'closed' });
});

test('steps that run together ask the store once for a row that is not there, and see it once one has made it', async () => {
  const store = createMemoryStore();
  let asked = 0;
  const work = createWork({
    ...store,
    get(collection, key) {
      asked++;
      return store.get(collection, key);
    },
  });
  const look = () => work.run(async draft => (await draft.get('connection', SELF))?.epoch);
  const make = work.run(async draft => draft.put('connection', { epoch: 7 }));
  const before = Promise.all([look(), look()]);
  await make;
  assert.deepEqual(await before, [7, 7]);
  assert.deepEqual(asked, 0);

  const other = () => work.run(async draft => (await draft.get('inbox', SELF))?.cursor);
  assert.deepEqual(await Promise.all([other(), other(), other()]), [undefined, undefined, undefined]);
  assert.equal(asked, 1);
  await work.run(async draft => draft.put('inbox', { inboxEpoch: 1, cursor: 3, arrivals: 0, handed: 0 }));
  assert.equal(await other(), 3);
});
