// Files are encrypted in chunks (STREAM, Hoang, Reyhanitabar, Rogaway and Vizár 2015): AES-256-GCM, the chunk's number and
// whether it is the last in the nonce, so that chunks cannot be cut off, moved, left out or added unnoticed.
import { ParleyError } from '../errors.ts';
import { type Aead, createAead } from './aead.ts';
import { pieces } from './pieces.ts';

export const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;
export const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES;

const label = new TextEncoder().encode('parley file 1');

/**
 * The same for the same content of the same account, so that a second upload is the same ciphertext; it cannot be told from
 * the content without the account's secret. Every key encrypts one content only, so the nonces may start at 0.
 */
export function fileKey(
  hmacSha256: (key: Uint8Array, data: Uint8Array) => Uint8Array,
  secret: Uint8Array,
  contentHash: Uint8Array,
): Uint8Array {
  return hmacSha256(secret, new Uint8Array([...label, ...contentHash]));
}

function chunkCount(size: number): number {
  return Math.max(1, Math.ceil(size / CHUNK_BYTES));
}

/** Of a file of that size; an empty one is one empty chunk. */
export function encryptedSize(size: number): number {
  return size + chunkCount(size) * TAG_BYTES;
}

/** From that chunk on. Throws `file_changed` when the source is not of that size. */
export async function* encryptFile(
  key: Uint8Array,
  source: AsyncIterable<Uint8Array>,
  size: number,
  firstChunk = 0,
): AsyncGenerator<Uint8Array> {
  const aead = await createAead(key);
  const last = chunkCount(size) - 1;
  let chunk = firstChunk;
  for await (const plain of pieces(source, CHUNK_BYTES)) {
    if (plain.length !== plainLength(size, chunk)) throw new ParleyError('file_changed');
    yield await aead.seal(nonceOf(chunk, chunk === last), plain);
    chunk++;
  }
  if (chunk !== last + 1) throw new ParleyError('file_changed');
}

/** Each chunk is given only when it is known to be right and in its place. Throws `bad_file`. */
export async function* decryptFile(
  key: Uint8Array,
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array> {
  const aead = await createAead(key);
  const last = chunkCount(size) - 1;
  let chunk = 0;
  for await (const sealed of pieces(source, SEALED_BYTES)) {
    if (sealed.length !== plainLength(size, chunk) + TAG_BYTES) throw new ParleyError('bad_file');
    yield await open(aead, nonceOf(chunk, chunk === last), sealed);
    chunk++;
  }
  if (chunk !== last + 1) throw new ParleyError('bad_file');
}

async function open(aead: Aead, nonce: Uint8Array, sealed: Uint8Array): Promise<Uint8Array> {
  try {
    return await aead.open(nonce, sealed);
  } catch (cause) {
    throw new ParleyError('bad_file', { cause });
  }
}

/** Bytes of a chunk; -1: there is no such chunk. */
function plainLength(size: number, chunk: number): number {
  const last = chunkCount(size) - 1;
  if (chunk > last) return -1;
  return chunk < last ? CHUNK_BYTES : size - last * CHUNK_BYTES;
}

/** Nonce: seven zeros, the chunk's number as 32 bits big-endian, 1 for the last chunk. */
function nonceOf(chunk: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, chunk);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
