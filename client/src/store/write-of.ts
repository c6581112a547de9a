import { type Collection, keyOf, type Rows } from './schema.ts';
import type { Write } from './store.ts';

/** A row under its key. */
export function writeOf<C extends Collection>(collection: C, row: Rows[C]): Write {
  return { collection, key: keyOf(collection, row), row } as Write;
}
