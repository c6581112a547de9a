// Runs in a worker thread with a connection of its own: copies the write-ahead log back into the database.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { isDiskFull } from './hot-database-sqlite.ts';
import { query } from './query-sqlite.ts';

/** passive: beside the commits. restart: while they are held; the log then starts from its beginning. */
export type CheckpointRequest = 'passive' | 'restart' | 'close';
export type CheckpointAnswer =
  | { readonly pages: number; readonly copied: number }
  | { readonly error: string; readonly full?: boolean };

/** How long a restart waits for a reader of another process, such as a backup; it is tried again later. */
const BUSY_TIMEOUT_MS = 200;

const db = new DatabaseSync(String(workerData), { timeout: BUSY_TIMEOUT_MS });
db.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
const checkpoint = {
  passive: query<[number, number, number]>(db, 'PRAGMA wal_checkpoint(PASSIVE)'),
  restart: query<[number, number, number]>(db, 'PRAGMA wal_checkpoint(RESTART)'),
};
const touch = db.prepare(
  "INSERT INTO meta (key, value) VALUES ('restarts', 1) ON CONFLICT DO UPDATE SET value = value + 1",
);

function run(request: CheckpointRequest): CheckpointAnswer {
  try {
    if (request === 'close') {
      db.close();
      return { pages: 0, copied: 0 };
    }
    // Twice: what came in during the first, long one would otherwise be copied while the commits are held.
    if (request === 'passive') checkpoint.passive.get();
    const [busy, pages, copied] = checkpoint[request].get()!;
    // The first commit of a log syncs its header: better here than on the event loop.
    if (request === 'restart' && !busy) touch.run();
    return { pages, copied };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error), full: isDiskFull(error) };
  }
}

parentPort?.on('message', (request: CheckpointRequest) => parentPort?.postMessage(run(request)));
