// The rows of the queue: the only place that adds or removes any, so that counters, cursors and totals stay right.
import type { DatabaseSync } from 'node:sqlite';
import { query } from '../lib/query-sqlite.ts';
import type { Bodies } from './bodies-sqlite.ts';
import { type Account, type Inbox, type Inboxes, RowKind } from './inboxes-sqlite.ts';
import { markerRead } from './missed-sqlite.ts';
import { rowKey } from './row-key.ts';
import type { Totals } from './totals-sqlite.ts';

export interface NewRow {
  readonly kind: RowKind;
  /** Absent: written by the server. */
  readonly sender?: Inbox;
  readonly id?: Uint8Array;
  readonly ts: number;
  readonly envelope: Uint8Array;
  /** The envelope is this shared one; `envelope` is empty. */
  readonly body?: number;
}

/** Rows that one transaction step removes; more are removed in several, between which other work runs. */
export const MAX_HEAD_ROWS = 512;

/** A row as whoever removes it sees it. */
export type HeadRow = readonly [
  seq: number,
  sender: number | null,
  id: Uint8Array | null,
  kind: RowKind,
  bytes: number,
  storedAt: number,
  body: number | null,
];

export interface Rows {
  /** Adds the row behind all others and answers its sequence number. */
  add(inbox: Inbox, row: NewRow): number;
  /** The first `MAX_HEAD_ROWS` rows up to and including `upTo`; also those below the cursor that a purge has left. */
  head(inbox: Inbox, upTo: number): HeadRow[];
  /** Removes rows that `head` answered and moves the cursor to `cursor`, never back. */
  remove(inbox: Inbox, rows: readonly HeadRow[], cursor: number): void;
  /** Puts another envelope in place of a marker's. */
  replace(inbox: Inbox, seq: number, envelope: Uint8Array): void;
}

interface RowsDeps {
  db: DatabaseSync;
  inboxes: Inboxes;
  bodies: Bodies;
  totals: Totals;
  now: () => number;
  /** The commit loop's current batch. */
  batch: () => number;
}

export function createRows({ db, inboxes, bodies, totals, now, batch }: RowsDeps): Rows {
  const insert = db.prepare(
    'INSERT INTO queue (key, sender, id, ts, stored_at, kind, envelope, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  // The limit is no parameter: SQLite would prepare the statement anew each time.
  const head = query<HeadRow>(
    db,
    `SELECT key % 4294967296, sender, id, kind, length(envelope), stored_at, body FROM queue
     WHERE key > ? AND key <= ? ORDER BY key LIMIT ${MAX_HEAD_ROWS}`,
  );
  const removeUpTo = db.prepare('DELETE FROM queue WHERE key > ? AND key <= ?');
  const setCursor = db.prepare('UPDATE inboxes SET cursor = ? WHERE id = ?');
  const setEnvelope = db.prepare('UPDATE queue SET envelope = ? WHERE key = ?');

  function count(inbox: Inbox, sender: Account | undefined, rows: number, bytes: number): void {
    if (inbox.load) addTo(inbox.load, rows, bytes);
    if (inbox.senders && sender) {
      const load = inbox.senders.get(sender.id);
      if (load) addTo(load, rows, bytes);
      else inbox.senders.set(sender.id, { rows, bytes });
    }
    totals.add(inbox.id, rows, bytes);
  }

  return {
    add(inbox, { kind, sender, id, ts, envelope, body }) {
      const seq = inbox.lastSeq + 1;
      const storedAt = Math.max(now(), inbox.lastStoredAt); // D12
      insert.run(rowKey(inbox.id, seq), sender?.id ?? null, id ?? null, ts, storedAt, kind, envelope, body ?? null);
      inbox.lastSeq = seq;
      inbox.lastStoredAt = storedAt;
      if (kind === RowKind.message) inbox.owed++;
      inbox.batch = batch();
      count(inbox, sender?.account, 1, envelope.length);
      return seq;
    },
    head: (inbox, upTo) => head.all(rowKey(inbox.id, 0), rowKey(inbox.id, upTo)),
    remove(inbox, removed, cursor) {
      const last = removed.at(-1);
      if (last) removeUpTo.run(rowKey(inbox.id, 0), rowKey(inbox.id, last[0]));
      if (cursor > inbox.cursor) {
        setCursor.run(cursor, inbox.id);
        inbox.cursor = cursor;
        markerRead(inbox, cursor);
      }
      inbox.batch = batch();
      for (const [, sender, , kind, bytes, , body] of removed) {
        if (kind === RowKind.message) inbox.owed--;
        if (body !== null) bodies.release(body);
        const account = inbox.senders && sender !== null ? inboxes.accountOfInbox(sender) : undefined;
        count(inbox, account, -1, -bytes);
      }
    },
    replace(inbox, seq, envelope) {
      setEnvelope.run(envelope, rowKey(inbox.id, seq));
      inbox.batch = batch();
    },
  };
}

function addTo(load: { rows: number; bytes: number }, rows: number, bytes: number): void {
  load.rows += rows;
  load.bytes += bytes;
}
