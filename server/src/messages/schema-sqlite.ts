// The file of the embedded message store: its tables, and the steps from one version to the next.
import type { DatabaseSync } from 'node:sqlite';
import { openHotDatabase } from '../lib/hot-database-sqlite.ts';

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
  `
  -- seq: a group message's place in its group.
  ALTER TABLE seen_0 ADD COLUMN seq INTEGER;
  ALTER TABLE seen_1 ADD COLUMN seq INTEGER;
  -- The last seq, time and roster number given out; written: the last seq that the inboxes here have.
  CREATE TABLE groups (
    id INTEGER PRIMARY KEY,
    name BLOB NOT NULL UNIQUE,
    seq INTEGER NOT NULL DEFAULT 0,
    ts INTEGER NOT NULL DEFAULT 0,
    roster INTEGER NOT NULL DEFAULT 0,
    written INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE group_roster (
    owner INTEGER, number INTEGER, seq INTEGER NOT NULL, ts INTEGER NOT NULL, PRIMARY KEY (owner, number)
  ) WITHOUT ROWID;
  -- Stamped, and not yet in the group log. sender: an inbox id, null for a roster entry.
  CREATE TABLE group_outbox (
    position INTEGER PRIMARY KEY,
    owner INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    ts INTEGER NOT NULL,
    roster INTEGER NOT NULL,
    sender INTEGER,
    id BLOB,
    control INTEGER NOT NULL,
    data BLOB NOT NULL
  );
  `,
  `
  -- Envelopes that many rows share. owner: a group; refs: rows that name it, the last of which takes it along.
  CREATE TABLE bodies (
    id INTEGER PRIMARY KEY,
    owner INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    sender INTEGER,
    refs INTEGER NOT NULL,
    envelope BLOB NOT NULL
  );
  -- Set: the envelope is there, and the row's own is empty.
  ALTER TABLE queue ADD COLUMN body INTEGER;
  -- Up to where members have stored what an account has sent to a group, until its devices are told. All by their row ids.
  CREATE TABLE group_marks (
    sender INTEGER, owner INTEGER, member INTEGER, seq INTEGER NOT NULL, PRIMARY KEY (sender, owner, member)
  ) WITHOUT ROWID;
  `,
];

/** @throws {Error} a newer schema than this program knows (F53), or a file that is damaged or no database (F13) */
export function openDatabase(path: string): DatabaseSync {
  const lossWhenMoved = 'queued messages are then lost, accounts and keys are not';
  return openHotDatabase({ path, migrations: MIGRATIONS, lossWhenMoved });
}
