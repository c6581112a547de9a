// F53: a profile as each older version wrote it comes up whole. What a version wrote is written down here once, and stays.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { serialize } from 'node:v8';
import { SCHEMA_VERSION } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';
import { openSqliteStore } from './store-sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-upgrade-'));
after(() => rmSync(folder, { recursive: true }));

const alice = 'a'.repeat(32);
const bob = 'b'.repeat(32);
const carol = 'c'.repeat(32);
const indexes1: Readonly<Record<string, readonly string[]>> = {
  contacts: ['byPhone'],
  chats: ['byNewest'],
  messages: ['byId', 'byChat', 'unread', 'byArrival'],
};
const collections1 = [
  ...['profile', 'connection', 'inbox', 'keyring', 'accounts', 'contacts', 'chats', 'messages'],
  ...['outbox', 'sessions', 'prekeys', 'starts', 'resends'],
];

function writeVersion1(path: string): void {
  const database = new DatabaseSync(path);
  for (const name of collections1) {
    const columns = (indexes1[name] ?? []).map(index => `, ${index} TEXT`).join('');
    database.exec(`CREATE TABLE ${name} (key TEXT PRIMARY KEY, row BLOB NOT NULL${columns})`);
    for (const index of indexes1[name] ?? []) {
      database.exec(`CREATE INDEX ${name}_${index} ON ${name} (${index}, key) WHERE ${index} IS NOT NULL`);
    }
  }
  const put = (collection: string, key: string, row: object, ...places: (string | null)[]) =>
    database
      .prepare(`INSERT INTO ${collection} VALUES (?, ?${', ?'.repeat(places.length)})`)
      .run(key, serialize(row), ...places);
  const order = (ts: number) => String(ts).padStart(16, '0');
  const message = (id: string, author: string, chat: string, ts: number) => {
    const row = { id, author, authorDevice: 1, chat, outgoing: author === alice, ts, state: 'sent', text: id };
    put('messages', `${author}.${id}`, row, id, `${chat}.${order(ts)}.${author}.${id}`, null, null);
  };
  message('m1', alice, bob, 1);
  message('m2', bob, bob, 2);
  message('m3', carol, carol, 3);
  const chat = (account: string, ts: number) =>
    put('chats', account, { chat: account, newestTs: ts, unread: 0 }, order(ts));
  chat(bob, 2);
  chat(carol, 3);
  put('connection', 'self', { epoch: 7 });
  database.exec('PRAGMA user_version = 1');
  database.close();
}

test('F53 a profile of version 1 opens with its messages in place, and knows whom its owner has written to', async () => {
  const file = join(folder, 'one.sqlite');
  writeVersion1(file);
  const store = await openSqliteStore(file);
  const page = { index: 'byChat', ...startingWith(`${bob}.`) };
  assert.deepEqual(
    (await store.list('messages', page)).map(row => row.text),
    ['m1', 'm2'],
  );
  assert.deepEqual(
    (await store.list('chats', { index: 'byNewest' })).map(({ chat, spoken }) => ({ chat, spoken })),
    [
      { chat: bob, spoken: true },
      { chat: carol, spoken: undefined },
    ],
  );
  assert.equal((await store.get('connection', 'self'))?.epoch, 7);
  assert.deepEqual(await store.list('messages', { index: 'byDeletion' }), []);
  assert.deepEqual(await store.list('avatars'), []);
  await store.close();
  const database = new DatabaseSync(file);
  assert.equal(database.prepare('PRAGMA user_version').get()?.user_version, SCHEMA_VERSION);
  database.close();
  await (await openSqliteStore(file)).close();
});

test('F53 an upgrade that breaks off leaves the profile as it was', async () => {
  const file = join(folder, 'broken.sqlite');
  writeVersion1(file);
  const database = new DatabaseSync(file);
  database.exec(`UPDATE messages SET row = x'00' WHERE key LIKE '%m2'`);
  database.close();
  await assert.rejects(openSqliteStore(file), { code: 'store_failed' });
  const after = new DatabaseSync(file);
  assert.equal(after.prepare('PRAGMA user_version').get()?.user_version, 1);
  assert.equal(after.prepare('SELECT count(*) AS count FROM messages').get()?.count, 3);
  after.close();
});
