// What a step of work wants to change, on top of what is stored: it reads its own writes, and nobody else sees them
// before they are durable.
import { inRange } from '../store/range.ts';
import { type Collection, keyOf, type Rows } from '../store/schema.ts';
import type { Range, Write } from '../store/store.ts';

export interface Reader {
  get<C extends Collection>(collection: C, key: string): Promise<Rows[C] | undefined>;
  list<C extends Collection>(collection: C, range?: Range): Promise<Rows[C][]>;
}

export interface Draft extends Reader {
  /** Has these rows read at once, for the steps that are made durable together with this one. */
  prefetch(collection: Collection, keys: readonly string[]): Promise<void>;
  put<C extends Collection>(collection: C, row: Rows[C]): void;
  remove(collection: Collection, key: string): void;
  /** Runs once the writes are durable; not at all when they are not. */
  after(run: () => void): void;
  /** All of `step` or, when it throws, nothing of it. */
  nested<T>(step: (draft: Draft) => Promise<T>): Promise<T>;
}

interface OpenDraft extends Draft {
  writes(): Write[];
  /** What waits for the writes to be durable. */
  readonly afterwards: readonly (() => void)[];
}

export function createDraft(below: Reader & Pick<Draft, 'prefetch'>): OpenDraft {
  const changes = new Map<Collection, Map<string, unknown>>();
  const afterwards: (() => void)[] = [];
  const changed = <C extends Collection>(name: C) => changes.get(name) as Map<string, Rows[C] | undefined> | undefined;

  function set(collection: Collection, key: string, row: unknown): void {
    const rows = changes.get(collection);
    if (rows) rows.set(key, row);
    else changes.set(collection, new Map([[key, row]]));
  }

  function writes(): Write[] {
    const all: Write[] = [];
    for (const [collection, rows] of changes) {
      for (const [key, row] of rows) all.push({ collection, key, row } as Write);
    }
    return all;
  }

  const draft: OpenDraft = {
    afterwards,
    writes,
    get(collection, key) {
      const rows = changed(collection);
      return rows?.has(key) ? Promise.resolve(rows.get(key)) : below.get(collection, key);
    },
    async list(collection, range = {}) {
      const rows = changed(collection);
      if (!rows?.size) return below.list(collection, range);
      return merged(collection, rows, await below.list(collection, widened(range, rows.size)), range);
    },
    prefetch: below.prefetch,
    put: (collection, row) => set(collection, keyOf(collection, row), row),
    remove: (collection, key) => set(collection, key, undefined),
    after: run => void afterwards.push(run),
    async nested(step) {
      const inner = createDraft(draft);
      const result = await step(inner);
      for (const { collection, key, row } of inner.writes()) set(collection, key, row);
      afterwards.push(...inner.afterwards);
      return result;
    },
  };
  return draft;
}

// So many of the rows below may be covered by changes.
function widened(range: Range, changes: number): Range {
  return range.limit === undefined ? range : { ...range, limit: range.limit + changes };
}

function merged<C extends Collection>(
  collection: C,
  changes: ReadonlyMap<string, Rows[C] | undefined>,
  below: readonly Rows[C][],
  range: Range,
): Rows[C][] {
  const rows = below.filter(row => !changes.has(keyOf(collection, row)));
  for (const row of changes.values()) if (row !== undefined) rows.push(row);
  return inRange(collection, rows, range);
}
