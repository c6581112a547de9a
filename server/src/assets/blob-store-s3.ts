import { createHash, type Hash } from 'node:crypto';
import { createRecent } from '../lib/recent.ts';
import type { UnavailableError } from '../lib/unavailable.ts';
import type { BlobStore } from './blob-store.ts';
import { type Bucket, createBucket, type S3Options } from './bucket-s3.ts';
import { chain, folderOf, type Piece, readPieces, UPLOADS, writePieces } from './pieces-s3.ts';
import { makeBlob } from './publish-s3.ts';

const BLOBS = 'blobs/';
const keyOf = (sha256: string): string => `${BLOBS}${sha256}`;

/** What this process knows of an upload that it has had to do with: enough not to list and hash all of it again. */
interface Known {
  readonly last: Piece | undefined;
  /** The one before. */
  readonly previous: Piece | undefined;
  /** Over the bytes up to `hashed`. */
  readonly hash: Hash;
  readonly hashed: number;
}

const REMEMBERED_UPLOADS = 1_000;
const nothingKnown = (): Known => ({ last: undefined, previous: undefined, hash: createHash('sha256'), hashed: 0 });
const endOf = (piece: Piece | undefined): number => (piece ? piece.offset + piece.size : 0);

/**
 * `uploads/<id>/<offset>` and `blobs/<hash>` in one bucket, which other processes use at the same time. A store that cannot be
 * reached yet is told and waited for: each call tries anew.
 * @throws {Error} the store refuses these keys or this bucket
 */
export async function openS3BlobStore({
  onUnreachable,
  ...options
}: S3Options & { readonly onUnreachable?: (error: UnavailableError) => void }): Promise<BlobStore & { close(): void }> {
  const bucket = createBucket(options);
  await bucket.open(onUnreachable);
  return { ...uploads(bucket), ...blobs(bucket), close: bucket.close };
}

function uploads(bucket: Bucket) {
  const recent = createRecent<string, Known>(REMEMBERED_UPLOADS);

  /** As the store has it: another process may have gone on, or begun anew. */
  async function knownNow(upload: string): Promise<Known> {
    const before = recent.get(upload) ?? nothingKnown();
    let { last, previous } = before;
    let isSame = last === undefined;
    for await (const piece of chain(bucket, upload, previous)) {
      isSame ||= piece.offset === last?.offset && piece.size === last.size;
      if (!isSame) break;
      if (piece.offset !== last?.offset) [previous, last] = [last, piece];
    }
    if (!isSame) {
      recent.delete(upload);
      return knownNow(upload);
    }
    const now = { ...before, last, previous };
    if (last) recent.set(upload, now);
    return now;
  }

  async function discard(upload: string): Promise<void> {
    recent.delete(upload);
    for await (const { key } of bucket.list(folderOf(upload))) await bucket.remove(key);
  }

  return {
    uploaded: async upload => endOf((await knownNow(upload)).last),
    async append(upload, offset, source, size) {
      let known = recent.get(upload) ?? nothingKnown();
      return writePieces(bucket, { upload, offset, size }, source, (last, bytes) => {
        const isNext = known.hashed === last.offset;
        const hash = isNext ? known.hash.copy().update(bytes) : known.hash;
        known = { last, previous: known.last, hash, hashed: isNext ? endOf(last) : known.hashed };
        recent.set(upload, known);
      });
    },
    async hash(upload) {
      const { hash, hashed, last } = await knownNow(upload);
      if (hashed === endOf(last)) return hash.copy().digest('hex');
      const whole = createHash('sha256'); // others have written of it: a hash cannot be handed over
      for await (const bytes of readPieces(bucket, upload)) whole.update(bytes);
      return whole.digest('hex');
    },
    async publish(upload, sha256) {
      recent.delete(upload);
      const size = endOf((await knownNow(upload)).last);
      const there = await bucket.size(keyOf(sha256));
      if (there === undefined) await makeBlob(bucket, upload, { key: keyOf(sha256), sha256, size });
      await discard(upload);
    },
    discard,
  } satisfies Partial<BlobStore>;
}

function blobs(bucket: Bucket) {
  return {
    size: sha256 => bucket.size(keyOf(sha256)),
    read: (sha256, start, end) => bucket.read(keyOf(sha256), start, end),
    remove: sha256 => bucket.remove(keyOf(sha256)),
    async tidy(before) {
      let ended = 0;
      for await (const { key, id, startedAt } of bucket.listMultipart(BLOBS)) {
        if (startedAt >= before) continue;
        await bucket.abort(key, id);
        ended++;
      }
      return ended;
    },
    list: kind => (kind === 'blobs' ? blobsIn(bucket) : uploadsIn(bucket)),
  } satisfies Partial<BlobStore>;
}

async function* blobsIn(bucket: Bucket) {
  for await (const { key, changedAt } of bucket.list(BLOBS)) yield { name: key.slice(BLOBS.length), changedAt };
}

/** Their pieces come one after the other. */
async function* uploadsIn(bucket: Bucket) {
  let upload: { name: string; changedAt: number } | undefined;
  for await (const { key, changedAt } of bucket.list(UPLOADS)) {
    const name = key.slice(UPLOADS.length).split('/')[0]!;
    if (upload && upload.name !== name) yield upload;
    upload = { name, changedAt: Math.max(changedAt, upload?.name === name ? upload.changedAt : 0) };
  }
  if (upload) yield upload;
}
