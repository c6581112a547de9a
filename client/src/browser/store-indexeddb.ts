import { Dexie, type Table } from 'dexie';
import { ParleyError } from '../errors.ts';
import { type Collection, collections, indexesOf, keyOf, type Rows, SCHEMA_VERSION } from '../store/schema.ts';
import type { Range, Store, Write } from '../store/store.ts';
import { createUpgrade, type Upgrade, upgradeOrder } from '../store/upgrade.ts';

/** A row with its key and its places in the indexes, which IndexedDB needs as properties. */
type Entry = { readonly key: string; readonly row: unknown; readonly [index: string]: unknown };
type Entries = Table<Entry, string>;

export interface IndexedDbOptions {
  /** The browser has taken the database away while it was open. */
  readonly lost?: () => void;
}

/**
 * A store in one IndexedDB database. Who holds it alone is decided by a Web Lock, not here. Throws `store_too_new` when a
 * newer version wrote it (F53), `storage_full`, `store_failed`.
 */
export async function openIndexedDbStore(name: string, { lost }: IndexedDbOptions = {}): Promise<Store> {
  const database = await openDatabase(name);
  let closed = false;
  database.on('close', () => {
    if (!closed) lost?.();
    closed = true;
  });
  database.on('versionchange', () => {
    database.close();
    return false; // or Dexie would write to the console
  });
  /** Commits take effect in call order. */
  let committing: Promise<unknown> = Promise.resolve();

  return {
    async get(collection, key) {
      const entry = await coded(() => tableOf(database, collection).get(key));
      return entry?.row as Rows[typeof collection] | undefined;
    },
    async getMany(collection, keys) {
      const entries = await coded(() => tableOf(database, collection).bulkGet([...keys]));
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
  await coded(() => Dexie.delete(name));
}

async function openDatabase(name: string): Promise<Dexie> {
  const database = new Dexie(name, { chromeTransactionDurability: 'strict', autoOpen: false });
  const tables = collections.map(collection => [collection, ['key', ...Object.keys(indexesOf(collection))].join(',')]);
  database.version(SCHEMA_VERSION).stores({ ...Object.fromEntries(tables), schema: 'name' });
  await coded(() => database.open());
  try {
    // Dexie opens what a newer version wrote as if it were its own.
    if (database.backendDB().version > SCHEMA_VERSION * DEXIE_STEPS) throw new ParleyError('store_too_new');
    await coded(() => upgradeRows(database));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Dexie leaves room for ten versions of its own in each of ours. */
const DEXIE_STEPS = 10;

/** The rows follow the tables, which Dexie has made as this version needs them when it opened the database. */
async function upgradeRows(database: Dexie): Promise<void> {
  const schema = database.table<{ name: string; version: number }>('schema');
  const from = (await schema.get('rows'))?.version;
  if (from === SCHEMA_VERSION) return;
  await database.transaction('rw', database.tables, async () => {
    const upgrade = createUpgrade(from ?? SCHEMA_VERSION);
    if (from !== undefined) for (const collection of upgradeOrder) await renew(database, collection, upgrade);
    await schema.put({ name: 'rows', version: SCHEMA_VERSION });
  });
}

async function renew(database: Dexie, collection: Collection, upgrade: Upgrade): Promise<void> {
  const table = tableOf(database, collection);
  const entries = await table.toArray();
  await table.clear();
  await table.bulkPut(entries.map(entry => entryOf(collection, upgrade(collection, entry.row as Rows[Collection]))));
}

function entryOf(collection: Collection, row: Rows[Collection]): Entry {
  const entry: { key: string; row: unknown; [index: string]: unknown } = { key: keyOf(collection, row), row };
  for (const [index, placeOf] of Object.entries(indexesOf(collection))) {
    const place = placeOf(row);
    if (place !== undefined) entry[index] = place;
  }
  return entry;
}

function tableOf(database: Dexie, collection: Collection): Entries {
  if (!collections.includes(collection)) throw new RangeError(`there is no collection ${collection}`);
  return database.table(collection);
}

function select(table: Entries, collection: Collection, range: Range): PromiseLike<Entry[]> {
  const { index = 'key', from = Dexie.minKey, before = Dexie.maxKey, reverse, limit } = range;
  if (index !== 'key' && !Object.hasOwn(indexesOf(collection), index)) {
    throw new RangeError(`${collection} has no index ${index}`);
  }
  const found = table.where(index).between(from, before, true, false);
  const ordered = reverse ? found.reverse() : found;
  return (limit === undefined ? ordered : ordered.limit(limit)).toArray();
}

async function apply(database: Dexie, writes: readonly Write[]): Promise<void> {
  const changes = new Map<Collection, Map<string, Entry | undefined>>();
  for (const { collection, key, row } of writes) {
    tableOf(database, collection);
    const rows = changes.get(collection) ?? new Map();
    changes.set(collection, rows.set(key, row && entryOf(collection, row)));
  }
  await database.transaction('rw', [...changes.keys()], () =>
    Promise.all([...changes].map(([collection, rows]) => replace(tableOf(database, collection), rows))),
  );
}

async function replace(table: Entries, rows: ReadonlyMap<string, Entry | undefined>): Promise<void> {
  const puts = [...rows.values()].filter(entry => entry !== undefined);
  const deletes = [...rows].filter(([, entry]) => entry === undefined).map(([key]) => key);
  await Promise.all([
    puts.length > 0 ? table.bulkPut(puts) : undefined,
    deletes.length > 0 ? table.bulkDelete(deletes) : undefined,
  ]);
}

/** Runs it with errors a program can tell apart. */
async function coded<T>(run: () => PromiseLike<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof ParleyError || cause instanceof RangeError) throw cause;
    throw new ParleyError(isQuota(cause) ? 'storage_full' : 'store_failed', { cause });
  }
}

// Dexie wraps what the browser says, once or twice, and collects what several writes said.
function isQuota(error: unknown): boolean {
  const { name, inner, failures } = error as { name?: string; inner?: unknown; failures?: unknown[] };
  if (name === 'QuotaExceededError') return true;
  return (inner !== undefined && isQuota(inner)) || (failures?.some(isQuota) ?? false);
}
