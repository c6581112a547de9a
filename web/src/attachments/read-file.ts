// A file as it comes from the engine, piece by piece, into a blob. Memory stays flat: browsers keep large blobs on disk, and
// pieces are handed over as they come.

export interface ReadOptions {
  readonly type: string;
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Held in this tab's memory before they are handed over. */
const HELD_BYTES = 4_000_000;

export async function readFile(
  stream: ReadableStream<Uint8Array>,
  { type, onProgress, signal }: ReadOptions,
): Promise<Blob> {
  const parts: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let [held, done] = [0, 0];
  const reader = stream.getReader();
  const stop = (): void => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await reader.read();
      signal.throwIfAborted();
      if (next.done) return new Blob([...parts, ...pieces], { type });
      pieces.push(next.value as Uint8Array<ArrayBuffer>);
      held += next.value.length;
      done += next.value.length;
      if (held >= HELD_BYTES) {
        parts.push(new Blob(pieces));
        [pieces, held] = [[], 0];
      }
      onProgress(done);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    reader.releaseLock();
  }
}
