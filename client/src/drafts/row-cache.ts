import type { Collection } from '../store/schema.ts';

/** The rows used last, by collection and key. Rows never change in place, so they can be shared. */
export interface RowCache {
  get(collection: Collection, key: string): unknown;
  /** `undefined` forgets the row. */
  set(collection: Collection, key: string, row: unknown): void;
}

export function createRowCache(maxRows: number): RowCache {
  // A Map keeps insertion order, so its first entry is the one used least recently.
  const rows = new Map<string, unknown>();
  return {
    get(collection, key) {
      const id = `${collection}/${key}`;
      const row = rows.get(id);
      if (row === undefined) return undefined;
      rows.delete(id);
      rows.set(id, row);
      return row;
    },
    set(collection, key, row) {
      const id = `${collection}/${key}`;
      rows.delete(id);
      if (row === undefined) return;
      rows.set(id, row);
      if (rows.size > maxRows) rows.delete(rows.keys().next().value as string);
    },
  };
}
