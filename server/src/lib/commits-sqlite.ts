// The commit loop of the embedded message store and group log. Whatever arrives while the last batch is made durable is one transaction
// in the next. The transaction runs on the event loop and never syncs; the sync runs in the thread pool; only then do the
// batch's promises resolve (D1). docs/decisions/durable-flush.md says why.
import type { DatabaseSync } from 'node:sqlite';
import { query } from './query-sqlite.ts';

export interface Commits {
  /**
   * Runs `operation` in the next batch's transaction, in call order; resolves to its value once the batch is durable.
   * An operation may run again after a failed batch, so it keeps nothing of its own. `bytes`: about what it writes. With
   * `patienceMs` it makes no batch of its own but waits that long for one that somebody else needs.
   */
  run<T>(operation: () => T, bytes?: number, patienceMs?: number): Promise<T>;
  /** Number of the batch being applied, or of the last one. */
  batch(): number;
  /** Resolves once what batch `batch` wrote is durable; undefined: it is. */
  covering(batch: number): Promise<void> | undefined;
  /** Batches that wrote something: one sync each. */
  flushes(): number;
  /** Why nothing is accepted any more: a sync has failed, or it is closed. */
  failure(): Error | undefined;
  /** Resolves once everything accepted is durable or refused; nothing is accepted any more. */
  close(): Promise<void>;
}

export interface CommitsDeps {
  /** Named in errors. */
  what: string;
  db: DatabaseSync;
  /** Makes every commit so far durable. */
  sync: () => Promise<void>;
  /** Before a batch; a promise holds it. */
  beforeBatch: (bytesWritten: number) => Promise<void> | undefined;
  /** What is in memory is put back to before the batch. */
  beginMemory: () => () => void;
  /** The last of each batch, in its transaction: what operations have gathered. */
  endBatch?: () => void;
  onFlush: (durationMs: number, operations: number) => void;
}

interface Waiting {
  readonly operation: () => unknown;
  readonly bytes: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A batch keeps the event loop for some milliseconds at most. */
const MAX_BATCH_OPERATIONS = 512;
const MAX_BATCH_BYTES = 2 * 1024 * 1024;

export function createCommits({ what, db, sync, beforeBatch, beginMemory, endBatch, onFlush }: CommitsDeps): Commits {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const changes = query<[number]>(db, 'SELECT total_changes()');
  let waiting: Waiting[] = [];
  /** A batch is wanted. */
  let due = false;
  let patience: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let flushing: Promise<void> | undefined;
  let bytesWritten = 0;
  let batch = 0;
  let durable = 0;
  let flushes = 0;
  let failure: Error | undefined;
  /** Operations to run one by one, because their batch failed and one of them may be the reason. */
  let isolated = 0;

  /** Applies the operations in one transaction. False: it wrote nothing. */
  function apply(operations: readonly Waiting[], values: unknown[]): boolean {
    const before = changes.get()![0];
    const restoreMemory = beginMemory();
    batch++;
    try {
      begin.run();
      for (const { operation, bytes } of operations) {
        values.push(operation());
        bytesWritten += bytes;
      }
      endBatch?.();
      commit.run();
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      restoreMemory();
      throw error;
    }
    return changes.get()![0] !== before;
  }

  function take(): Waiting[] {
    let count = 0;
    let bytes = 0;
    const most = isolated > 0 ? 1 : MAX_BATCH_OPERATIONS;
    while (count < waiting.length && count < most && bytes < MAX_BATCH_BYTES) bytes += waiting[count++]!.bytes;
    if (isolated > 0) isolated--;
    due = count < waiting.length;
    if (count === waiting.length) {
      const all = waiting;
      waiting = [];
      return all;
    }
    return waiting.splice(0, count);
  }

  async function flush(operations: number): Promise<void> {
    const start = performance.now();
    await sync();
    flushes++;
    durable = batch;
    onFlush(performance.now() - start, operations);
  }

  function fail(cause: unknown, operations: readonly Waiting[]): void {
    // What the kernel could not write it may have dropped, and would not say so again: only a restart finds out what is on
    // the disk.
    failure = new Error(`${what} cannot reach its disk and has stopped`, { cause });
    for (const { reject } of [...operations, ...waiting]) reject(failure);
    waiting = [];
  }

  async function runBatch(): Promise<void> {
    const operations = take();
    const values: unknown[] = [];
    let wrote: boolean;
    try {
      wrote = apply(operations, values);
    } catch (error) {
      if (operations.length === 1) operations[0]!.reject(error);
      else {
        waiting = [...operations, ...waiting];
        due = true;
        isolated = operations.length;
      }
      return;
    }
    try {
      if (wrote) {
        flushing = flush(operations.length);
        await flushing;
      }
      durable = batch;
    } catch (error) {
      return fail(error, operations);
    } finally {
      flushing = undefined;
    }
    for (let i = 0; i < operations.length; i++) operations[i]!.resolve(values[i]);
  }

  async function runAll(): Promise<void> {
    while (due && waiting.length > 0) {
      await nextTurn(); // what other sockets bring in this turn of the event loop belongs to the batch
      try {
        const held = beforeBatch(bytesWritten);
        if (held) await held;
      } catch (error) {
        fail(error, []);
        break;
      }
      await runBatch();
    }
    running = undefined;
  }

  function start(): void {
    if (patience) clearTimeout(patience);
    patience = undefined;
    if (waiting.length === 0) return;
    due = true;
    running ??= runAll();
  }

  return {
    run<T>(operation: () => T, bytes = 0, patienceMs = 0): Promise<T> {
      if (failure) return Promise.reject(failure);
      return new Promise<T>((resolve, reject) => {
        waiting.push({ operation, bytes, resolve: resolve as (value: unknown) => void, reject });
        if (patienceMs === 0) start();
        else patience ??= setTimeout(start, patienceMs);
      });
    },
    batch: () => batch,
    covering: changed => (failure ? Promise.reject(failure) : changed > durable ? flushing : undefined),
    flushes: () => flushes,
    failure: () => failure,
    async close() {
      start();
      while (running) await running;
      failure ??= new Error(`${what} is closed`);
    },
  };
}

const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
