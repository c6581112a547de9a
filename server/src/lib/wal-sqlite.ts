// The write-ahead log seen from outside: made durable on a descriptor of our own and copied back into the database by a
// worker thread, so that the event loop never waits for the disk.
import { close, closeSync, fdatasync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { CheckpointAnswer, CheckpointRequest } from './checkpoint-worker-sqlite.ts';
import { query } from './query-sqlite.ts';

export interface Wal {
  /** Resolves once every commit so far is on the disk. */
  sync(): Promise<void>;
  /** Starts checkpoints when they are due. A promise: wait for it before the next commit. */
  beforeBatch(bytesWritten: number): Promise<void> | undefined;
  close(): Promise<void>;
}

export interface WalMarks {
  /** Pages in the log after which they are copied back beside the work. */
  readonly checkpointPages: number;
  /** Pages in the log after which commits wait until it starts from its beginning. */
  readonly holdPages: number;
}

/**
 * 32 MiB and 96 MiB: a restart of the log holds the commits for some milliseconds, so that it should be rare, and a start
 * after a crash still reads the log in a fraction of a second.
 */
export const defaultWalMarks: WalMarks = { checkpointPages: 16_384, holdPages: 49_152 };

/** The log's length is looked at after this many bytes of messages or batches. */
const BYTES_PER_LOOK = 1024 * 1024;
const BATCHES_PER_LOOK = 64;

export function openWal(path: string, db: DatabaseSync, marks: WalMarks): Wal {
  syncDirectory(path);
  // Closing a descriptor drops a process's locks on that file; SQLite keeps its locks on the other two files.
  const descriptor = openSync(`${path}-wal`, 'r+');
  const state = query<[busy: number, pages: number, copied: number]>(db, 'PRAGMA wal_checkpoint(NOOP)');
  const worker = createCheckpointer(path);
  let batches = 0;
  let lookedAt = 0;
  let copying: Promise<void> | undefined;
  let restartDue = false;
  let failure: Error | undefined;

  async function checkpoint(request: 'passive' | 'restart'): Promise<void> {
    const answer = await worker.run(request).catch((error: Error): CheckpointAnswer => ({ error: error.message }));
    if ('pages' in answer) restartDue = request === 'passive' && answer.pages === answer.copied;
    // A full disk leaves the log as it is. After any other failure the kernel may have dropped pages it calls written.
    else if (!answer.full) failure = new Error(`the write-ahead log could not be copied back: ${answer.error}`);
    copying = undefined;
  }

  async function restart(): Promise<void> {
    await copying;
    if (!failure) await checkpoint('restart');
    if (failure) throw failure;
  }

  return {
    sync: () => new Promise((resolve, reject) => fdatasync(descriptor, error => (error ? reject(error) : resolve()))),
    beforeBatch(bytesWritten) {
      if (restartDue || failure) return restart();
      if (++batches < BATCHES_PER_LOOK && bytesWritten - lookedAt < BYTES_PER_LOOK) return undefined;
      batches = 0;
      lookedAt = bytesWritten;
      const [, pages, copied] = state.get()!;
      if (pages >= marks.holdPages) return restart();
      if (pages - copied >= marks.checkpointPages) copying ??= checkpoint('passive');
      return undefined;
    },
    async close() {
      await copying;
      await worker.close();
      await new Promise<void>(resolve => close(descriptor, () => resolve()));
    },
  };
}

/** A file is only as durable as its name. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return; // directories cannot be opened there
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

interface Checkpointer {
  run(request: CheckpointRequest): Promise<CheckpointAnswer>;
  close(): Promise<void>;
}

/** The worker starts with the first checkpoint: a server that has just started has nothing to copy. */
function createCheckpointer(path: string): Checkpointer {
  let worker: Worker | undefined;
  const waiting: { resolve: (answer: CheckpointAnswer) => void; reject: (error: unknown) => void }[] = [];

  function start(): Worker {
    const started = new Worker(new URL('./checkpoint-worker-sqlite.ts', import.meta.url), { workerData: path });
    started.on('message', (answer: CheckpointAnswer) => {
      waiting.shift()?.resolve(answer);
      if (waiting.length === 0) started.unref();
    });
    started.on('error', error => {
      worker = undefined;
      for (const { reject } of waiting.splice(0)) reject(error);
    });
    return started;
  }

  function run(request: CheckpointRequest): Promise<CheckpointAnswer> {
    worker ??= start();
    worker.ref();
    worker.postMessage(request);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  }

  return {
    run,
    async close() {
      if (worker) await run('close');
      await worker?.terminate();
    },
  };
}
