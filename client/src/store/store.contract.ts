// What every store must do. A store's own test runs this on it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AccountId, MessageId } from '@parley/protocol';
import { type Collection, keyOf, type MessageRow, type Rows, SELF } from './schema.ts';
import { type Store, startingWith, type Write } from './store.ts';

export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: the store's contract`, () => {
    const withStore = (title: string, run: (store: Store) => Promise<void>) =>
      test(title, async () => {
        const store = await open();
        try {
          await run(store);
        } finally {
          await store.close();
        }
      });

    withStore('a row comes back as it was written, with bytes and nested data', async store => {
      const written = message('a', 1, {
        sentTo: ['x.1' as never],
        quote: { id: id('q'), author: alice, excerpt: '„😀“' },
      });
      const session = { device: 'x.1' as never, record: Uint8Array.of(0, 1, 255) };
      await store.commit([write('messages', written), write('sessions', session)]);
      assert.deepEqual(await store.get('messages', keyOf('messages', written)), written);
      const read = await store.get('sessions', 'x.1');
      assert.deepEqual([...(read?.record ?? [])], [0, 1, 255]);
    });

    withStore('what is not there is undefined, and an empty list', async store => {
      assert.equal(await store.get('profile', SELF), undefined);
      assert.deepEqual(await store.list('outbox'), []);
    });

    withStore('a later write of a row wins, in one commit and over two', async store => {
      await store.commit([write('connection', { epoch: 1 }), write('connection', { epoch: 2 })]);
      assert.equal((await store.get('connection', SELF))?.epoch, 2);
      await store.commit([write('connection', { epoch: 3 })]);
      assert.equal((await store.get('connection', SELF))?.epoch, 3);
      await store.commit([{ collection: 'connection', key: SELF, row: undefined }]);
      assert.equal(await store.get('connection', SELF), undefined);
    });

    withStore('a commit that fails leaves nothing behind', async store => {
      const unstorable = { epoch: () => 0 } as unknown as Rows['connection'];
      const bad: Write = { collection: 'nowhere' as Collection, key: 'x', row: unstorable } as Write;
      await assert.rejects(store.commit([write('chats', { chat: alice, newestTs: 1, unread: 0 }), bad]));
      assert.equal(await store.get('chats', alice), undefined);
      await store.commit([write('connection', { epoch: 1 })]);
      assert.equal((await store.get('connection', SELF))?.epoch, 1);
    });

    withStore('many rows are read at once, those that are there', async store => {
      const rows = [message('a', 1), message('b', 2), message('c', 3)];
      await store.commit(rows.map(row => write('messages', row)));
      const keys = [...rows.slice(1), message('x', 9)].map(row => keyOf('messages', row));
      const found = await store.getMany('messages', keys);
      assert.deepEqual(found.map(row => row.id).sort(), ['b', 'c']);
      assert.deepEqual(await store.getMany('messages', []), []);
    });

    withStore('lists are ordered by key, and bounded', async store => {
      const row = (order: number) =>
        write('outbox', { order, id: id('m'), to: alice, payload: { kind: 'text', text: '' } });
      await store.commit([10, 9, 100, 1].map(row));
      const orders = async (range?: Parameters<Store['list']>[1]) =>
        (await store.list('outbox', range)).map(entry => entry.order);
      assert.deepEqual(await orders(), [1, 9, 10, 100]);
      assert.deepEqual(await orders({ reverse: true, limit: 2 }), [100, 10]);
      assert.deepEqual(await orders({ from: key(9), before: key(100) }), [9, 10]);
    });

    withStore('an index orders and bounds, and leaves out rows that have no place in it', async store => {
      const rows = [
        message('c', 3),
        message('a', 1, { unread: true }),
        message('b', 2),
        message('z', 9, { chat: bob }),
      ];
      await store.commit(rows.map(row => write('messages', row)));
      const inChat = { index: 'byChat', ...startingWith(`${alice}.`) };
      assert.deepEqual(await ids(store, inChat), ['a', 'b', 'c']);
      assert.deepEqual(await ids(store, { ...inChat, reverse: true, limit: 1 }), ['c']);
      assert.deepEqual(await ids(store, { index: 'unread' }), ['a']);
      await assert.rejects(store.list('messages', { index: 'nothing' }), RangeError);
    });

    withStore('a row that has changed is at its new place only', async store => {
      await store.commit([write('messages', message('a', 1, { unread: true })), write('messages', message('b', 2))]);
      await store.commit([write('messages', message('a', 3))]);
      assert.deepEqual(await ids(store, { index: 'byChat' }), ['b', 'a']);
      assert.deepEqual(await ids(store, { index: 'unread' }), []);
    });
  });
}

const alice = 'a'.repeat(32) as AccountId;
const bob = 'b'.repeat(32) as AccountId;
const id = (text: string) => text as MessageId;
const key = (order: number) => String(order).padStart(16, '0');

function message(name: string, ts: number, more: Partial<MessageRow> = {}): MessageRow {
  return { id: id(name), author: alice, authorDevice: 1, chat: alice, outgoing: false, ts, state: 'received', ...more };
}

function write<C extends Collection>(collection: C, row: Rows[C]): Write {
  return { collection, key: keyOf(collection, row), row } as Write;
}

async function ids(store: Store, range: Parameters<Store['list']>[1]): Promise<string[]> {
  return (await store.list('messages', range)).map(row => row.id);
}
