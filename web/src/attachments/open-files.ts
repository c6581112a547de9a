// Files that are open in this tab, by message and place: being fetched, here as a blob with an address, or failed. What
// nobody shows any more is stopped or, when there is too much of it, forgotten.
import type { Attachment, ChatId, MessageId } from '@parley/client';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Where a file stands: in which message, and the how-manieth of it. */
export interface FilePlace {
  readonly chat: ChatId;
  readonly message: MessageId;
  readonly index: number;
}

export interface FileRef extends FilePlace {
  readonly file: Attachment;
}

export type FileState =
  | { readonly state: 'opening'; readonly done: number }
  | { readonly state: 'open'; readonly blob: Blob; readonly url: string }
  | { readonly state: 'failed'; readonly error: unknown }
  /** The person has said so: it does not come unasked any more. */
  | { readonly state: 'stopped' };

export type OpenFile = (
  ref: FileRef,
  options: { readonly onProgress: (bytes: number) => void; readonly signal: AbortSignal },
) => Promise<Blob>;

export interface OpenFiles {
  /** By key; absent: not asked for. */
  readonly store: StoreApi<{ readonly [key: string]: FileState }>;
  /** Resolves to the blob, also for those who ask while it is on its way. Undefined: it failed or was cancelled. */
  open(ref: FileRef): Promise<Blob | undefined>;
  stop(ref: FileRef): void;
  /** Somebody shows it, until the returned function is called. */
  use(ref: FileRef): () => void;
}

/** What is kept although nobody shows it. */
const SPARE_BYTES = 96_000_000;

export const keyOfFile = ({ chat, message, index }: FilePlace): string => `${chat}/${message}/${index}`;

export function createOpenFiles(openFile: OpenFile, spareBytes = SPARE_BYTES): OpenFiles {
  const store = createStore<{ readonly [key: string]: FileState }>(() => ({}));
  const users = new Map<string, number>();
  const running = new Map<string, { readonly controller: AbortController; readonly done: Promise<Blob | undefined> }>();

  const set = (key: string, state: FileState): void => store.setState({ [key]: state });

  function forget(key: string): void {
    const { [key]: gone, ...rest } = store.getState();
    if (gone?.state === 'open') URL.revokeObjectURL(gone.url);
    store.setState(rest, true);
  }

  async function fetchFile(ref: FileRef, { signal }: AbortController): Promise<Blob | undefined> {
    const key = keyOfFile(ref);
    set(key, { state: 'opening', done: 0 });
    try {
      const onProgress = (done: number): void => {
        if (!signal.aborted) set(key, { state: 'opening', done });
      };
      const blob = await openFile(ref, { onProgress, signal });
      signal.throwIfAborted();
      set(key, { state: 'open', blob, url: URL.createObjectURL(blob) });
      return blob;
    } catch (error) {
      if (!signal.aborted) set(key, { state: 'failed', error });
      return undefined;
    } finally {
      if (!signal.aborted) running.delete(key);
    }
  }

  function cancel(key: string): boolean {
    const entry = running.get(key);
    running.delete(key);
    entry?.controller.abort();
    if (entry) forget(key);
    return entry !== undefined;
  }

  /** The oldest first. */
  function dropSpare(): void {
    const spare = Object.entries(store.getState()).flatMap(([key, file]) =>
      file.state === 'open' && !users.has(key) ? [{ key, bytes: file.blob.size }] : [],
    );
    let total = spare.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { key, bytes } of spare) {
      if (total <= spareBytes) return;
      forget(key);
      total -= bytes;
    }
  }

  return {
    store,
    stop(ref) {
      const key = keyOfFile(ref);
      if (cancel(key)) set(key, { state: 'stopped' });
    },
    open(ref) {
      const key = keyOfFile(ref);
      const found = store.getState()[key];
      if (found?.state === 'open') return Promise.resolve(found.blob);
      const entry = running.get(key);
      if (entry) return entry.done;
      const controller = new AbortController();
      const done = fetchFile(ref, controller);
      running.set(key, { controller, done });
      return done;
    },
    use(ref) {
      const key = keyOfFile(ref);
      users.set(key, (users.get(key) ?? 0) + 1);
      return () => {
        const left = users.get(key)! - 1;
        if (left > 0) return void users.set(key, left);
        users.delete(key);
        cancel(key);
        dropSpare();
      };
    },
  };
}
