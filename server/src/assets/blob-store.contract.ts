// What every backend of `BlobStore` does. `open` opens the same place again.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type BlobStore, TOO_MANY_BYTES } from './blob-store.ts';

const UPLOAD = 'a1'.repeat(16);
const OTHER = 'b2'.repeat(16);
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (length: number, seed = 1): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31 + seed) & 0xff);

async function* chunks(bytes: Uint8Array, each = 1_000): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += each) yield bytes.subarray(at, at + each);
}

async function* broken(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
  throw new Error('the line was cut');
}

async function all(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

async function names(store: BlobStore, kind: 'uploads' | 'blobs'): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of store.list(kind)) found.push(name);
  return found.sort();
}

export function blobStoreContract(name: string, newPlace: () => () => Promise<BlobStore>): void {
  const run = (rule: string, body: (store: BlobStore, open: () => Promise<BlobStore>) => Promise<void>) =>
    test(`${name}: ${rule}`, async () => {
      const open = newPlace();
      await body(await open(), open);
    });

  run('an upload in pieces becomes a blob, whole and by ranges', async store => {
    const bytes = bytesOf(5_000);
    assert.equal(await store.uploaded(UPLOAD), 0);
    assert.equal(await store.append(UPLOAD, 0, chunks(bytes.subarray(0, 3_000)), 5_000), 3_000);
    assert.equal(await store.append(UPLOAD, 3_000, chunks(bytes.subarray(3_000)), 5_000), 5_000);
    const hash = await store.hash(UPLOAD);
    assert.equal(hash, hashOf(bytes));
    assert.equal(await store.size(hash), undefined, 'nobody sees it before it is published');
    await store.publish(UPLOAD, hash);
    assert.equal(await store.size(hash), 5_000);
    assert.equal(await store.uploaded(UPLOAD), 0);
    assert.deepEqual(await all(store.read(hash, 0, 5_000)), bytes);
    assert.deepEqual(await all(store.read(hash, 4_999, 5_000)), bytes.subarray(4_999));
    assert.deepEqual(await all(store.read(hash, 7, 7)), new Uint8Array());
  });

  run('the hash goes on after the store was opened anew', async (store, open) => {
    const bytes = bytesOf(4_000);
    await store.append(UPLOAD, 0, chunks(bytes.subarray(0, 2_500)), 4_000);
    const again = await open();
    assert.equal(await again.uploaded(UPLOAD), 2_500);
    await again.append(UPLOAD, 2_500, chunks(bytes.subarray(2_500)), 4_000);
    assert.equal(await again.hash(UPLOAD), hashOf(bytes));
    assert.equal(await (await open()).hash(UPLOAD), hashOf(bytes));
  });

  run('what came before a cut stays, and the hash counts it once', async store => {
    const bytes = bytesOf(2_000);
    await assert.rejects(store.append(UPLOAD, 0, broken(bytes.subarray(0, 700)), 2_000), /the line was cut/);
    assert.equal(await store.uploaded(UPLOAD), 700);
    await store.append(UPLOAD, 700, chunks(bytes.subarray(700)), 2_000);
    assert.equal(await store.hash(UPLOAD), hashOf(bytes));
  });

  run('more bytes than announced are refused', async store => {
    await assert.rejects(store.append(UPLOAD, 0, chunks(bytesOf(1_001)), 1_000), new RegExp(TOO_MANY_BYTES));
    assert.ok((await store.uploaded(UPLOAD)) <= 1_000);
  });

  run('publishing what is there already leaves one, and readers of the first go on', async store => {
    const bytes = bytesOf(200_000);
    const hash = hashOf(bytes);
    await store.append(UPLOAD, 0, chunks(bytes), bytes.length);
    await store.publish(UPLOAD, hash);
    const reader = store.read(hash, 0, bytes.length)[Symbol.asyncIterator]();
    const first = await reader.next();
    await store.append(OTHER, 0, chunks(bytes), bytes.length);
    await store.publish(OTHER, hash);
    const rest = await all({ [Symbol.asyncIterator]: () => reader });
    assert.equal(first.value!.length + rest.length, bytes.length);
    assert.deepEqual(await names(store, 'blobs'), [hash]);
    assert.deepEqual(await names(store, 'uploads'), []);
  });

  run('what is discarded or removed is gone, twice too', async store => {
    const hash = hashOf(bytesOf(10));
    await store.append(UPLOAD, 0, chunks(bytesOf(10)), 10);
    await store.append(OTHER, 0, chunks(bytesOf(10)), 10);
    await store.publish(UPLOAD, hash);
    assert.deepEqual([await names(store, 'uploads'), await names(store, 'blobs')], [[OTHER], [hash]]);
    for (let i = 0; i < 2; i++) {
      await store.discard(OTHER);
      await store.remove(hash);
    }
    assert.deepEqual([await names(store, 'uploads'), await names(store, 'blobs')], [[], []]);
    assert.equal(await store.size(hash), undefined);
    await store.append(OTHER, 0, chunks(bytesOf(5, 9)), 5);
    assert.equal(await store.hash(OTHER), hashOf(bytesOf(5, 9)), 'a discarded upload begins anew');
  });
}
