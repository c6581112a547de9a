import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { type Kysely, type KyselyPlugin, sql } from 'kysely';
import { databaseAt, newDatabase, startedMariadb } from './mysql.testing.ts';
import { type Migrations, type MysqlSource, openSqlDatabase } from './sql-database.ts';

interface Tables {
  notes: { id: number; text: string; data: Uint8Array; more: string | null };
}

const create = async (db: Kysely<Tables>) => {
  await db.schema
    .createTable('notes')
    .addColumn('id', 'integer', column => column.primaryKey())
    .addColumn('text', 'varchar(200)', column => column.notNull())
    .addColumn('data', 'blob')
    .execute();
  await db.schema.createIndex('notes_text').on('notes').column('text').execute();
  await db
    .insertInto('notes')
    .values({ id: 1, text: 'first', data: Uint8Array.of(1) } as Tables['notes'])
    .execute();
};
const widen = async (db: Kysely<Tables>) => {
  await db.schema.alterTable('notes').addColumn('more', 'text').execute();
  await db.schema.dropIndex('notes_text').on('notes').execute();
  await db.schema.createIndex('notes_more').on('notes').columns(['id', 'text']).execute();
};
const all: Migrations<Tables> = [create, widen];
const open = (source: MysqlSource, migrations = all) => openSqlDatabase<Tables>({ source, what: 'notes', migrations });

/** Ends like a process that is killed before its nth statement. */
function killedBefore(n: number): KyselyPlugin {
  let statements = 0;
  return {
    transformQuery({ node }) {
      if (++statements === n) throw new Error('killed');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

test('F53 a step that is killed before any of its statements is made again to its end', async () => {
  const statements = 6;
  for (let n = 1; n <= statements; n++) {
    const source = await databaseAt(newDatabase());
    const plugin = killedBefore(n);
    const killed = all.map(step => (db: Kysely<Tables>) => step(db.withPlugin(plugin)));
    await assert.rejects(open(source, killed), /killed/, `before statement ${n}`);
    const { db, close } = await open(source);
    assert.deepEqual(await db.selectFrom('notes').selectAll().execute(), [
      { id: 1, text: 'first', data: Uint8Array.of(1), more: null },
    ]);
    const { rows } = await sql<{ Key_name: string }>`SHOW INDEX FROM notes_notes`.execute(db);
    assert.deepEqual([...new Set(rows.map(row => row.Key_name))], ['PRIMARY', 'notes_more']);
    await close();
  }
});

test('F53 processes that start together make each step once', async () => {
  const source = await databaseAt(newDatabase());
  let steps = 0;
  const counted = all.map(step => async (db: Kysely<Tables>) => {
    steps++;
    await step(db);
  });
  const opened = await Promise.all(Array.from({ length: 6 }, () => open(source, counted)));
  assert.equal(steps, 2);
  await Promise.all(opened.map(({ close }) => close()));
});

test('F53 a newer schema is refused, naming both versions, and stays usable', async () => {
  const source = await databaseAt(newDatabase());
  await (await open(source)).close();
  await assert.rejects(open(source, [create]), /schema version 2.*versions up to 1: start the newer program/);
  await (await open(source)).close();
});

test('F49 every character is kept and found, and what is not the same is told apart', async () => {
  const source = await databaseAt(newDatabase());
  const { db, close } = await open(source);
  const texts = ['😀', '🇮🇹', '👨‍👩‍👧‍👦', '𠮷', 'é', 'e', 'E', "'; DROP TABLE notes; --", 'a\\', 'ß', 'ss'];
  const data = Uint8Array.from({ length: 256 }, (_, i) => i);
  await db
    .insertInto('notes')
    .values(texts.map((text, i) => ({ id: i + 2, text, data, more: text })))
    .execute();
  for (const [i, text] of texts.entries()) {
    const found = await db.selectFrom('notes').selectAll().where('text', '=', text).execute();
    assert.deepEqual(found, [{ id: i + 2, text, data, more: text }]);
  }
  await close();
});

test('what is too long is refused, never cut off, and no error repeats what was to be stored', async () => {
  const { db, close } = await open(await databaseAt(newDatabase()));
  const refused = async (id: number, text: string) => {
    const error: Error = await db
      .insertInto('notes')
      .values({ id, text, data: new Uint8Array(), more: null })
      .execute()
      .then(
        () => assert.fail('it was stored'),
        failure => failure,
      );
    assert.doesNotMatch(`${JSON.stringify(error)} ${inspect(error)}`, /secret|insert/i);
    return error.message;
  };
  assert.match(await refused(2, 'secret'.repeat(40)), /ER_DATA_TOO_LONG/);
  assert.match(await refused(1, 'secret'), /ER_DUP_ENTRY/);
  await close();
});

test('a row that is changed to what it was counts as found', async () => {
  const { db, close } = await open(await databaseAt(newDatabase()));
  const same = db.updateTable('notes').set({ text: 'first' }).where('id', '=', 1);
  assert.equal((await same.executeTakeFirstOrThrow()).numUpdatedRows, 1n);
  await close();
});

test('F49 a database or a table with another character set is refused, with what sets it right', async () => {
  const { primary, ask } = await startedMariadb();
  const name = newDatabase();
  const source = await databaseAt(name);
  await ask(primary, `ALTER DATABASE ${name} CHARACTER SET latin1`);
  await assert.rejects(open(source), /has the character set latin1.*ALTER DATABASE `test_\d+` CHARACTER SET utf8mb4/);
  await ask(primary, `ALTER DATABASE ${name} CHARACTER SET utf8mb4; CREATE TABLE ${name}.old (x TEXT) CHARSET latin1`);
  await assert.rejects(open(source), /tables that are not InnoDB with utf8mb4: old/);
  await ask(primary, `DROP TABLE ${name}.old`);
  await (await open(source)).close();
});

test('a database that is not there, a wrong password and a wrong port are told in words, without the password', async () => {
  const source = await databaseAt(newDatabase());
  const told = async (changed: Partial<MysqlSource>) => {
    const error = await open({ ...source, ...changed }).then(
      () => assert.fail('it opened'),
      (failure: Error) => failure,
    );
    assert.match(error.message, /^cannot reach the database to write to it: 127\.0\.0\.1:\d+: /);
    assert.doesNotMatch(error.message, /guess|parley-on/);
    return error.message;
  };
  assert.match(await told({ password: 'guess' }), /Access denied/);
  assert.match(await told({ url: source.url.replace(/:\d+\/.*/, ':1/parley') }), /ECONNREFUSED/);
  assert.match(await told({ tls: true }), /secure connection/);
  assert.match(await told({ url: source.url.replace(/\/test_.*/, '/nowhere') }), /denied|Unknown database/);
});
