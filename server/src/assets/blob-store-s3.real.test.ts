// The blob store on a real S3: its contract, and what several processes and a store that dies make of it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { CreateMultipartUploadCommand, S3Client } from '@aws-sdk/client-s3';
import { type Seaweedfs, startSeaweedfs } from '../../../dev/parts/seaweedfs.ts';
import { UnavailableError } from '../lib/unavailable.ts';
import { blobStoreContract } from './blob-store.contract.ts';
import { type BlobStore, WRITTEN_BY_OTHERS } from './blob-store.ts';
import { openS3BlobStore } from './blob-store-s3.ts';

const MiB = 1_048_576;
let s3: Seaweedfs;
let places = 0;

before(async () => {
  s3 = await startSeaweedfs();
});
after(() => s3?.stop());

/** Another process, as far as the store knows. */
const open = (bucket = s3.bucket): Promise<BlobStore> => openS3BlobStore({ ...s3, bucket });
const newUpload = (): string => (++places).toString(16).padStart(32, '0');

function bytesOf(length: number, seed = 1): Uint8Array {
  const bytes = new Uint32Array(length / 4);
  for (let i = 0, x = seed; i < bytes.length; i++) {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = x;
  }
  return new Uint8Array(bytes.buffer);
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function* chunks(bytes: Uint8Array, each = 65_536): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += each) yield bytes.subarray(at, at + each);
}

async function all(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

blobStoreContract('s3', () => {
  const bucket = `place-${++places}`;
  return () => open(bucket);
});

test('F46 an upload of 20 MiB that three processes have written is one blob, made in parts', async () => {
  const bytes = bytesOf(20 * MiB);
  const [upload, hash] = [newUpload(), hashOf(bytes)];
  const stores = [await open(), await open(), await open()];
  let offset = 0;
  for (const [i, end] of [5 * MiB, 5 * MiB + 100, bytes.length].entries()) {
    assert.equal(await stores[i]!.uploaded(upload), offset);
    offset = await stores[i]!.append(upload, offset, chunks(bytes.subarray(offset, end)), bytes.length);
    assert.equal(offset, end);
  }
  for (const store of stores) assert.equal(await store.hash(upload), hash);
  await stores[0]!.publish(upload, hash);
  await stores[1]!.publish(upload, hash);
  const other = await open();
  assert.deepEqual([await other.size(hash), await other.uploaded(upload)], [bytes.length, 0]);
  const range = await all(other.read(hash, 8 * MiB - 10, 8 * MiB + 10));
  assert.ok(range.equals(bytes.subarray(8 * MiB - 10, 8 * MiB + 10)));
  assert.equal(hashOf(await all(other.read(hash, 0, bytes.length))), hash);
});

test('an upload of more pieces than the store lists at once is seen to its end, and taken away to its end', async () => {
  const [bytes, upload, store] = [bytesOf(110_000), newUpload(), await open()];
  for (let at = 0; at < bytes.length; at += 100)
    await store.append(upload, at, chunks(bytes.subarray(at, at + 100)), bytes.length);
  const other = await open();
  assert.equal(await other.uploaded(upload), bytes.length);
  await other.publish(upload, hashOf(bytes));
  assert.ok((await all(store.read(hashOf(bytes), 0, bytes.length))).equals(bytes));
  assert.equal(await store.uploaded(upload), 0);
});

test('of two processes that write the same place of an upload one is told so', async () => {
  const stores = [await open(), await open()];
  for (let round = 0; round < 5; round++) {
    const upload = newUpload();
    const writes = stores.map((store, i) => store.append(upload, 0, chunks(bytesOf(3_000, i)), 6_000));
    const ends = await Promise.allSettled(writes);
    const lost = ends.flatMap(end => (end.status === 'rejected' ? [(end.reason as Error).message] : []));
    assert.deepEqual(lost, [WRITTEN_BY_OTHERS]);
    assert.equal(await stores[0]!.uploaded(upload), 3_000);
  }
});

test('an upload that another process has begun anew is not published under the hash it had', async () => {
  const [mine, others] = [await open(), await open()];
  for (const size of [3_000, 9 * MiB]) {
    const [bytes, upload] = [bytesOf(size), newUpload()];
    await mine.append(upload, 0, chunks(bytes), size);
    const hash = await mine.hash(upload);
    await others.discard(upload);
    await others.append(upload, 0, chunks(bytesOf(size, 7)), size);
    await assert.rejects(mine.publish(upload, hash), UnavailableError);
    assert.equal(await mine.size(hash), undefined);
    assert.equal(await mine.hash(upload), hashOf(bytesOf(size, 7)));
    assert.equal(await mine.tidy(Date.now() + 60_000), 0, 'the parts are gone');
  }
});

test('an upload that was begun anew and is shorter now is seen as it is', async () => {
  const [mine, others] = [await open(), await open()];
  const upload = newUpload();
  for (const part of [100, 200]) await mine.append(upload, part - 100, chunks(bytesOf(100, part)), 1_000);
  await others.discard(upload);
  assert.equal(await mine.uploaded(upload), 0);
  await others.append(upload, 0, chunks(bytesOf(40)), 1_000);
  assert.deepEqual([await mine.uploaded(upload), await mine.hash(upload)], [40, hashOf(bytesOf(40))]);
});

test('parts that a crash has left are ended once they are old', async () => {
  const store = await open();
  const credentials = { accessKeyId: s3.accessKey, secretAccessKey: s3.secretKey };
  const client = new S3Client({ endpoint: s3.endpoint, region: s3.region, credentials, forcePathStyle: true });
  const Key = `blobs/${'a'.repeat(64)}`;
  await client.send(new CreateMultipartUploadCommand({ Bucket: s3.bucket, Key }));
  client.destroy();
  assert.equal(await store.tidy(Date.now() - 60_000), 0);
  assert.equal(await store.tidy(Date.now() + 60_000), 1);
  assert.equal(await store.tidy(Date.now() + 60_000), 0);
});

test('F46 256 MiB pass through without being in memory', async () => {
  const [block, store, upload] = [bytesOf(65_536), await open(), newUpload()];
  const size = 256 * MiB;
  const before = process.memoryUsage().rss;
  let most = 0;
  const source = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < size; at += block.length) {
      yield block;
      most = Math.max(most, process.memoryUsage.rss());
    }
  };
  await store.append(upload, 0, source(), size);
  const hash = await store.hash(upload);
  await store.publish(upload, hash);
  for await (const bytes of store.read(hash, 0, size)) if (bytes) most = Math.max(most, process.memoryUsage.rss());
  assert.ok(most - before < size / 2, `${Math.round((most - before) / MiB)} MiB`);
});

