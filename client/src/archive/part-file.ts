// A part of the archive as bytes: JSON, in which bytes are {"base64": …}, compressed. It is written and read by own devices alone.
import { fromBase64, toBase64 } from '@parley/protocol';
import { ParleyError } from '../errors.ts';
import type { AvatarRow, ChatRow, ContactRow, MessageRow } from '../store/schema.ts';

export interface ArchivedRows {
  readonly version: 1;
  readonly messages: readonly MessageRow[];
  /** In the first part. */
  readonly chats?: readonly ChatRow[];
  readonly contacts?: readonly ContactRow[];
  readonly avatars?: readonly AvatarRow[];
}

export async function packed(rows: ArchivedRows): Promise<Uint8Array> {
  const text = JSON.stringify(rows, (_, value) => (value instanceof Uint8Array ? { base64: toBase64(value) } : value));
  return through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
}

/** Throws `bad_file`. */
export async function unpacked(bytes: Uint8Array): Promise<ArchivedRows> {
  try {
    const text = new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw')));
    const rows: ArchivedRows = JSON.parse(text, (_, value) =>
      typeof value?.base64 === 'string' ? fromBase64(value.base64) : value,
    );
    if (rows.version !== 1 || !Array.isArray(rows.messages)) throw new ParleyError('bad_file');
    return rows;
  } catch (cause) {
    throw new ParleyError('bad_file', { cause });
  }
}

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const written = new Blob([bytes as BlobPart]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(written).arrayBuffer());
}
