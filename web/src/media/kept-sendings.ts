// What is being sent and is no message yet, kept beside the store until it is one: a reload, or a browser that is closed,
// ends neither. Its name makes logging out take it away as well.
import type { ChatId, MessageId, OutgoingFile } from '@parley/client';

/** Without its `source`, what the file was is known, but it is gone with the page that it was chosen in. */
export type KeptFile = Omit<OutgoingFile, 'source'> & { readonly source?: Blob };

export interface KeptSending {
  /** Of the message that it becomes: sent twice, it is one message (D4). */
  readonly id: MessageId;
  readonly chat: ChatId;
  readonly text: string;
  readonly replyTo?: MessageId;
  /** The other side opens it once. */
  readonly viewOnce?: boolean;
  readonly files: readonly KeptFile[];
}

const DATABASE = 'parley/default/sendings';
const SENDINGS = 'sendings';
/** More of one message is not copied to the disk a second time while it is on its way. */
export const MOST_KEPT_BYTES = 256 * 1024 * 1024;

export async function keepSending(sending: KeptSending): Promise<void> {
  const bytes = sending.files.reduce((sum, { source }) => sum + (source?.size ?? 0), 0);
  const named = { ...sending, files: sending.files.map(({ source: _, ...file }) => file) };
  if (bytes > MOST_KEPT_BYTES) return put(named);
  await put(sending).catch(() => put(named)); // the disk has no room for all of it
}

export async function forgetSending(id: MessageId): Promise<void> {
  await inStore('readwrite', store => store.delete(id));
}

export async function keptSendings(): Promise<readonly KeptSending[]> {
  return inStore('readonly', store => store.getAll());
}

export async function keptSending(id: MessageId): Promise<KeptSending | undefined> {
  return inStore('readonly', store => store.get(id));
}

async function put(sending: KeptSending): Promise<void> {
  await inStore('readwrite', store => store.put(sending));
}

async function inStore<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(SENDINGS, mode, { durability: 'strict' });
      const request = ask(transaction.objectStore(SENDINGS));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(SENDINGS, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
