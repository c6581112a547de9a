import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '@parley/protocol';
import { orderKey, SCHEMA_VERSION, SELF } from '../store/schema.ts';
import { storeContract } from '../store/store.contract.ts';
import { deleteIndexedDbStore, openIndexedDbStore } from './store-indexeddb.ts';

let databases = 0;
const newName = () => `parley/${++databases}`;
const epoch = (value: number) => ({ collection: 'connection', key: SELF, row: { epoch: value } }) as const;

storeContract('IndexedDB', () => openIndexedDbStore(newName()));

test('what was committed is there after the database is opened again, and gone after it was deleted', async () => {
  const name = newName();
  const before = await openIndexedDbStore(name);
  await before.commit([epoch(7)]);
  await before.close();
  const store = await openIndexedDbStore(name);
  assert.equal((await store.get('connection', SELF))?.epoch, 7);
  await store.close();
  await deleteIndexedDbStore(name);
  const empty = await openIndexedDbStore(name);
  assert.equal(await empty.get('connection', SELF), undefined);
  await empty.close();
});

test('F53 a store of a newer version is refused and left as it is', async () => {
  const name = newName();
  const newer = await rawOpen(name, (SCHEMA_VERSION + 1) * 10);
  newer.close();
  await assert.rejects(openIndexedDbStore(name), { code: 'store_too_new' });
  const after = await rawOpen(name);
  assert.equal(after.version, (SCHEMA_VERSION + 1) * 10);
  after.close();
});

test('F53 a database of an older version gets the tables and indexes that it lacks, and loses those not used any more', async () => {
  const name = newName();
  const older = await rawOpen(name, 10, database => {
    database.createObjectStore('messages', { keyPath: 'key' }).createIndex('byNothing', 'byNothing');
  });
  older.close();
  const store = await openIndexedDbStore(name);
  assert.deepEqual(await store.list('messages', { index: 'unread' }), []);
  assert.deepEqual(await store.list('groups'), []);
  await store.close();
  const after = await rawOpen(name);
  assert.ok(!after.transaction('messages').objectStore('messages').indexNames.contains('byNothing'));
  after.close();
});

function rawOpen(name: string, version?: number, upgrade?: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => upgrade?.(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

test('a store that has no room left says so, keeps nothing of the commit, and goes on when there is room', async t => {
  const store = await openIndexedDbStore(newName());
  await store.commit([epoch(1)]);
  const put = t.mock.method(IDBObjectStore.prototype, 'put', () => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
  await assert.rejects(store.commit([epoch(2)]), { code: 'storage_full', temporary: true });
  put.mock.restore();
  assert.equal((await store.get('connection', SELF))?.epoch, 1);
  await store.commit([epoch(3)]);
  assert.equal((await store.get('connection', SELF))?.epoch, 3);
  await store.close();
});

test('a database that the browser takes away is told', async () => {
  const name = newName();
  const lost = Promise.withResolvers<void>();
  const store = await openIndexedDbStore(name, { lost: lost.resolve });
  await store.commit([epoch(1)]);
  await deleteIndexedDbStore(name);
  await lost.promise;
});

test('F53 rows of an older version get their places anew, whole or not at all', async () => {
  const name = newName();
  const store = await openIndexedDbStore(name);
  const chat = { chat: 'b'.repeat(32) as AccountId, newestTs: 5, unread: 0 };
  await store.commit([{ collection: 'chats', key: chat.chat, row: chat }]);
  await store.close();
  const database = await rawOpen(name);
  const transaction = database.transaction(['schema', 'chats'], 'readwrite');
  transaction.objectStore('schema').put({ name: 'rows', version: 1 });
  transaction.objectStore('chats').put({ key: chat.chat, row: chat, byNewest: 'somewhere else' });
  await new Promise(resolve => {
    transaction.oncomplete = resolve;
  });
  database.close();
  const upgraded = await openIndexedDbStore(name);
  assert.deepEqual(await upgraded.list('chats', { index: 'byNewest', before: orderKey(6) }), [chat]);
  await upgraded.close();
});
