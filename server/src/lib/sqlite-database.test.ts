import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Kysely, sql } from 'kysely';
import type { Migrations } from './sql-database.ts';
import { openSqliteDatabase } from './sqlite-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-sql-'));
after(() => rmSync(folder, { recursive: true }));

interface Tables {
  notes: { id: number; text: string; more: string | null };
}
const create = (db: Kysely<Tables>) =>
  db.schema
    .createTable('notes')
    .addColumn('id', 'integer', column => column.primaryKey())
    .addColumn('text', 'text')
    .execute();
const widen = (db: Kysely<Tables>) => db.schema.alterTable('notes').addColumn('more', 'text').execute();
const open = (name: string, migrations: Migrations<Tables>) =>
  openSqliteDatabase<Tables>({ path: join(folder, name), what: 'notes', migrations });

test('F53 a file is brought up to date across versions and keeps what is in it', async () => {
  const old = await open('upgrade', [create]);
  await old
    .insertInto('notes')
    .values({ id: 1, text: 'kept' } as Tables['notes'])
    .execute();
  await old.destroy();
  const db = await open('upgrade', [create, widen, async () => undefined]);
  assert.equal((await db.selectFrom('notes').selectAll().executeTakeFirstOrThrow()).text, 'kept');
  await db.destroy();
});

test('F53 a newer file is refused, naming both versions and what to do, and stays usable', async () => {
  await (await open('newer', [create, widen])).destroy();
  await assert.rejects(open('newer', [create]), /schema version 2.*versions up to 1: start the newer program/);
  await (await open('newer', [create, widen])).destroy();
});

test('F53 a step that fails leaves nothing and no lock; the next start takes it again', async () => {
  await (await open('failed', [create])).destroy();
  const halfway = async (db: Kysely<Tables>) => {
    await widen(db);
    throw new Error('power cut');
  };
  await assert.rejects(open('failed', [create, halfway]), /power cut/);
  const db = await open('failed', [create, widen]);
  await db.insertInto('notes').values({ id: 1, text: 'a', more: 'b' }).execute();
  await db.destroy();
});

test('a file that is no database is refused in words', async () => {
  writeFileSync(
    join(folder, 'garbage'),
    'this is not a database, and is long enough to be looked at as one'.repeat(20),
  );
  await assert.rejects(open('garbage', [create]), /the notes file .* cannot be read; restore it from a backup/);
});

test('commits are synced: what was answered outlives a power cut', async () => {
  const db = await open('sync', [create]);
  const { rows } = await sql<{ synchronous: number }>`PRAGMA synchronous`.execute(db);
  assert.equal(rows[0]?.synchronous, 2);
  await db.destroy();
});
