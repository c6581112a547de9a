// An upload becomes a blob. Its pieces are read once more and hashed on their way into the blob, which nobody sees before the
// hash is right: what another process has written since, or a piece that came back wrong, is noticed whoever had hashed it
// before (docs/decisions/s3-uploads.md).
import { createHash } from 'node:crypto';
import { UnavailableError } from '../lib/unavailable.ts';
import { blocks } from './blocks.ts';
import type { Bucket } from './bucket-s3.ts';
import { readPieces } from './pieces-s3.ts';

/** Up to here a blob is made in one request; the size of the parts of larger ones, of which there may be 10,000. */
export const PART_BYTES = 8_388_608;

/** @throws {UnavailableError} the pieces are not of that hash (any more) */
export async function makeBlob(
  bucket: Bucket,
  upload: string,
  blob: { readonly key: string; readonly sha256: string; readonly size: number },
): Promise<void> {
  const parts = checked(blocks(readPieces(bucket, upload), { most: blob.size, blockBytes: PART_BYTES }), blob.sha256);
  const isNew =
    blob.size <= PART_BYTES ? await inOne(bucket, blob.key, parts) : await bucket.putNewInParts(blob.key, parts);
  if (!isNew && (await bucket.size(blob.key)) !== blob.size) {
    throw new UnavailableError('a blob is neither there nor can it be made'); // one that is being removed
  }
}

async function inOne(bucket: Bucket, key: string, parts: AsyncIterable<Uint8Array>): Promise<boolean> {
  let bytes: Uint8Array = new Uint8Array();
  for await (const part of parts) bytes = part;
  return bucket.putNew(key, bytes);
}

async function* checked(source: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const bytes of source) {
    hash.update(bytes);
    yield bytes;
  }
  if (hash.digest('hex') !== sha256) throw new UnavailableError('the pieces of an upload are not what had been hashed');
}
