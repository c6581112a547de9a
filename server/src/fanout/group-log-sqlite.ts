// The embedded group log: a persistent queue in a file of its own, with the message store's way of committing.
import type { DatabaseSync } from 'node:sqlite';
import { type Clock, systemClock } from '../lib/clock.ts';
import { type Commits, createCommits } from '../lib/commits-sqlite.ts';
import { openHotDatabase } from '../lib/hot-database-sqlite.ts';
import { query } from '../lib/query-sqlite.ts';
import { defaultWalMarks, openWal, type WalMarks } from '../lib/wal-sqlite.ts';
import type { GroupLog, LogRecord } from './group-log.ts';
import { createLanes, type Kept } from './lanes.ts';

export interface SqliteGroupLogOptions {
  readonly path: string;
  readonly clock?: Pick<Clock, 'now'>;
  readonly onError?: (error: unknown, message: string) => void;
  readonly walMarks?: WalMarks;
}

const MIGRATIONS = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE log (position INTEGER PRIMARY KEY, key TEXT NOT NULL, value BLOB NOT NULL);
  `,
];

/** What is done waits for an append to be forgotten with: after a crash it is only handed over again. */
const FORGET_PATIENCE_MS = 50;

/**
 * Opens the log, or makes it. One process at a time: whoever calls keeps a second one away.
 * @throws {Error} the file is damaged (F13) or from a newer version (F53)
 */
export async function openSqliteGroupLog(options: SqliteGroupLogOptions): Promise<GroupLog> {
  const { path, clock = systemClock, onError = () => {} } = options;
  const lossWhenMoved = 'messages to groups that were not handed out yet are then lost';
  const db = openHotDatabase({ path, migrations: MIGRATIONS, lossWhenMoved });
  const wal = openWal(path, db, options.walMarks ?? defaultWalMarks);
  const { sync, beforeBatch } = wal;
  const commits = createCommits({
    what: 'the group log',
    db,
    sync,
    beforeBatch,
    beginMemory: () => () => {},
    onFlush: () => {},
  });
  const rows = createRows(db, commits, clock);
  const lanes = createLanes({
    onError,
    onDone: records => void rows.forget(records).catch(error => onError(error, 'the group log could not be shortened')),
  });
  lanes.add(rows.all());
  return {
    append: async records => lanes.add(await rows.add(records)),
    consume: lanes.consume,
    stats: () => ({ waiting: lanes.waiting(), oldest: lanes.oldest() }),
    async close() {
      await commits.close();
      await wal.close();
      db.close();
    },
  };
}

function createRows(db: DatabaseSync, commits: Commits, { now }: Pick<Clock, 'now'>) {
  const insert = db.prepare('INSERT INTO log (position, key, value) VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM log WHERE position = ?');
  const select = query<[position: number, key: string, value: Uint8Array]>(
    db,
    'SELECT position, key, value FROM log ORDER BY position',
  );
  let last = query<[number]>(db, 'SELECT ifnull(max(position), 0) FROM log').get()![0];

  function insertNow(records: readonly LogRecord[]): Kept[] {
    const at = now();
    return records.map(record => {
      const position = ++last; // never one twice in a process: an emptied table would begin again
      insert.run(position, record.key, record.value);
      return { position, at, record };
    });
  }

  return {
    all(): Kept[] {
      const at = now(); // the file does not say when
      return select.all().map(([position, key, value]) => ({ position, at, record: { key, value } }));
    },
    add(records: readonly LogRecord[]): Promise<Kept[]> {
      const bytes = records.reduce((sum, { value }) => sum + value.length, 0);
      return commits.run(() => insertNow(records), bytes);
    },
    forget: (records: readonly Kept[]): Promise<void> =>
      commits.run(
        () => {
          for (const { position } of records) remove.run(position);
        },
        0,
        FORGET_PATIENCE_MS,
      ),
  };
}