test('D9 what came before the store died is there when it is back, and nothing else is promised', async () => {
  const store = await open();
  const [bytes, upload] = [bytesOf(12 * MiB), newUpload()];
  const source = async function* (): AsyncGenerator<Uint8Array> {
    yield* chunks(bytes.subarray(0, 9 * MiB));
    await s3.process.kill();
    yield* chunks(bytes.subarray(9 * MiB));
  };
  await assert.rejects(store.append(upload, 0, source(), bytes.length), UnavailableError);
  await assert.rejects(store.uploaded(upload), UnavailableError);
  const late = await openS3BlobStore({ ...s3, onUnreachable: () => undefined });
  await s3.process.restart();
  assert.equal(await late.uploaded(upload), 8 * MiB);
  await late.append(upload, 8 * MiB, chunks(bytes.subarray(8 * MiB)), bytes.length);
  assert.equal(await store.hash(upload), hashOf(bytes));
  await store.publish(upload, hashOf(bytes));
  assert.equal(await late.size(hashOf(bytes)), bytes.length);
});

test('D9 a store that hangs holds nobody up for longer than a client waits', async () => {
  const [store, upload] = [await open(), newUpload()];
  const bytes = bytesOf(30 * MiB);
  await store.append(upload, 0, chunks(bytes), bytes.length);
  const hash = await store.hash(upload);
  await store.publish(upload, hash);
  const reader = store.read(hash, 0, bytes.length)[Symbol.asyncIterator]();
  await reader.next();
  s3.process.pause();
  const start = performance.now();
  const since = (): number => performance.now() - start;
  const rest = assert.rejects(async () => {
    for (let part = await reader.next(); !part.done; part = await reader.next());
  }, UnavailableError);
  await Promise.all(
    [store.size(hash), store.uploaded(upload)].map(async answer => {
      await assert.rejects(answer, UnavailableError);
      assert.ok(since() < 20_000, `${since()} ms`);
    }),
  );
  await rest;
  assert.ok(since() < 60_000, `${since()} ms`);
  s3.process.resume();
  assert.equal(await store.size(hash), bytes.length);
});

test('keys that the store refuses are told at the start', async () => {
  await assert.rejects(openS3BlobStore({ ...s3, secretKey: 'wrong' }), /refuses these settings/);
});
