// A copy of one store: made, freed of what must not come back, and looked into.
import { backup, DatabaseSync } from 'node:sqlite';

const PAGES_PER_STEP = 2_000;

/** The state that the connection holds. Resolves to the version of its schema. */
export async function copyStore(from: DatabaseSync, to: string): Promise<number> {
  await backup(from, to, { rate: PAGES_PER_STEP });
  return within(to, copy => {
    copy.exec('PRAGMA journal_mode = DELETE'); // all of it in the one file
    return schemaOf(copy);
  });
}

/** One-time prekeys of a copy may have been handed out since (F28). */
export function forgetOneTimeKeys(path: string): void {
  within(path, copy => copy.exec('DELETE FROM one_time_keys; VACUUM'));
}

export const hasOneTimeKeys = (path: string): boolean =>
  read(path, copy => copy.prepare('SELECT 1 FROM one_time_keys LIMIT 1').get() !== undefined);

/** Content that nobody needs any more and that is gone already. */
export function forgetContent(path: string, hashes: readonly string[]): void {
  within(path, copy => {
    for (const table of ['assets', 'blobs']) {
      const remove = copy.prepare(`DELETE FROM ${table} WHERE sha256 = ?`);
      for (const hash of hashes) remove.run(hash);
    }
  });
}

export interface Content {
  readonly sha256: string;
  readonly size: number;
  /** It was over already, and may be removed at any time. */
  readonly isOver: boolean;
}

export function contentOf(path: string): Content[] {
  return read(path, copy =>
    copy
      .prepare('SELECT sha256, size, marked_at FROM blobs ORDER BY sha256')
      .all()
      .map(row => ({ sha256: String(row.sha256), size: Number(row.size), isOver: row.marked_at !== null })),
  );
}

/** What SQLite finds wrong with a file; undefined: nothing. */
export function faultOf(path: string, schema: number): string | undefined {
  try {
    return read(path, copy => {
      const [first] = copy.prepare('PRAGMA integrity_check(1)').all();
      if (first?.integrity_check !== 'ok') return String(first?.integrity_check);
      const found = schemaOf(copy);
      return found === schema ? undefined : `its schema has version ${found}, not ${schema}`;
    });
  } catch (error) {
    return (error as Error).message;
  }
}

/** What the stores say of each other that does not hold. `paths`: of all three. */
export function conflictsOf(paths: Readonly<Record<'messages' | 'groups' | 'accounts', string>>): string[] {
  const db = new DatabaseSync(':memory:');
  try {
    for (const [name, path] of Object.entries(paths)) db.prepare(`ATTACH ? AS ${name}`).run(path);
    return Object.entries(conflicts).flatMap(([what, sql]) => {
      const count = Number(db.prepare(`SELECT count(*) AS count FROM ${sql}`).get()?.count);
      return count === 0 ? [] : [`${count} ${what}`];
    });
  } finally {
    db.close();
  }
}

const conflicts: Readonly<Record<string, string>> = {
  'groups that messages.sqlite knows more of than groups.sqlite':
    "messages.groups AS stamped JOIN groups.groups AS known ON known.id = 'g' || lower(hex(stamped.name)) WHERE stamped.roster > known.roster",
  'groups with messages that groups.sqlite does not know':
    "messages.groups WHERE 'g' || lower(hex(name)) NOT IN (SELECT id FROM groups.groups)",
  'members of groups without an account':
    'groups.members WHERE until_number IS NULL AND account NOT IN (SELECT id FROM accounts.accounts)',
  'inboxes without an account': 'messages.accounts WHERE lower(hex(account)) NOT IN (SELECT id FROM accounts.accounts)',
};

const schemaOf = (store: DatabaseSync): number => Number(store.prepare('PRAGMA user_version').get()?.user_version);

const read = <T>(path: string, work: (store: DatabaseSync) => T): T => within(path, work, true);

function within<T>(path: string, work: (store: DatabaseSync) => T, readOnly = false): T {
  const store = new DatabaseSync(path, { readOnly });
  try {
    return work(store);
  } finally {
    store.close();
  }
}
