import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type AccountId, type Limits, limits as standard, type WireError } from '@parley/protocol';
import { createAssets } from './asset-service.ts';
import type { AssetStore } from './asset-store.ts';
import { openSqlAssetStore } from './asset-store-sql.ts';
import type { AssetInfo, Assets } from './assets.ts';
import type { BlobStore } from './blob-store.ts';
import { openFsBlobStore } from './blob-store-fs.ts';

const alice = 'a1'.repeat(16) as AccountId;
const bob = 'b2'.repeat(16) as AccountId;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const bytes = Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7) & 0xff);
const file = fileOf(bytes);

function fileOf(content: Uint8Array) {
  return { size: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

async function* stream(...parts: (Uint8Array | Error)[]): AsyncIterable<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

function ok<T extends object>(answer: T | WireError): T {
  assert.ok(!('code' in answer), JSON.stringify(answer));
  return answer;
}

const codeOf = (answer: object): string => ('code' in answer ? String(answer.code) : 'ok');

interface World {
  readonly assets: Assets;
  readonly store: AssetStore;
  readonly blobs: BlobStore;
  readonly clock: { wall: number };
  /** Files under that folder. */
  files(kind: 'uploads' | 'blobs'): string[];
  upload(account: AccountId, content?: Uint8Array): Promise<AssetInfo>;
  /** The same folder, as after a kill. */
  restart(wrap?: (store: AssetStore, blobs: BlobStore) => { store: AssetStore; blobs: BlobStore }): Promise<Assets>;
}

async function newWorld(t: TestContext, limits: Partial<Limits> = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-asset-service-'));
  mkdirSync(join(folder, 'files'));
  const clock = { wall: Date.now() };
  const time = { now: () => clock.wall, monotonic: () => clock.wall };
  const store = await openSqlAssetStore({ kind: 'sqlite', path: join(folder, 'assets.sqlite') });
  t.after(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const openBlobs = () => openFsBlobStore({ folder: join(folder, 'files') });
  const create = (parts: { store: AssetStore; blobs: BlobStore }) =>
    createAssets({ ...parts, clock: time, limits: { ...standard, ...limits } });
  const blobs = await openBlobs();
  const assets = await create({ store, blobs });
  return {
    assets,
    store,
    blobs,
    clock,
    files: kind =>
      readdirSync(join(folder, 'files', kind), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(({ name }) => name),
    async upload(account, content = bytes) {
      const { id } = ok(await assets.create(account, fileOf(content)));
      return ok(await assets.write(account, id, 'whole', stream(content)));
    },
    restart: async (wrap = (s, b) => ({ store: s, blobs: b })) => create(wrap(store, await openBlobs())),
  };
}

async function read(assets: Assets, id: string): Promise<Uint8Array> {
  const content = ok(await assets.open(ok(await assets.link(id))));
  const parts: Uint8Array[] = [];
  for await (const part of content.read(0, content.size)) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

test('what was uploaded is read through a link, for as long as the link lasts', async t => {
  const { assets, clock, upload } = await newWorld(t);
  const asset = await upload(alice);
  assert.deepEqual([asset.ready, asset.uploaded], [true, 5_000]);
  assert.deepEqual(await read(assets, asset.id), bytes);
  const link = ok(await assets.link(asset.id));
  assert.equal(codeOf(await assets.open({ ...link, expires: link.expires + 1 })), 'link_expired');
  assert.equal(codeOf(await assets.open({ ...link, sha256: '0'.repeat(64) })), 'link_expired');
  assert.equal(codeOf(await assets.open({ ...link, signature: '' })), 'link_expired');
  clock.wall += standard.assetLinkMs - 1;
  assert.equal(codeOf(await assets.open(link)), 'ok');
  clock.wall += 1;
  assert.equal(codeOf(await assets.open(link)), 'link_expired');
});

test('bytes that are not what was announced are refused and nothing of them stays', async t => {
  const { assets, files } = await newWorld(t);
  const { id } = ok(await assets.create(alice, file));
  const other = bytes.map(byte => byte ^ 1);
  assert.equal(codeOf(await assets.write(alice, id, 'whole', stream(other))), 'upload_mismatch');
  assert.equal(codeOf(await assets.write(alice, id, 'whole', stream(bytes, bytes))), 'upload_mismatch');
  assert.deepEqual([files('uploads'), files('blobs')], [[], []]);
  assert.equal(codeOf(await assets.link(id)), 'asset_not_found');
  assert.equal(assets.stats().mismatches, 2);
  assert.equal(ok(await assets.write(alice, id, 0, stream(bytes))).ready, true, 'the right ones are still taken');
});

test('F46 an upload goes on where it was cut, from any offset but that one it does not', async t => {
  const { assets, restart } = await newWorld(t);
  const { id } = ok(await assets.create(alice, file));
  const cut = new Error('cut');
  await assert.rejects(assets.write(alice, id, 0, stream(bytes.subarray(0, 2_000), cut)), cut);
  for (const offset of [0, 1_999, 2_001]) {
    assert.equal(codeOf(await assets.write(alice, id, offset, stream(bytes))), 'wrong_offset');
  }
  const again = await restart();
  assert.equal(ok(await again.create(alice, file)).uploaded, 2_000, 'announced again, it is the same upload');
  assert.equal(ok(await again.create(alice, file)).id, id);
  assert.equal(ok(await again.write(alice, id, 2_000, stream(bytes.subarray(2_000)))).ready, true);
  assert.deepEqual(await read(again, id), bytes);
  assert.equal(ok(await again.write(alice, id, 5_000, stream())).ready, true, 'again, when the answer got lost');
});

test('a crash at any step of a finish is made good by the next one who asks', async t => {
  const { assets, store, restart, files } = await newWorld(t);
  const crash = new Error('crash');
  const steps: ((store: AssetStore, blobs: BlobStore) => { store: AssetStore; blobs: BlobStore })[] = [
    (s, b) => ({ store: s, blobs: { ...b, hash: () => Promise.reject(crash) } }),
    (s, b) => ({ store: { ...s, verify: () => Promise.reject(crash) }, blobs: b }),
    (s, b) => ({ store: s, blobs: { ...b, publish: () => Promise.reject(crash) } }),
    (s, b) => ({ store: { ...s, setReady: () => Promise.reject(crash) }, blobs: b }),
  ];
  for (const [i, step] of steps.entries()) {
    const content = bytes.map(byte => byte ^ (i + 1));
    const { id } = ok(await assets.create(alice, fileOf(content)));
    const crashing = await restart(step);
    await assert.rejects(crashing.write(alice, id, 0, stream(content)), crash);
    const after = await restart();
    await after.sweep();
    const asset = ok(await (i % 2 ? after.own(alice, id) : after.create(alice, fileOf(content))));
    assert.equal(asset.ready, true, `step ${i}`);
    assert.deepEqual(await read(after, asset.id), content);
  }
  assert.deepEqual(files('uploads'), []);
  assert.equal(files('blobs').length, steps.length);
  assert.equal((await store.totals()).blobs, steps.length);
});

test('the same content again: nothing is uploaded by the same account, everything by another', async t => {
  const { assets, upload, files } = await newWorld(t);
  const first = await upload(alice);
  const second = ok(await assets.create(alice, file));
  assert.deepEqual([second.ready, second.uploaded], [true, 5_000]);
  assert.notEqual(second.id, first.id);
  const others = ok(await assets.create(bob, file));
  assert.deepEqual([others.ready, others.uploaded], [false, 0], 'nobody is told what strangers have');
  assert.equal(ok(await assets.write(bob, others.id, 0, stream(bytes))).ready, true);
  assert.deepEqual(files('blobs'), [file.sha256], 'kept once');
  const many = await Promise.all(Array.from({ length: 5 }, () => assets.create(bob, fileOf(bytes.subarray(1)))));
  assert.equal(new Set(many.map(each => ok(each).id)).size, 1, 'announced in parallel it is one upload');
});

test('a forward is another asset on the same content; 100 keep one file', async t => {
  const { assets, upload, files } = await newWorld(t);
  const { id } = await upload(alice);
  const ids = new Set([id]);
  for (let i = 0; i < 100; i++) ids.add(ok(await assets.forward(bob, id)).id);
  assert.equal(ids.size, 101);
  assert.deepEqual(files('blobs'), [file.sha256]);
  assert.deepEqual(await read(assets, [...ids].at(-1)!), bytes);
  assert.equal(codeOf(await assets.forward(bob, 'f'.repeat(32))), 'asset_not_found');
  const unfinished = ok(await assets.create(alice, fileOf(bytes.subarray(1))));
  assert.equal(codeOf(await assets.forward(bob, unfinished.id)), 'asset_not_found');
});

test('nobody writes or sees the upload of somebody else', async t => {
  const { assets } = await newWorld(t);
  const { id } = ok(await assets.create(alice, file));
  assert.equal(codeOf(await assets.own(bob, id)), 'asset_not_found');
  assert.equal(codeOf(await assets.write(bob, id, 0, stream(bytes))), 'asset_not_found');
  assert.equal(ok(await assets.own(alice, id)).uploaded, 0);
});

test('too large a file, and more than an account may hold, are refused before anything is uploaded', async t => {
  const { assets, upload } = await newWorld(t, { maxAssetBytes: 6_000, maxAccountAssetBytes: 9_000 });
  assert.equal(codeOf(await assets.create(alice, { ...file, size: 6_001 })), 'asset_too_large');
  const { id } = await upload(alice);
  const second = fileOf(bytes.subarray(1));
  assert.equal(codeOf(await assets.create(alice, second)), 'asset_quota');
  assert.equal(codeOf(await assets.create(alice, file)), 'ok', 'the same content takes no more');
  assert.equal(codeOf(await assets.create(bob, second)), 'ok');
  assert.equal(codeOf(await assets.forward(bob, id)), 'asset_quota', 'a forward counts for whoever makes it');
});

test('a file is there for 45 days after the last forward, and gone a day later', async t => {
  const { assets, clock, upload, files } = await newWorld(t);
  const { id } = await upload(alice);
  clock.wall += 44 * DAY_MS;
  const forwarded = ok(await assets.forward(bob, id));
  clock.wall += 2 * DAY_MS;
  assert.equal(await assets.sweep(), 0);
  assert.equal(codeOf(await assets.link(id)), 'asset_not_found');
  assert.deepEqual(await read(assets, forwarded.id), bytes);
  clock.wall += 43 * DAY_MS;
  assert.equal(await assets.sweep(), 0, 'marked');
  assert.equal(codeOf(await assets.link(forwarded.id)), 'asset_not_found');
  clock.wall += DAY_MS - 1;
  assert.equal(await assets.sweep(), 0);
  clock.wall += 1;
  assert.equal(await assets.sweep(), 1);
  assert.deepEqual(files('blobs'), []);
  assert.deepEqual(assets.stats().blobs, 0);
});

test('what is uploaded anew while it is marked stays', async t => {
  const { assets, clock, upload } = await newWorld(t);
  await upload(alice);
  clock.wall += 46 * DAY_MS;
  await assets.sweep();
  const again = await upload(alice);
  clock.wall += 2 * DAY_MS;
  assert.equal(await assets.sweep(), 0);
  assert.deepEqual(await read(assets, again.id), bytes);
});

test('D12 a clock that is a year ahead for an hour removes nothing', async t => {
  const { assets, clock, upload } = await newWorld(t);
  const { id } = await upload(alice);
  clock.wall += 365 * DAY_MS;
  await assets.sweep();
  clock.wall += HOUR_MS;
  await assets.sweep();
  clock.wall -= 365 * DAY_MS;
  await assets.sweep();
  clock.wall += 2 * DAY_MS;
  await assets.sweep();
  assert.deepEqual(await read(assets, id), bytes);
});

test('uploads never ended and files that nothing stands for are swept, new ones not', async t => {
  const { assets, blobs, clock, files } = await newWorld(t);
  const { id } = ok(await assets.create(alice, file));
  const cut = new Error('cut');
  await assert.rejects(assets.write(alice, id, 0, stream(bytes.subarray(0, 10), cut)), cut);
  await blobs.append('f'.repeat(32), 0, stream(bytes), 5_000);
  await blobs.append('e'.repeat(32), 0, stream(bytes), 5_000);
  await blobs.publish('e'.repeat(32), file.sha256);
  assert.equal(await assets.sweep(), 0, 'they may be somebody’s at this moment');
  clock.wall += DAY_MS + HOUR_MS;
  assert.equal(await assets.sweep(), 2);
  assert.deepEqual([files('uploads'), files('blobs')], [[id], []]);
  clock.wall += 2 * DAY_MS;
  assert.equal(await assets.sweep(), 1);
  assert.deepEqual(files('uploads'), []);
});

test('a full disk is told as such, and what came stays', async t => {
  const { assets, restart } = await newWorld(t);
  const { id } = ok(await assets.create(alice, file));
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  const crowded = await restart((s, b) => ({ store: s, blobs: { ...b, append: () => Promise.reject(full) } }));
  assert.equal(codeOf(await crowded.write(alice, id, 0, stream(bytes))), 'store_full');
});
