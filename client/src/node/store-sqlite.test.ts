import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { ParleyError } from '../errors.ts';
import { SCHEMA_VERSION, SELF } from '../store/schema.ts';
import { storeContract } from '../store/store.contract.ts';
import { openProfile } from './profile.ts';
import { openSqliteStore } from './store-sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-store-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = () => join(folder, `${++files}.sqlite`);
const epoch = (value: number) => ({ collection: 'connection', key: SELF, row: { epoch: value } }) as const;

storeContract('SQLite', () => openSqliteStore(newFile()));

test('what was committed is there after the file is opened again', async () => {
  const file = newFile();
  const before = await openSqliteStore(file);
  await before.commit([epoch(7)]);
  await before.close();
  const store = await openSqliteStore(file);
  assert.equal((await store.get('connection', SELF))?.epoch, 7);
  await store.close();
  await store.close();
});

test('one owner: a second one is told that the profile is in use, until the first has closed it', async () => {
  const file = newFile();
  const first = await openSqliteStore(file);
  await assert.rejects(openSqliteStore(file), { code: 'profile_in_use' });
  await first.commit([epoch(1)]);
  await first.close();
  await (await openSqliteStore(file)).close();
});

test('F53 a store of a newer version is refused and left as it is', async () => {
  const file = newFile();
  await (await openSqliteStore(file)).close();
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
  database.close();
  await assert.rejects(openSqliteStore(file), { code: 'store_too_new' });
  const after = new DatabaseSync(file);
  assert.equal(after.prepare('PRAGMA user_version').get()?.user_version, SCHEMA_VERSION + 1);
  after.close();
});

test('a file that is no store, or cannot be made, is a coded error', async () => {
  await assert.rejects(openSqliteStore(join(folder, 'nowhere', 'x.sqlite')), ParleyError);
});

test('a profile folder is made for its owner alone', async () => {
  const profile = join(folder, 'profiles', 'alice');
  await (await openProfile(profile)).close();
  assert.equal(statSync(profile).mode & 0o077, 0);
});
