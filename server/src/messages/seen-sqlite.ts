// What has been stored, by (sender device, message id), so that a retry stores nothing (D2). Two generations: a key lives
// until the generation after its own is a day old. Age is running time, not wall clock: a clock step forgets nothing.
import type { DatabaseSync } from 'node:sqlite';
import { query } from '../lib/query-sqlite.ts';
import type { Inbox } from './inboxes-sqlite.ts';

export interface Seen {
  /** Server time of the first one; undefined: not remembered. */
  find(id: Uint8Array, sender: Inbox): number | undefined;
  /** The same of a group's message, with its place. */
  findInGroup(id: Uint8Array, sender: Inbox): { readonly ts: number; readonly seq: number } | undefined;
  /** Remembers it, or answers the server time of the first one. */
  add(id: Uint8Array, sender: Inbox, ts: number): number | undefined;
  /** Remembers what was not found. */
  addInGroup(id: Uint8Array, sender: Inbox, ts: number, seq: number): void;
  /** True when `step` has something to do. From memory. */
  due(): boolean;
  /** One bounded step of changing generations, in a transaction. */
  step(): void;
  /** Reads the state again after a rollback. */
  reload(): void;
  /** Writes the age, in a transaction. */
  save(): void;
}

const HOUR_MS = 3_600_000;
const GENERATION_MS = 24 * HOUR_MS;
const KEYS_PER_STEP = 1_000;

interface Generations {
  readonly current: 0 | 1;
  readonly ageMs: number;
  /** `monotonic()` when `ageMs` was right. */
  readonly asOf: number;
  readonly olderEmpty: boolean;
}

export function createSeen(db: DatabaseSync, monotonic: () => number): Seen {
  const tables = [prepareTable(db, 'seen_0'), prepareTable(db, 'seen_1')] as const;
  const queued = query<[key: number, id: Uint8Array | null, sender: number | null]>(
    db,
    'SELECT key, id, sender FROM queue WHERE key > ? ORDER BY key LIMIT ?',
  );
  const meta = query<[number]>(db, 'SELECT value FROM meta WHERE key = ?');
  const setMeta = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  let state = load();
  /** Up to this row of the queue keys have been carried over in this change of generations; undefined: all. */
  let carried: number | undefined = 0;

  function load(): Generations {
    const current = meta.get('seen_current')?.[0] === 1 ? 1 : 0;
    const ageMs = meta.get('seen_age_ms')?.[0] ?? 0;
    return { current, ageMs, asOf: monotonic(), olderEmpty: tables[other(current)].first.get(0) === undefined };
  }

  const age = (): number => state.ageMs + monotonic() - state.asOf;

  function save(current: 0 | 1, ageMs: number): void {
    setMeta.run('seen_current', current);
    setMeta.run('seen_age_ms', Math.floor(ageMs));
    state = { ...state, current, ageMs, asOf: monotonic() };
  }

  /** Keys of rows that still wait move to the current generation, however old they are. */
  function carryNext(from: number): void {
    const rows = queued.all(from, KEYS_PER_STEP);
    for (const [, id, sender] of rows) {
      if (id !== null && sender !== null) tables[state.current].carry.run(id, sender);
    }
    carried = rows.at(-1)?.[0];
  }

  function dropNext(): void {
    const older = tables[other(state.current)];
    const end = older.first.get(KEYS_PER_STEP);
    if (end) {
      older.removeBelow.run(...end);
    } else {
      older.removeAll.run();
      save(other(state.current), 0);
      state = { ...state, olderEmpty: false };
      carried = 0;
    }
  }

  function find(id: Uint8Array, sender: Inbox): readonly [ts: number, seq: number | null] | undefined {
    const found = tables[state.current].find.get(id, sender.id);
    return found ?? (state.olderEmpty ? undefined : tables[other(state.current)].find.get(id, sender.id));
  }

  return {
    find: (id, sender) => find(id, sender)?.[0],
    findInGroup(id, sender) {
      const found = find(id, sender);
      return found && { ts: found[0], seq: found[1] ?? 0 };
    },
    addInGroup: (id, sender, ts, seq) => void tables[state.current].addInGroup.run(id, sender.id, ts, seq),
    add(id, sender, ts) {
      const older = state.olderEmpty ? undefined : tables[other(state.current)].find.get(id, sender.id);
      if (older) return older[0];
      const { add, find } = tables[state.current];
      return add.run(id, sender.id, ts).changes === 0 ? find.get(id, sender.id)?.[0] : undefined;
    },
    due: () => age() >= GENERATION_MS || monotonic() - state.asOf >= HOUR_MS,
    step() {
      if (age() < GENERATION_MS) save(state.current, age());
      else if (carried !== undefined) carryNext(carried);
      else dropNext();
    },
    reload() {
      state = load();
      carried = 0;
    },
    save: () => save(state.current, age()),
  };
}

const other = (generation: 0 | 1): 0 | 1 => (generation === 0 ? 1 : 0);

function prepareTable(db: DatabaseSync, table: 'seen_0' | 'seen_1') {
  const older = table === 'seen_0' ? 'seen_1' : 'seen_0';
  return {
    find: query<[ts: number, seq: number | null]>(db, `SELECT ts, seq FROM ${table} WHERE id = ? AND sender = ?`),
    addInGroup: db.prepare(`INSERT INTO ${table} (id, sender, ts, seq) VALUES (?, ?, ?, ?)`),
    carry: db.prepare(
      `INSERT OR IGNORE INTO ${table} (id, sender, ts, seq)
       SELECT id, sender, ts, seq FROM ${older} WHERE id = ? AND sender = ?`,
    ),
    add: db.prepare(`INSERT OR IGNORE INTO ${table} (id, sender, ts) VALUES (?, ?, ?)`),
    first: query<[id: Uint8Array, sender: number]>(
      db,
      `SELECT id, sender FROM ${table} ORDER BY id, sender LIMIT 1 OFFSET ?`,
    ),
    removeBelow: db.prepare(`DELETE FROM ${table} WHERE (id, sender) < (?, ?)`),
    removeAll: db.prepare(`DELETE FROM ${table}`),
  };
}
