// Rows and bytes over all inboxes. Kept in memory and written at close; after a crash they are counted anew, inbox by
// inbox, while the store is already at work.
import type { DatabaseSync } from 'node:sqlite';
import { query } from '../lib/query-sqlite.ts';
import { endOfInbox, inboxOfKey, rowKey } from './row-key.ts';

export interface Totals {
  readonly rows: number;
  readonly bytes: number;
  add(inbox: number, rows: number, bytes: number): void;
  /** Counts the next inboxes, in a transaction. False: all are counted. */
  countNext(): boolean;
  /** For a transaction that may be rolled back. */
  snapshot(): TotalsState;
  restore(state: TotalsState): void;
  /** Writes them for the next start, in a transaction. */
  save(): void;
}

interface TotalsState {
  readonly rows: number;
  readonly bytes: number;
  /** Inboxes up to this id are counted. */
  readonly countedTo: number;
}

/** Inboxes counted in one step: some milliseconds when each holds hundreds of rows. */
const INBOXES_PER_STEP = 64;

export function createTotals(db: DatabaseSync): Totals {
  const next = query<[key: number]>(db, 'SELECT key FROM queue WHERE key > ? ORDER BY key LIMIT 1');
  const count = query<[rows: number, bytes: number]>(
    db,
    'SELECT count(*), sum(length(envelope)) FROM queue WHERE key > ? AND key < ?',
  );
  const save = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
  let state = takeSaved(db) ?? { rows: 0, bytes: 0, countedTo: 0 };
  return {
    get rows() {
      return state.rows;
    },
    get bytes() {
      return state.bytes;
    },
    add(inbox, rows, bytes) {
      if (inbox > state.countedTo) return;
      state = { rows: state.rows + rows, bytes: state.bytes + bytes, countedTo: state.countedTo };
    },
    countNext() {
      let { rows, bytes, countedTo } = state;
      if (countedTo === Number.POSITIVE_INFINITY) return false;
      for (let i = 0; i < INBOXES_PER_STEP && countedTo !== Number.POSITIVE_INFINITY; i++) {
        const key = next.get(endOfInbox(countedTo))?.[0];
        countedTo = key === undefined ? Number.POSITIVE_INFINITY : inboxOfKey(key);
        if (key === undefined) break;
        const counted = count.get(rowKey(countedTo, 0), endOfInbox(countedTo))!;
        rows += counted[0];
        bytes += counted[1];
      }
      state = { rows, bytes, countedTo };
      return countedTo !== Number.POSITIVE_INFINITY;
    },
    snapshot: () => state,
    restore(before) {
      state = before;
    },
    save() {
      if (state.countedTo !== Number.POSITIVE_INFINITY) return;
      save.run('rows', state.rows);
      save.run('bytes', state.bytes);
    },
  };
}

/** What the last close wrote; taken away, so that a crash does not leave it behind. */
function takeSaved(db: DatabaseSync): TotalsState | undefined {
  const read = query<[number]>(db, 'DELETE FROM meta WHERE key = ? RETURNING value');
  const rows = read.get('rows')?.[0];
  const bytes = read.get('bytes')?.[0];
  if (rows === undefined || bytes === undefined) return undefined;
  return { rows, bytes, countedTo: Number.POSITIVE_INFINITY };
}
