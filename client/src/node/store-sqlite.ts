import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { deserialize, serialize } from 'node:v8';
import { ParleyError } from '../errors.ts';
import { type Collection, indexesOf, keyOf, type Rows, SCHEMA_VERSION } from '../store/schema.ts';
import type { Range, Store, Write } from '../store/store.ts';
import { createUpgrade, type Upgrade, upgradeOrder } from '../store/upgrade.ts';

type Prepare = (sql: string) => StatementSync;

/**
 * A store in one SQLite file, which it holds alone: one process owns the keys. Throws `profile_in_use` when another has
 * it, `store_too_new` when a newer version wrote it (F53), `store_failed` when it can't be opened.
 */
export async function openSqliteStore(path: string): Promise<Store> {
  const database = openDatabase(path);
  const prepare = createPrepare(database);
  return {
    async get(collection, key) {
      const found = prepare(`SELECT row FROM ${collection} WHERE key = ?`).get(key);
      return found && decode(found);
    },
    async getMany(collection, keys) {
      const statement = prepare(`SELECT row FROM ${collection} WHERE key = ?`);
      return keys
        .map(key => statement.get(key))
        .filter(found => found !== undefined)
        .map(decode<Rows[typeof collection]>);
    },
    async list(collection, range = {}) {
      const { sql, values } = select(collection, range);
      return prepare(sql)
        .all(...values)
        .map(decode<Rows[typeof collection]>);
    },
    async commit(writes) {
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const write of writes) apply(prepare, write);
        database.exec('COMMIT');
      } catch (cause) {
        database.exec('ROLLBACK');
        throw new ParleyError('store_failed', { cause });
      }
    },
    async close() {
      if (database.isOpen) database.close();
    },
  };
}

/** Each statement is prepared once. */
function createPrepare(database: DatabaseSync): Prepare {
  const statements = new Map<string, StatementSync>();
  return sql => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}

function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    // Waits for nobody: whoever holds the file holds it for as long as it runs.
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    database.exec('BEGIN EXCLUSIVE');
    migrate(database);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    if (database?.isOpen) database.close();
    throw openError(path, error);
  }
}

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;

function openError(path: string, error: unknown): ParleyError {
  if (error instanceof ParleyError) return error;
  const { errcode } = error as { errcode?: number };
  if (errcode === SQLITE_BUSY || errcode === SQLITE_LOCKED) return new ParleyError('profile_in_use', { cause: error });
  return new ParleyError('store_failed', { message: `The profile at ${path} cannot be opened.`, cause: error });
}

function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version > SCHEMA_VERSION) throw new ParleyError('store_too_new');
  if (version === SCHEMA_VERSION) return;
  const upgrade = createUpgrade(version);
  for (const collection of upgradeOrder) {
    const exists = database.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`).get(collection);
    if (exists) renew(database, collection, upgrade);
    else create(database, collection);
  }
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

function create(database: DatabaseSync, collection: Collection): void {
  const names = Object.keys(indexesOf(collection));
  const columns = names.map(name => `, ${name} TEXT`).join('');
  database.exec(`CREATE TABLE ${collection} (key TEXT PRIMARY KEY, row BLOB NOT NULL${columns})`);
  for (const name of names) {
    database.exec(`CREATE INDEX ${collection}_${name} ON ${collection} (${name}, key) WHERE ${name} IS NOT NULL`);
  }
}

/** Its rows as this version has them, with their places in its indexes. */
function renew(database: DatabaseSync, collection: Collection, upgrade: Upgrade): void {
  const indexes = `SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?`;
  for (const { name } of database.prepare(indexes).all(collection)) database.exec(`DROP INDEX ${name}`);
  database.exec(`ALTER TABLE ${collection} RENAME TO older`);
  create(database, collection);
  const prepare = createPrepare(database);
  for (const found of database.prepare('SELECT row FROM older').iterate()) {
    const row = upgrade(collection, decode<Rows[Collection]>(found));
    apply(prepare, { collection, key: keyOf(collection, row), row } as Write);
  }
  database.exec('DROP TABLE older');
}

function apply(prepare: Prepare, { collection, key, row }: Write): void {
  if (row === undefined) {
    prepare(`DELETE FROM ${collection} WHERE key = ?`).run(key);
    return;
  }
  const places = Object.values(indexesOf(collection)).map(place => place(row as never) ?? null);
  const marks = ', ?'.repeat(places.length);
  const statement = prepare(`INSERT OR REPLACE INTO ${collection} VALUES (?, ?${marks})`);
  statement.run(key, serialize(row), ...places);
}

function select(collection: Collection, { index, from, before, reverse, limit }: Range) {
  if (index !== undefined && !Object.hasOwn(indexesOf(collection), index)) {
    throw new RangeError(`${collection} has no index ${index}`);
  }
  const column = index ?? 'key';
  const conditions = [`${column} IS NOT NULL`];
  const values: (string | number)[] = [];
  if (from !== undefined) {
    conditions.push(`${column} >= ?`);
    values.push(from);
  }
  if (before !== undefined) {
    conditions.push(`${column} < ?`);
    values.push(before);
  }
  const direction = reverse ? 'DESC' : 'ASC';
  const order = `ORDER BY ${column} ${direction}, key ${direction}`;
  const sql = `SELECT row FROM ${collection} WHERE ${conditions.join(' AND ')} ${order} LIMIT ?`;
  return { sql, values: [...values, limit ?? -1] };
}

function decode<R>(found: Record<string, unknown>): R {
  return deserialize(found.row as Uint8Array) as R;
}
