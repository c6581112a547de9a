import { ParleyError } from '../errors.ts';

/** A file to be sent: read several times, from any place, and it must not change meanwhile. A Blob or File is one too. */
export interface FileSource {
  readonly size: number;
  /** Bytes from `start` on. */
  read(start: number): AsyncIterable<Uint8Array>;
}

export function fileSource(source: FileSource | Blob): FileSource {
  if ('read' in source) return source;
  return { size: source.size, read: start => bytesOf(source.slice(start)) };
}

/** A file on a disk may be gone, or have changed, since it was chosen: browsers then refuse to read it. */
async function* bytesOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const stream = chunksOf(blob.stream());
  try {
    for (;;) {
      const { done, value } = await stream.next();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    throw new ParleyError('unreadable_file', { cause });
  } finally {
    await stream.return(undefined);
  }
}

/** For browsers in which a stream cannot be iterated. What is left half-way is cancelled. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
