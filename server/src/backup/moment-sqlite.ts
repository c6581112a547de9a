// All stores as they were at one moment, while a server writes to them. SQLite gives each file's state for as long as a read
// is open; that no other file changed while the first was opened, its counter of changes says.
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

export interface Moment<Name extends string> {
  readonly stores: ReadonlyMap<Name, DatabaseSync>;
  /** Lets go of one, so that its log need not be kept any longer. */
  release(name: Name): void;
  close(): void;
}

const TRIES = 2_000;
const BUSY_TIMEOUT_MS = 10_000;

/**
 * The first of the files may change all the time; the others are quiet now and then.
 * @throws {Error} they never were
 */
export async function openMoment<Name extends string>(files: ReadonlyMap<Name, string>): Promise<Moment<Name>> {
  const stores = new Map<Name, DatabaseSync>();
  const close = (): void => {
    for (const store of stores.values()) if (store.isOpen) store.close();
  };
  try {
    for (const [name, path] of files)
      stores.set(name, new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS }));
    for (let tries = 0; !hold([...stores.values()]); tries++) {
      if (tries === TRIES) throw new Error('the stores change all the time: try again when there is less to do');
      await wait(1);
    }
  } catch (error) {
    close();
    throw error;
  }
  return { stores, release: name => stores.get(name)?.close(), close };
}

/** False, and nothing is held: one of them has changed meanwhile. */
function hold([first, ...others]: readonly DatabaseSync[]): boolean {
  const before = others.map(changes);
  for (const store of [first!, ...others]) {
    store.exec('BEGIN');
    store.prepare('SELECT count(*) FROM sqlite_master').get(); // a read begins with the first row
  }
  if (others.every((store, i) => changes(store) === before[i])) return true;
  for (const store of [first!, ...others]) store.exec('ROLLBACK');
  return false;
}

const changes = (store: DatabaseSync): unknown => store.prepare('PRAGMA data_version').get()?.data_version;
