// Everything that reads and then writes what the device remembers, one step at a time: no two steps ever work from the
// same ratchet. Steps that wait together are made durable together; what they tell others is told after that (D4). A step
// must not wait for the network.
import { ParleyError } from '../errors.ts';
import { type Collection, keyOf, type Rows } from '../store/schema.ts';
import type { Store, Write } from '../store/store.ts';
import { createDraft, type Draft, type Reader } from './draft.ts';
import { createRowCache } from './row-cache.ts';

export interface Work extends Reader {
  /** Runs the step after those before it; resolves once its writes are durable. A step that throws writes nothing. */
  run<T>(step: (draft: Draft) => Promise<T>): Promise<T>;
  /** Calls `listen` with what has been committed, after the steps' own `after`. */
  committed(listen: (writes: readonly Write[]) => void): void;
  /** Takes no more steps; resolves once everything asked for before is durable. */
  close(): Promise<void>;
}

/** So many steps share a commit: enough to make its cost small beside theirs, few enough to see results soon. */
const maxStepsPerCommit = 256;
/** About 4 MB of messages. */
const maxCachedRows = 4096;

interface Waiting {
  readonly step: (draft: Draft) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export function createWork(store: Store): Work {
  const cache = createRowCache(maxCachedRows);
  const queue: Waiting[] = [];
  let running: Promise<void> | undefined;
  const listening: ((writes: readonly Write[]) => void)[] = [];
  let closed = false;

  const list: Reader['list'] = (collection, range) => store.list(collection, range);

  async function get<C extends Collection>(collection: C, key: string): Promise<Rows[C] | undefined> {
    return (cache.get(collection, key) as Rows[C] | undefined) ?? store.get(collection, key);
  }

  /** Rows that the store does not have, while one group of steps runs: nobody else writes. */
  const absent = new Set<string>();

  async function prefetch(collection: Collection, keys: readonly string[]): Promise<void> {
    const unknown = keys.filter(key => cache.get(collection, key) === undefined);
    const rows = await store.getMany(collection, unknown);
    for (const row of rows) cache.set(collection, keyOf(collection, row), row);
    const found = new Set(rows.map(row => keyOf(collection, row)));
    for (const key of unknown) if (!found.has(key)) absent.add(`${collection}/${key}`);
  }

  // Only for steps: nothing is committed while one reads, so what it read can't be out of date when it is cached.
  async function getForStep<C extends Collection>(collection: C, key: string): Promise<Rows[C] | undefined> {
    const cached = cache.get(collection, key) as Rows[C] | undefined;
    if (cached !== undefined) return cached;
    if (absent.has(`${collection}/${key}`)) return undefined;
    const row = await store.get(collection, key);
    if (row === undefined) absent.add(`${collection}/${key}`);
    cache.set(collection, key, row);
    return row;
  }

  async function runAll(): Promise<void> {
    while (queue.length > 0) await runTogether(queue.splice(0, maxStepsPerCommit));
    running = undefined;
  }

  async function runTogether(steps: readonly Waiting[]): Promise<void> {
    absent.clear();
    const draft = createDraft({ get: getForStep, list, prefetch });
    const done: { readonly waiting: Waiting; readonly value: unknown }[] = [];
    for (const waiting of steps) {
      try {
        const value = await draft.nested(waiting.step);
        done.push({ waiting, value });
      } catch (error) {
        waiting.reject(error);
      }
    }
    const writes = draft.writes();
    try {
      if (writes.length > 0) await store.commit(writes);
    } catch (error) {
      for (const { waiting } of done) waiting.reject(error);
      return;
    }
    for (const { collection, key, row } of writes) cache.set(collection, key, row);
    for (const run of draft.afterwards) run();
    for (const listen of listening) listen(writes);
    for (const { waiting, value } of done) waiting.resolve(value);
  }

  return {
    get,
    list,
    committed: listen => void listening.push(listen),
    run<T>(step: (draft: Draft) => Promise<T>): Promise<T> {
      if (closed) return Promise.reject(new ParleyError('closed'));
      return new Promise<T>((resolve, reject) => {
        queue.push({ step, resolve: resolve as (value: unknown) => void, reject });
        running ??= Promise.resolve().then(runAll);
      });
    },
    async close() {
      closed = true;
      while (running) await running;
    },
  };
}
