// Delivered receipts of groups: up to where each member has stored what an account has sent to a group. Noted with the
// delete of the rows (D7), gathered, and then written to the sender's devices: one receipt for many messages and members.
import type { DatabaseSync } from 'node:sqlite';
import { query } from '../lib/query-sqlite.ts';
import { createRecent } from '../lib/recent.ts';

export interface GroupMarks {
  /** Members whose mark has not been told. */
  readonly size: number;
  /** A device of `member` has stored everything up to `seq`. The first one counts. In a transaction. */
  note(mark: Mark): void;
  /** Takes all marks of one sender and group, in a transaction; undefined: there are none. */
  take(): Taken | undefined;
  /** The end of a batch, in its transaction. */
  settle(): void;
  /** Reads them again after a rollback. */
  reload(): void;
}

/** All by their row ids. */
export interface Mark {
  readonly sender: number;
  readonly owner: number;
  readonly member: number;
  readonly seq: number;
}

export interface Taken {
  readonly sender: number;
  readonly owner: number;
  readonly marks: ReadonlyMap<number, number>;
}

interface Bundle {
  readonly sender: number;
  readonly owner: number;
  readonly marks: Map<number, number>;
}

/** What was told lately, so that a second device's ack makes no second receipt. Who is forgotten is told once more. */
const TOLD = 200_000;

export function createGroupMarks(db: DatabaseSync): GroupMarks {
  const select = query<[sender: number, owner: number, member: number, seq: number]>(
    db,
    'SELECT sender, owner, member, seq FROM group_marks',
  );
  const upsert = db.prepare('INSERT OR REPLACE INTO group_marks (sender, owner, member, seq) VALUES (?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM group_marks WHERE sender = ? AND owner = ?');
  const told = createRecent<string, number>(TOLD);
  const bundles = new Map<string, Bundle>();
  const changed = new Map<string, Mark>();
  let size = 0;
  load();

  function load(): void {
    for (const [sender, owner, member, seq] of select.all()) put({ sender, owner, member, seq });
  }

  function bundleOf({ sender, owner }: Mark): Bundle {
    const key = `${sender}.${owner}`;
    const bundle = bundles.get(key) ?? { sender, owner, marks: new Map() };
    bundles.set(key, bundle);
    return bundle;
  }

  function put(mark: Mark): void {
    const { marks } = bundleOf(mark);
    if (!marks.has(mark.member)) size++;
    marks.set(mark.member, mark.seq);
  }

  return {
    get size() {
      return size;
    },
    note(mark) {
      const { sender, owner, member, seq } = mark;
      const key = `${sender}.${owner}.${member}`;
      if (seq <= (told.get(key) ?? 0) || seq <= (changed.get(key)?.seq ?? 0)) return;
      if (seq <= (bundles.get(`${sender}.${owner}`)?.marks.get(member) ?? 0)) return;
      put(mark);
      changed.set(key, mark);
    },
    take() {
      const [first] = bundles;
      if (!first) return undefined;
      const [key, bundle] = first;
      bundles.delete(key);
      size -= bundle.marks.size;
      for (const [member, seq] of bundle.marks) {
        told.set(`${key}.${member}`, seq);
        changed.delete(`${key}.${member}`);
      }
      remove.run(bundle.sender, bundle.owner);
      return bundle;
    },
    settle() {
      for (const { sender, owner, member, seq } of changed.values()) upsert.run(sender, owner, member, seq);
      changed.clear();
    },
    reload() {
      bundles.clear();
      changed.clear();
      told.clear();
      size = 0;
      load();
    },
  };
}
