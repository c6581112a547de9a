// The file of the embedded message store: how it is opened, its tables, and the steps from one version to the next.
import { DatabaseSync } from 'node:sqlite';

/**
 * One step for each version, in order; a step that has been released never changes. Each runs in a transaction of its
 * own together with its number, so that a start that was cut short goes on where it stopped (F53).
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE accounts (id INTEGER PRIMARY KEY, account BLOB NOT NULL UNIQUE, list_version INTEGER NOT NULL);
  CREATE TABLE inboxes (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts,
    device INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0,
    inbox_epoch INTEGER NOT NULL,
    cursor INTEGER NOT NULL DEFAULT 0,
    connection_epoch INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account, device)
  );
  -- The rows above the inboxes' cursors. key: inbox * 2^32 + seq. sender: an inbox id, null for what the server writes.
  CREATE TABLE queue (
    key INTEGER PRIMARY KEY,
    sender INTEGER,
    id BLOB,
    ts INTEGER NOT NULL,
    stored_at INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    envelope BLOB NOT NULL
  );
  -- Two generations of what has been stored. The id first: it is a UUIDv7, so that keys come nearly in order.
  CREATE TABLE seen_0 (id BLOB, sender INTEGER, ts INTEGER NOT NULL, PRIMARY KEY (id, sender)) WITHOUT ROWID;
  CREATE TABLE seen_1 (id BLOB, sender INTEGER, ts INTEGER NOT NULL, PRIMARY KEY (id, sender)) WITHOUT ROWID;
  `,
];

const SCHEMA_VERSION = MIGRATIONS.length;

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
export function openDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    const version = schemaVersion(db, path);
    // What a purge frees can go back to the disk without a rewrite (F14).
    if (version === 0) db.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA auto_vacuum = INCREMENTAL`);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    migrate(db, version);
    db.exec(`PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -${CACHE_KIB}`);
    return db;
  } catch (error) {
    db.close();
    throw explained(error, path);
  }
}

/** @throws {Error} it is newer than this program; the file has not been touched */
function schemaVersion(db: DatabaseSync, path: string): number {
  const found = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (found > SCHEMA_VERSION) {
    throw new Error(
      `${path} has schema version ${found}, this program knows versions up to ${SCHEMA_VERSION}: ` +
        'it was last used by a newer Parley. Start that version or a later one; nothing has been changed.',
    );
  }
  return found;
}

function migrate(db: DatabaseSync, from: number): void {
  for (let version = from + 1; version <= SCHEMA_VERSION; version++) {
    db.exec(`BEGIN IMMEDIATE; ${MIGRATIONS[version - 1]}; PRAGMA user_version = ${version}; COMMIT`);
  }
}

const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

export function isDiskFull(error: unknown): boolean {
  return errorNumber(error) === SQLITE_FULL;
}

/** A damaged file is never replaced by itself: what is left in it may be all that somebody has. */
function explained(error: unknown, path: string): unknown {
  const number = errorNumber(error);
  if (number !== SQLITE_CORRUPT && number !== SQLITE_NOTADB) return error;
  return new Error(
    `${path} is damaged (${(error as Error).message}). Nothing has been changed. Put a backup in its place, or move ` +
      'it and its -wal file away: queued messages are then lost, accounts and keys are not.',
    { cause: error },
  );
}

function errorNumber(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
}
