// IndexedDB with promises instead of events: a database opened in the shape it should have, answers and transactions.

export interface Table {
  readonly name: string;
  /** The property that is the key. */
  readonly key: string;
  /** Properties that are looked up and ordered by; entries without one are not in its index. */
  readonly indexes: readonly string[];
}

/** Rejects with a `VersionError` when the database is newer, and leaves it as it is. */
export function openDatabase(name: string, version: number, tables: readonly Table[]): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    for (const table of tables) reshape(request, table);
  };
  return answer(request);
}

function reshape({ result: database, transaction }: IDBOpenDBRequest, { name, key, indexes }: Table): void {
  const store = database.objectStoreNames.contains(name)
    ? transaction?.objectStore(name)
    : database.createObjectStore(name, { keyPath: key });
  if (!store) return;
  const before = [...store.indexNames];
  for (const index of before) if (!indexes.includes(index)) store.deleteIndex(index);
  for (const index of indexes) if (!before.includes(index)) store.createIndex(index, index);
}

/** Once nobody has it open any more; whoever has is told by `versionchange`. */
export async function deleteDatabase(name: string): Promise<void> {
  await answer(indexedDB.deleteDatabase(name));
}

export function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** All that `run` asks for or nothing, on the disk when it resolves. `run` awaits nothing but answers of the transaction. */
export async function writing(
  database: IDBDatabase,
  tables: Iterable<string>,
  run: (transaction: IDBTransaction) => void | Promise<void>,
): Promise<void> {
  const transaction = database.transaction([...tables], 'readwrite', { durability: 'strict' });
  const ended = ending(transaction);
  try {
    await run(transaction);
  } catch (error) {
    ended.catch(() => {}); // what made it fail says more
    abort(transaction);
    throw error;
  }
  await ended;
}

function ending(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // it has ended already
  }
}

/** The last ones first. */
export function backwards<T>(
  source: IDBObjectStore | IDBIndex,
  range: IDBKeyRange | undefined,
  limit: number,
): Promise<T[]> {
  const found: T[] = [];
  const request = source.openCursor(range, 'prev');
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor) found.push(cursor.value);
      if (cursor && found.length < limit) cursor.continue();
      else resolve(found);
    };
  });
}
