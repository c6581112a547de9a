import { inRange } from './range.ts';
import { type Collection, collections, type Rows } from './schema.ts';
import type { Store } from './store.ts';

/** Forgets everything with the process: for tests and for devices that should leave no trace. */
export function createMemoryStore(): Store {
  const tables = new Map<Collection, Map<string, unknown>>(collections.map(name => [name, new Map()]));
  const table = <C extends Collection>(name: C) => tables.get(name) as Map<string, Rows[C]>;

  return {
    async get(collection, key) {
      return table(collection).get(key);
    },
    async list(collection, range = {}) {
      return inRange(collection, table(collection).values(), range);
    },
    async commit(writes) {
      for (const { collection, key, row } of writes) {
        const rows: Map<string, unknown> = table(collection);
        if (row === undefined) rows.delete(key);
        else rows.set(key, row);
      }
    },
    async close() {},
  };
}
