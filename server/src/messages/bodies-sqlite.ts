// Envelopes that many rows share: what goes to all devices of a group is stored once.
import type { DatabaseSync } from 'node:sqlite';
import { query } from '../lib/query-sqlite.ts';
import { createRecent } from '../lib/recent.ts';

export interface Body {
  /** Row ids of the group and of the sending device's inbox. */
  readonly owner: number;
  readonly sender: number | null;
  /** Its place in the group; 0: none. */
  readonly seq: number;
}

export interface Bodies {
  /** The id that the next one is added under. */
  next(): number;
  /** With the number of its rows, in a transaction. */
  add(id: number, body: Body, envelope: Uint8Array, rows: number): void;
  find(id: number): Body | undefined;
  /** One row less. The last one takes the body along, at the end of the batch. */
  release(id: number): void;
  /** The end of a batch, in its transaction. */
  settle(): void;
  /** A transaction has been rolled back. */
  reset(): void;
}

/** Looked up for each row that is acked. */
const CACHED = 50_000;

export function createBodies(db: DatabaseSync): Bodies {
  const insert = db.prepare('INSERT INTO bodies (id, owner, seq, sender, refs, envelope) VALUES (?, ?, ?, ?, ?, ?)');
  const select = query<[owner: number, sender: number | null, seq: number]>(
    db,
    'SELECT owner, sender, seq FROM bodies WHERE id = ?',
  );
  const takeOff = query<[refs: number]>(db, 'UPDATE bodies SET refs = refs - ? WHERE id = ? RETURNING refs');
  const remove = db.prepare('DELETE FROM bodies WHERE id = ?');
  const known = createRecent<number, Body>(CACHED);
  let last = query<[number]>(db, 'SELECT ifnull(max(id), 0) FROM bodies').get()![0];
  const released = new Map<number, number>();

  return {
    next: () => ++last,
    add(id, body, envelope, rows) {
      insert.run(id, body.owner, body.seq, body.sender, rows, envelope);
      known.set(id, body);
    },
    find(id) {
      const body = known.get(id);
      if (body) return body;
      const row = select.get(id);
      if (!row) return undefined;
      const [owner, sender, seq] = row;
      known.set(id, { owner, sender, seq });
      return known.get(id);
    },
    release: id => void released.set(id, (released.get(id) ?? 0) + 1),
    settle() {
      for (const [id, rows] of released) if ((takeOff.get(rows, id)?.[0] ?? 0) <= 0) remove.run(id);
      released.clear();
    },
    reset() {
      released.clear();
      known.clear();
    },
  };
}
