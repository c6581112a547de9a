import { ParleyError } from '../errors.ts';
import { type Collection, collections, indexesOf, keyOf, type Rows, SCHEMA_VERSION } from '../store/schema.ts';
import type { Range, Store, Write } from '../store/store.ts';
import { createUpgrade, type Upgrade, upgradeOrder } from '../store/upgrade.ts';
import { answer, backwards, deleteDatabase, openDatabase, type Table, writing } from './indexeddb.ts';

/** A row with its key and its places in the indexes, which IndexedDB needs as properties. */
type Entry = { readonly key: string; readonly row: unknown; readonly [index: string]: unknown };

export interface IndexedDbOptions {
  /** The browser has taken the database away while it was open. */
  readonly lost?: () => void;
}

/**
 * A store in one IndexedDB database. Who holds it alone is decided by a Web Lock, not here. Throws `store_too_new` when a
 * newer version wrote it (F53), `storage_full`, `store_failed`.
 */
export async function openIndexedDbStore(name: string, { lost }: IndexedDbOptions = {}): Promise<Store> {
  const database = await openCurrent(name);
  let closed = false;
  const taken = (): void => {
    if (!closed) lost?.();
    closed = true;
  };
  database.onclose = taken;
  database.onversionchange = () => {
    database.close();
    taken();
  };
  /** Commits take effect in call order. */
  let committing: Promise<unknown> = Promise.resolve();

  return {
    async get(collection, key) {
      const entry = await coded(() => answer<Entry | undefined>(tableOf(database, collection).get(key)));
      return entry?.row as Rows[typeof collection] | undefined;
    },
    async getMany(collection, keys) {
      if (keys.length === 0) return [];
      const entries = await coded(() => {
        const table = tableOf(database, collection);
        return Promise.all(keys.map(key => answer<Entry | undefined>(table.get(key))));
      });
      return entries.filter(entry => entry !== undefined).map(entry => entry.row as Rows[typeof collection]);
    },
    async list(collection, range = {}) {
      const entries = await coded(() => select(tableOf(database, collection), collection, range));
      return entries.map(entry => entry.row as Rows[typeof collection]);
    },
    commit(writes) {
      const commit = committing.then(() => coded(() => apply(database, writes)));
      committing = commit.catch(() => {});
      return commit;
    },
    async close() {
      closed = true;
      await committing;
      database.close();
    },
  };
}

export async function deleteIndexedDbStore(name: string): Promise<void> {
  await coded(() => deleteDatabase(name));
}

/** Databases have always counted in tens, and a version never goes down. */
const DATABASE_VERSION = SCHEMA_VERSION * 10;
/** Which version the rows are of: they follow the tables in a transaction of their own. */
const SCHEMA = 'schema';

const tables: readonly Table[] = [
  ...collections.map(name => ({ name, key: 'key', indexes: Object.keys(indexesOf(name)) })),
  { name: SCHEMA, key: 'name', indexes: [] },
];

async function openCurrent(name: string): Promise<IDBDatabase> {
  const database = await coded(() => openDatabase(name, DATABASE_VERSION, tables));
  try {
    await coded(() => upgradeRows(database));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

async function upgradeRows(database: IDBDatabase): Promise<void> {
  const found = database.transaction(SCHEMA).objectStore(SCHEMA).get('rows');
  const from = (await answer<{ version: number } | undefined>(found))?.version;
  if (from === SCHEMA_VERSION) return;
  await writing(database, database.objectStoreNames, async transaction => {
    const upgrade = createUpgrade(from ?? SCHEMA_VERSION);
    if (from !== undefined) for (const collection of upgradeOrder) await renew(transaction, collection, upgrade);
    transaction.objectStore(SCHEMA).put({ name: 'rows', version: SCHEMA_VERSION });
  });
}

async function renew(transaction: IDBTransaction, collection: Collection, upgrade: Upgrade): Promise<void> {
  const table = transaction.objectStore(collection);
  const entries = await answer<Entry[]>(table.getAll());
  table.clear();
  for (const { row } of entries) table.put(entryOf(collection, upgrade(collection, row as Rows[Collection])));
}

function entryOf(collection: Collection, row: Rows[Collection]): Entry {
  const entry: { key: string; row: unknown; [index: string]: unknown } = { key: keyOf(collection, row), row };
  for (const [index, placeOf] of Object.entries(indexesOf(collection))) {
    const place = placeOf(row);
    if (place !== undefined) entry[index] = place;
  }
  return entry;
}

function known(collection: Collection): Collection {
  if (!collections.includes(collection)) throw new RangeError(`there is no collection ${collection}`);
  return collection;
}

function tableOf(database: IDBDatabase, collection: Collection): IDBObjectStore {
  return database.transaction(known(collection)).objectStore(collection);
}

async function select(table: IDBObjectStore, collection: Collection, range: Range): Promise<Entry[]> {
  const { index, from, before, reverse, limit } = range;
  if (index !== undefined && !Object.hasOwn(indexesOf(collection), index)) {
    throw new RangeError(`${collection} has no index ${index}`);
  }
  if (limit === 0 || (from !== undefined && before !== undefined && from >= before)) return [];
  const source = index === undefined ? table : table.index(index);
  if (reverse) return backwards(source, keysIn(from, before), limit ?? Number.POSITIVE_INFINITY);
  return answer(source.getAll(keysIn(from, before), limit));
}

function keysIn(from: string | undefined, before: string | undefined): IDBKeyRange | undefined {
  if (from === undefined) return before === undefined ? undefined : IDBKeyRange.upperBound(before, true);
  return before === undefined ? IDBKeyRange.lowerBound(from) : IDBKeyRange.bound(from, before, false, true);
}

async function apply(database: IDBDatabase, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  const touched = new Set(writes.map(({ collection }) => known(collection)));
  await writing(database, touched, transaction => {
    for (const { collection, key, row } of writes) {
      const table = transaction.objectStore(collection);
      if (row === undefined) table.delete(key);
      else table.put(entryOf(collection, row));
    }
  });
}

/** Runs it with errors a program can tell apart. */
async function coded<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof ParleyError || cause instanceof RangeError) throw cause;
    throw new ParleyError(codeOf(cause), { cause });
  }
}

function codeOf(error: unknown): 'storage_full' | 'store_too_new' | 'store_failed' {
  const { name } = (error ?? {}) as { name?: string };
  if (name === 'QuotaExceededError') return 'storage_full';
  return name === 'VersionError' ? 'store_too_new' : 'store_failed';
}
