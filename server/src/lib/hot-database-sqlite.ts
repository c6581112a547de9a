// A SQLite file that a commit loop writes (commits-sqlite.ts): how it is opened, and brought from one version to the next.
import { DatabaseSync } from 'node:sqlite';

export interface HotDatabaseOptions {
  readonly path: string;
  /**
   * One step for each version, in order; a step that has been released never changes. Each runs in a transaction of its
   * own together with its number, so that a start that was cut short goes on where it stopped (F53).
   */
  readonly migrations: readonly string[];
  /** What is lost, and what is not, when the file is moved away. */
  readonly lossWhenMoved: string;
}

/** Pages kept in memory, KiB. The hot pages are the newest of each inbox and of `seen`. */
const CACHE_KIB = 64 * 1024;
/** A page takes a few messages, and each commit writes whole pages: measured 40 % cheaper than SQLite's own 4,096. */
const PAGE_BYTES = 2_048;
/** Another connection holds the file only for the moment of a checkpoint's restart. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens the file, makes or migrates its tables, and leaves the connection as the commit loop wants it: no sync and no
 * checkpoint of its own.
 * @throws {Error} a newer schema than this program knows (F53), or a file that is damaged or no database (F13)
 */
export function openHotDatabase(options: HotDatabaseOptions): DatabaseSync {
  const { path, migrations } = options;
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    const version = schemaVersion(db, path, migrations.length);
    // What a purge frees can go back to the disk without a rewrite (F14).
    if (version === 0) db.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA auto_vacuum = INCREMENTAL`);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    db.exec('SELECT count(*) FROM sqlite_master'); // a file from a backup has its log from the first read on
    migrate(db, version, migrations);
    db.exec(`PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -${CACHE_KIB}`);
    return db;
  } catch (error) {
    db.close();
    throw explained(error, options);
  }
}

/** @throws {Error} it is newer than this program; the file has not been touched */
function schemaVersion(db: DatabaseSync, path: string, known: number): number {
  const found = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (found > known) {
    throw new Error(
      `${path} has schema version ${found}, this program knows versions up to ${known}: ` +
        'it was last used by a newer Parley. Start that version or a later one; nothing has been changed.',
    );
  }
  return found;
}

function migrate(db: DatabaseSync, from: number, migrations: readonly string[]): void {
  for (let version = from + 1; version <= migrations.length; version++) {
    db.exec(`BEGIN IMMEDIATE; ${migrations[version - 1]}; PRAGMA user_version = ${version}; COMMIT`);
  }
}

const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

export function isDiskFull(error: unknown): boolean {
  return errorNumber(error) === SQLITE_FULL;
}

/** A damaged file is never replaced by itself: what is left in it may be all that somebody has. */
function explained(error: unknown, { path, lossWhenMoved }: HotDatabaseOptions): unknown {
  const number = errorNumber(error);
  if (number !== SQLITE_CORRUPT && number !== SQLITE_NOTADB) return error;
  return new Error(
    `${path} is damaged (${(error as Error).message}). Nothing has been changed. Put a backup in its place, or move ` +
      `it and its -wal file away: ${lossWhenMoved}.`,
    { cause: error },
  );
}

function errorNumber(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
}
