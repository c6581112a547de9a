// The leader's side of reading files: tabs ask for one piece after the other, so a file of any size takes the memory of one.
// A piece is named by its place, so a new leader, who has nothing open, can go on with the next one.
import type { MessageId } from '@parley/protocol';
import { chunksOf } from '../attachments/file-source.ts';
import type { Client } from '../client.ts';

export interface AttachmentPiece {
  readonly bytes: Uint8Array;
  /** There is nothing after it. */
  readonly last: boolean;
}

export interface PieceRequest {
  /** Each reading of a file has a name of its own. */
  readonly reading: string;
  readonly id: MessageId;
  readonly index: number;
  /** Bytes that the tab has. */
  readonly offset: number;
}

export interface AttachmentPieces {
  piece(request: PieceRequest, signal?: AbortSignal): Promise<AttachmentPiece>;
  end(reading: string): void;
}

/** A photo is one or two of them; larger ones make no difference to speed. */
const PIECE_BYTES = 1024 * 1024;
/** Readings that stay open. One more ends the longest unused, which costs its tab a second beginning and nothing else. */
const MAX_OPEN = 16;

interface Reading {
  readonly chunks: AsyncGenerator<Uint8Array>;
  readonly ending: AbortController;
  offset: number;
}

export function createAttachmentPieces(open: Client['openAttachment']): AttachmentPieces {
  /** The longest unused first. */
  const readings = new Map<string, Reading>();

  function end(name: string): void {
    readings.get(name)?.ending.abort();
    readings.delete(name);
  }

  async function readingFor({ reading: name, id, index, offset }: PieceRequest): Promise<Reading> {
    const kept = readings.get(name);
    if (kept?.offset === offset) return kept;
    end(name);
    const ending = new AbortController();
    return { chunks: after(chunksOf(await open(id, index, ending.signal)), offset), ending, offset };
  }

  function keep(name: string, reading: Reading): void {
    readings.set(name, reading);
    for (const oldest of readings.keys()) if (readings.size > MAX_OPEN) end(oldest);
  }

  return {
    async piece(request, signal) {
      const { reading: name } = request;
      const reading = await readingFor(request);
      readings.delete(name); // while it is read it is not one to be ended
      const abort = () => reading.ending.abort(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      try {
        const piece = await gather(reading.chunks);
        reading.offset += piece.bytes.length;
        if (!piece.last && !signal?.aborted) keep(name, reading);
        return piece;
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },
    end,
  };
}

async function gather(chunks: AsyncGenerator<Uint8Array>): Promise<AttachmentPiece> {
  const held: Uint8Array[] = [];
  let length = 0;
  let last = false;
  while (!last && length < PIECE_BYTES) {
    const { done, value } = await chunks.next();
    if (done) last = true;
    else {
      held.push(value);
      length += value.length;
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of held) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { bytes, last };
}

async function* after(chunks: AsyncGenerator<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    const skipped = Math.min(left, chunk.length);
    left -= skipped;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}
