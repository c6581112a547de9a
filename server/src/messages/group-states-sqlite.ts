// Where each group stands: the last seq, time and roster entry that were given out, and what its inboxes here have.
import type { DatabaseSync } from 'node:sqlite';
import { type GroupId, idBytes } from '@parley/protocol';
import { query } from '../lib/query-sqlite.ts';
import { createRecent } from '../lib/recent.ts';

export interface GroupState {
  readonly id: number;
  seq: number;
  ts: number;
  roster: number;
  written: number;
}

export interface GroupStates {
  /** undefined: nothing was ever stamped or written for it. */
  find(group: GroupId): GroupState | undefined;
  /** The group's id, 16 bytes. */
  nameOf(id: number): Uint8Array;
  /** Found or made, in a transaction. */
  take(group: GroupId): GroupState;
  /** Writes seq, ts and roster, in a transaction. */
  saveStamp(state: GroupState): void;
  /** Notes that the inboxes have what is stamped with `seq`. False: they had it. In a transaction. */
  noteWritten(state: GroupState, seq: number): boolean;
  /** Seq and time of a roster entry. */
  rosterStamp(state: GroupState, number: number): { readonly seq: number; readonly ts: number } | undefined;
  /** Takes seq and ts of the state for its last roster entry, in a transaction. */
  addRosterStamp(state: GroupState): void;
  /** Forgets everything: a transaction has been rolled back. */
  clear(): void;
}

/** States kept in memory. */
const GROUPS = 50_000;

/**
 * The file may be an older copy of what was open last, and nothing in it can tell: what a group gets in this opening stands
 * above all that an opening before could have given out, at a million a second.
 */
const SEQS_PER_MS = 1_000;

export function createGroupStates(db: DatabaseSync, openedAt: number): GroupStates {
  const lowest = openedAt * SEQS_PER_MS;
  const known = createRecent<GroupId, GroupState>(GROUPS);
  const select = query<[id: number, seq: number, ts: number, roster: number, written: number]>(
    db,
    'SELECT id, seq, ts, roster, written FROM groups WHERE name = ?',
  );
  const name = query<[Uint8Array]>(db, 'SELECT name FROM groups WHERE id = ?');
  const insert = db.prepare('INSERT INTO groups (name) VALUES (?)');
  const setStamp = db.prepare('UPDATE groups SET seq = ?, ts = ?, roster = ? WHERE id = ?');
  const setWritten = db.prepare('UPDATE groups SET written = ? WHERE id = ?');
  const selectRoster = query<[seq: number, ts: number]>(
    db,
    'SELECT seq, ts FROM group_roster WHERE owner = ? AND number = ?',
  );
  const insertRoster = db.prepare('INSERT INTO group_roster (owner, number, seq, ts) VALUES (?, ?, ?, ?)');

  function find(group: GroupId): GroupState | undefined {
    const state = known.get(group);
    if (state) return state;
    const row = select.get(idBytes(group));
    if (!row) return undefined;
    const [id, seq, ts, roster, written] = row;
    return remember(group, { id, seq: Math.max(seq, lowest), ts, roster, written });
  }

  function remember(group: GroupId, state: GroupState): GroupState {
    known.set(group, state);
    return state;
  }

  return {
    find,
    nameOf: id => name.get(id)![0],
    take(group) {
      const found = find(group);
      if (found) return found;
      const id = Number(insert.run(idBytes(group)).lastInsertRowid);
      return remember(group, { id, seq: lowest, ts: 0, roster: 0, written: 0 });
    },
    saveStamp: ({ id, seq, ts, roster }) => void setStamp.run(seq, ts, roster, id),
    noteWritten(state, seq) {
      if (seq <= state.written) return false;
      state.written = seq;
      setWritten.run(seq, state.id);
      return true;
    },
    rosterStamp(state, number) {
      const row = selectRoster.get(state.id, number);
      return row && { seq: row[0], ts: row[1] };
    },
    addRosterStamp: ({ id, roster, seq, ts }) => void insertRoster.run(id, roster, seq, ts),
    clear: known.clear,
  };
}
