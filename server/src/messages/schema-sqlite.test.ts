import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { openDatabase } from './schema-sqlite.ts';

test('F53 a newer schema is refused with both versions named, and left as it is', () => {
  const path = temporaryPath();
  openDatabase(path).close();
  const newer = new DatabaseSync(path);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  const before = readFileSync(path);
  assert.throws(() => openDatabase(path), /has schema version 99, this program knows versions up to 3.*newer Parley/s);
  assert.deepEqual(readFileSync(path), before);
});

test('F53 a start that was cut short in the first step begins it again, with no lock left', () => {
  const path = temporaryPath();
  const cut = new DatabaseSync(path);
  cut.exec('PRAGMA journal_mode = WAL; BEGIN; CREATE TABLE accounts (id INTEGER)');
  cut.close(); // rolls back, as a kill does
  const db = openDatabase(path);
  assert.equal(db.prepare('PRAGMA user_version').get()?.user_version, 3);
  db.close();
});

test('F13 a damaged file is reported with its path and what to do, and not replaced', () => {
  const path = temporaryPath();
  writeFileSync(path, 'this was a database once, before something went wrong with the disk '.repeat(100));
  const before = readFileSync(path);
  assert.throws(
    () => openDatabase(path),
    (error: Error) => error.message.includes(path) && /damaged.*Put a backup/s.test(error.message),
  );
  assert.deepEqual(readFileSync(path), before);
});

test('the file takes the page size and the vacuum mode that the store counts on', () => {
  const db = openDatabase(temporaryPath());
  const value = (pragma: string) => Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
  assert.deepEqual(['page_size', 'auto_vacuum', 'journal_mode', 'synchronous'].map(value), [2_048, 2, 'wal', 1]);
  db.close();
});
