import { type Collection, indexesOf, keyOf, type Rows } from './schema.ts';
import type { Range } from './store.ts';

interface Place<C extends Collection> {
  readonly at: string;
  readonly key: string;
  readonly row: Rows[C];
}

/** The rows that `range` asks for, in its order: what a store without indexes answers. */
export function inRange<C extends Collection>(collection: C, rows: Iterable<Rows[C]>, range: Range): Rows[C][] {
  const { from, before, reverse = false, limit = Number.POSITIVE_INFINITY } = range;
  const places: Place<C>[] = [];
  for (const row of rows) {
    const key = keyOf(collection, row);
    const at = range.index === undefined ? key : placeIn(collection, range.index, row);
    if (at === undefined || (from !== undefined && at < from) || (before !== undefined && at >= before)) continue;
    places.push({ at, key, row });
  }
  places.sort(reverse ? (a, b) => compare(b, a) : compare);
  return places.slice(0, limit).map(place => place.row);
}

/** The place of a row in an index; undefined: it is not in it. */
export function placeIn<C extends Collection>(collection: C, index: string, row: Rows[C]): string | undefined {
  const place = indexesOf(collection)[index];
  if (!place) throw new RangeError(`${collection} has no index ${index}`);
  return place(row);
}

function compare(a: { at: string; key: string }, b: { at: string; key: string }): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
