// An upload under way: one object for each piece, named after its offset and made only if there is none of that name. So what
// has come is in the store alone, any process can go on, and of two that write the same place one hears so. A piece counts
// when all before it are there.

import { WRITTEN_BY_OTHERS } from './blob-store.ts';
import { blocks } from './blocks.ts';
import type { Bucket } from './bucket-s3.ts';

/** What one upload takes of memory while it is written; what clients send at once. */
const PIECE_BYTES = 4_194_304;
/** Of the largest number that an offset may be: names sort as numbers do. */
const DIGITS = 16;

export const UPLOADS = 'uploads/';

export interface Piece {
  readonly offset: number;
  readonly size: number;
}

export const folderOf = (upload: string): string => `${UPLOADS}${upload}/`;
export const keyOf = (upload: string, offset: number): string =>
  `${folderOf(upload)}${String(offset).padStart(DIGITS, '0')}`;

/** The pieces that count, after `known` of them. */
export async function* chain(bucket: Bucket, upload: string, known?: Piece): AsyncGenerator<Piece> {
  let end = known ? known.offset + known.size : 0;
  const after = known && keyOf(upload, known.offset);
  for await (const { key, size } of bucket.list(folderOf(upload), after)) {
    const offset = Number(key.slice(-DIGITS));
    if (offset < end) continue;
    if (offset > end) return;
    yield { offset, size };
    end += size;
  }
}

/** Told each piece that was written. Resolves to where the last one ends. */
export async function writePieces(
  bucket: Bucket,
  { upload, offset, size }: { readonly upload: string; readonly offset: number; readonly size: number },
  source: AsyncIterable<Uint8Array>,
  onPiece: (piece: Piece, bytes: Uint8Array) => void,
): Promise<number> {
  let end = offset;
  for await (const block of blocks(source, { most: size - offset, blockBytes: PIECE_BYTES })) {
    if (!(await bucket.putNew(keyOf(upload, end), block))) throw new Error(WRITTEN_BY_OTHERS);
    onPiece({ offset: end, size: block.length }, block);
    end += block.length;
  }
  return end;
}

export async function* readPieces(bucket: Bucket, upload: string): AsyncGenerator<Uint8Array> {
  for await (const { offset, size } of chain(bucket, upload)) yield* bucket.read(keyOf(upload, offset), 0, size);
}
