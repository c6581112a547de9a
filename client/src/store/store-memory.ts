import { inRange } from './range.ts';
import { type Collection, collections, type Rows } from './schema.ts';
import type { Store } from './store.ts';

/** Forgets everything with the process: for tests and for devices that should leave no trace. */
export function createMemoryStore(): Store {
  const tables = new Map<Collection, Map<string, unknown>>(collections.map(name => [name, new Map()]));
  const table = <C extends Collection>(name: C) => existing(name) as Map<string, Rows[C]>;

  function existing(name: Collection): Map<string, unknown> {
    const found = tables.get(name);
    if (!found) throw new RangeError(`there is no collection ${name}`);
    return found;
  }

  return {
    async get(collection, key) {
      return table(collection).get(key);
    },
    async getMany(collection, keys) {
      const rows = table(collection);
      return keys.map(key => rows.get(key)).filter(row => row !== undefined);
    },
    async list(collection, range = {}) {
      return inRange(collection, table(collection).values(), range);
    },
    async commit(writes) {
      // Throws for what could not be stored elsewhere either, before anything is changed.
      const copies = structuredClone(writes).map(write => ({ ...write, rows: existing(write.collection) }));
      for (const { rows, key, row } of copies) {
        if (row === undefined) rows.delete(key);
        else rows.set(key, row);
      }
    },
    async close() {},
  };
}
