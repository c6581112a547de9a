import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobStore } from './blob-store.ts';
import { blocks } from './blocks.ts';

/** `uploads/<id>` and `blobs/<first two digits>/<hash>` below `folder`, which must be one file system. */
export async function openFsBlobStore({ folder }: { folder: string }): Promise<BlobStore> {
  const uploads = join(folder, 'uploads');
  const blobs = join(folder, 'blobs');
  for (const each of [uploads, blobs]) await mkdir(each, { recursive: true, mode: 0o700 });
  const pathOf = (sha256: string): string => join(blobs, sha256.slice(0, 2), sha256);
  const hashes = new Map<string, Hashed>();
  const hashed = (upload: string, size: number) => hashUpTo(join(uploads, upload), size, hashes.get(upload));
  return {
    uploaded: async upload => (await sizeOf(join(uploads, upload))) ?? 0,
    async append(upload, offset, source, size) {
      const state = await hashed(upload, offset);
      hashes.set(upload, state);
      const file = await open(join(uploads, upload), 'a', 0o600);
      try {
        for await (const block of blocks(source, { most: size - offset, blockBytes: BLOCK_BYTES })) {
          await writeAll(file, block);
          state.hash.update(block);
          state.bytes += block.length;
        }
      } catch (error) {
        hashes.delete(upload); // a write may have ended half-way
        throw error;
      } finally {
        await file.close();
      }
      return state.bytes;
    },
    async hash(upload) {
      const state = await hashed(upload, (await sizeOf(join(uploads, upload))) ?? 0);
      return state.hash.copy().digest('hex');
    },
    async publish(upload, sha256) {
      const path = pathOf(sha256);
      await syncPath(join(uploads, upload));
      if (await mkdir(dirname(path), { recursive: true, mode: 0o700 })) await syncPath(blobs);
      await rename(join(uploads, upload), path); // over one of the same content: whoever reads that one goes on
      await syncPath(dirname(path));
      hashes.delete(upload);
    },
    async discard(upload) {
      hashes.delete(upload);
      await rm(join(uploads, upload), { force: true });
    },
    size: sha256 => sizeOf(pathOf(sha256)),
    read: (sha256, start, end) =>
      start < end ? createReadStream(pathOf(sha256), { start, end: end - 1, highWaterMark: BLOCK_BYTES }) : nothing(),
    remove: sha256 => rm(pathOf(sha256), { force: true }),
    tidy: async () => 0,
    list: kind => (kind === 'uploads' ? filesIn(uploads) : filesBelow(blobs)),
  };
}

/** A hash over the first bytes of a file, which goes on with the next. */
interface Hashed {
  readonly hash: Hash;
  bytes: number;
}

/** The state of a hash cannot be kept across processes: after a restart the file is read again. */
async function hashUpTo(path: string, bytes: number, known: Hashed | undefined): Promise<Hashed> {
  if (known?.bytes === bytes) return known;
  const hash = createHash('sha256');
  if (bytes > 0) for await (const chunk of createReadStream(path, { end: bytes - 1 })) hash.update(chunk);
  return { hash, bytes };
}

/** Each write to the disk is a turn of the thread pool. */
const BLOCK_BYTES = 524_288;

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at, chunk.length - at)).bytesWritten;
}

async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync().finally(() => file.close());
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(ifMissing))?.size;
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function* nothing(): AsyncIterable<Uint8Array> {}

async function* filesBelow(folder: string): AsyncIterable<{ name: string; changedAt: number }> {
  for await (const { name } of await opendir(folder)) yield* filesIn(join(folder, name));
}

async function* filesIn(folder: string): AsyncIterable<{ name: string; changedAt: number }> {
  for await (const { name } of await opendir(folder)) {
    const found = await stat(join(folder, name)).catch(ifMissing);
    if (found) yield { name, changedAt: found.mtimeMs };
  }
}
