// Opens a SQLite file for the `-sql` stores: Kysely over node:sqlite, migrated to the version the program knows.
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { createRecent } from './recent.ts';
import type { Migrations } from './sql-database.ts';

interface SqliteDatabaseOptions<T> {
  path: string;
  /** Named in errors. */
  what: string;
  migrations: Migrations<T>;
}

/** @throws {Error} the file is from a newer version (F53) or is no database */
export async function openSqliteDatabase<T>({ path, what, migrations }: SqliteDatabaseOptions<T>): Promise<Kysely<T>> {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  } catch (cause) {
    database.close();
    throw new Error(`the ${what} file ${path} cannot be read; restore it from a backup`, { cause });
  }
  const db = new Kysely<T>({ dialect: new SqliteDialect({ database: adapt(database) }) });
  try {
    await migrate(db, database, { path, what, migrations });
  } catch (error) {
    await db.destroy(); // no lock is left, and a step that failed has left nothing: the next start takes it again
    throw error;
  }
  return db;
}

async function migrate<T>(
  db: Kysely<T>,
  database: DatabaseSync,
  { path, what, migrations }: SqliteDatabaseOptions<T>,
): Promise<void> {
  const { user_version: found } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (found > migrations.length) {
    throw new Error(
      `the ${what} file ${path} has schema version ${found}, and this program knows versions up to ${migrations.length}: ` +
        'start the newer program, or restore a backup made before the upgrade',
    );
  }
  for (let version = found + 1; version <= migrations.length; version++) {
    await db.transaction().execute(async transaction => {
      await migrations[version - 1]!(transaction);
      await sql.raw(`PRAGMA user_version = ${version}`).execute(transaction);
    });
  }
}

/** Texts of statements that are kept prepared: each call of a store has its own, lists of other lengths another one. */
const MAX_STATEMENTS = 500;

/** What Kysely asks of a SQLite driver, from node:sqlite. Preparing a look-up takes longer than making it. */
function adapt(database: DatabaseSync) {
  const prepared = createRecent<string, ReturnType<typeof prepare>>(MAX_STATEMENTS);

  function prepare(text: string) {
    const statement = database.prepare(text);
    return {
      reader: statement.columns().length > 0,
      all: (parameters: readonly unknown[]) => statement.all(...(parameters as SQLInputValue[])),
      run: (parameters: readonly unknown[]) => statement.run(...(parameters as SQLInputValue[])),
      iterate: (parameters: readonly unknown[]) =>
        statement.iterate(...(parameters as SQLInputValue[])) as IterableIterator<unknown>,
    };
  }

  return {
    close: () => database.close(),
    prepare(text: string) {
      const known = prepared.get(text);
      if (known) return known;
      const statement = prepare(text);
      prepared.set(text, statement);
      return statement;
    },
  };
}
