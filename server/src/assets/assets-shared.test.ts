// Several processes with the same assets: what one does while another is in the middle of something.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type AccountId, limits, type WireError } from '@parley/protocol';
import { createAssets } from './asset-service.ts';
import { type AssetStore, REMOVAL_MS } from './asset-store.ts';
import { openSqlAssetStore } from './asset-store-sql.ts';
import type { Assets } from './assets.ts';
import type { BlobStore } from './blob-store.ts';
import { openFsBlobStore } from './blob-store-fs.ts';

const alice = 'a1'.repeat(16) as AccountId;
const bob = 'b2'.repeat(16) as AccountId;
const DAY_MS = 86_400_000;
const bytes = Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7) & 0xff);
const file = { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };

interface Parts {
  readonly store: AssetStore;
  readonly blobs: BlobStore;
}

interface World extends Parts {
  readonly clock: { wall: number };
  /** Another process, with other parts where a test says so. */
  process(
    change?: (parts: Parts) => Partial<{ store: Partial<AssetStore>; blobs: Partial<BlobStore> }>,
  ): Promise<Assets>;
}

async function newWorld(t: TestContext): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-assets-shared-'));
  const clock = { wall: Date.now() };
  const store = await openSqlAssetStore({ kind: 'sqlite', path: join(folder, 'assets.sqlite') });
  const blobs = await openFsBlobStore({ folder: join(folder, 'files') });
  t.after(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  return {
    store,
    blobs,
    clock,
    process(change = () => ({})) {
      const changed = change({ store, blobs });
      const parts = { store: { ...store, ...changed.store }, blobs: { ...blobs, ...changed.blobs } };
      return createAssets({ ...parts, limits, clock: { now: () => clock.wall, monotonic: () => clock.wall } });
    },
  };
}

async function* stream(content: Uint8Array): AsyncIterable<Uint8Array> {
  yield content;
}

function ok<T extends object>(answer: T | WireError): T {
  assert.ok(!('code' in answer), JSON.stringify(answer));
  return answer;
}

async function upload(assets: Assets, account: AccountId): Promise<string> {
  const { id } = ok(await assets.create(account, file));
  assert.equal(ok(await assets.write(account, id, 'whole', stream(bytes))).ready, true);
  return id;
}

async function read(assets: Assets, id: string): Promise<Buffer> {
  const content = ok(await assets.open(ok(await assets.link(id))));
  const parts: Uint8Array[] = [];
  for await (const part of content.read(0, content.size)) parts.push(part);
  return Buffer.concat(parts);
}

/** What is held until somebody lets it go on. */
function gate() {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    open: opened.resolve,
    async pass(): Promise<void> {
      reached.resolve();
      await opened.promise;
    },
  };
}

/** Uploaded, over for more than a day, and marked. */
async function overAndMarked(world: World): Promise<void> {
  const assets = await world.process();
  await upload(assets, alice);
  world.clock.wall += 46 * DAY_MS;
  await assets.sweep();
  world.clock.wall += 2 * DAY_MS;
}

test('three processes that sweep at once remove a file once, and none that is needed', async t => {
  const world = await newWorld(t);
  await overAndMarked(world);
  const processes = await Promise.all([1, 2, 3].map(() => world.process()));
  const removed = await Promise.all(processes.map(assets => assets.sweep()));
  assert.equal(
    removed.reduce((sum, each) => sum + each, 0),
    1,
  );
  assert.equal(await world.blobs.size(file.sha256), undefined);
  const id = await upload(processes[0]!, bob);
  assert.deepEqual(await Promise.all(processes.map(assets => assets.sweep())), [0, 0, 0]);
  assert.ok((await read(processes[1]!, id)).equals(bytes));
});

test('a file that comes anew while another process removes it is put off until that is done', async t => {
  const world = await newWorld(t);
  await overAndMarked(world);
  const held = gate();
  const sweeper = await world.process(({ blobs }) => ({
    blobs: { remove: sha256 => held.pass().then(() => blobs.remove(sha256)) },
  }));
  const sweeping = sweeper.sweep();
  await held.reached;
  const assets = await world.process();
  const { id } = ok(await assets.create(bob, file));
  const early = await assets.write(bob, id, 'whole', stream(bytes));
  assert.ok('code' in early && early.code === 'unavailable' && early.temporary, JSON.stringify(early));
  held.open();
  assert.equal(await sweeping, 1);
  assert.equal(ok(await assets.own(bob, id)).ready, true, 'nothing had to be sent again');
  assert.ok((await read(assets, id)).equals(bytes));
});

test('a process that hung in the middle of a removal removes nothing when it wakes up', async t => {
  const world = await newWorld(t);
  await overAndMarked(world);
  const held = gate();
  const hanging = await world.process(({ store }) => ({
    store: {
      async claimRemoval(...given) {
        const claimed = await store.claimRemoval(...given);
        await held.pass();
        return claimed;
      },
    },
  }));
  const sweeping = hanging.sweep();
  await held.reached;
  world.clock.wall += REMOVAL_MS + 1;
  const assets = await world.process();
  const id = await upload(assets, bob);
  held.open();
  assert.equal(await sweeping, 0);
  assert.ok((await read(assets, id)).equals(bytes));
  world.clock.wall += 2 * DAY_MS;
  assert.equal(await assets.sweep(), 0);
});

test('a forward of what was just found over finds nothing, rather than a file about to go', async t => {
  const world = await newWorld(t);
  const assets = await world.process();
  const id = await upload(assets, alice);
  const held = gate();
  const slow = await world.process(({ blobs }) => ({
    blobs: {
      async size(sha256) {
        const size = await blobs.size(sha256);
        await held.pass();
        return size;
      },
    },
  }));
  const forwarding = slow.forward(bob, id);
  await held.reached;
  world.clock.wall += 46 * DAY_MS;
  await assets.sweep();
  world.clock.wall += 2 * DAY_MS;
  assert.equal(await assets.sweep(), 1);
  held.open();
  const answer = await forwarding;
  assert.equal('code' in answer && answer.code, 'asset_not_found');
  assert.deepEqual(await world.store.totals(), { blobs: 0, bytes: 0 });
});

test('whoever uploaded something else is not given the file of that hash by two processes that finish it at once', async t => {
  const world = await newWorld(t);
  const assets = await world.process();
  await upload(assets, alice);
  const { id } = ok(await assets.create(bob, file));
  await world.blobs.append(id, 0, stream(bytes.map(byte => byte ^ 1)), file.size);
  const held = gate();
  let asked = 0;
  const slow = await world.process(({ blobs }) => ({
    blobs: {
      async uploaded(upload) {
        const uploaded = await blobs.uploaded(upload);
        if (++asked === 2) await held.pass(); // it has seen that all bytes are here
        return uploaded;
      },
    },
  }));
  const finishing = slow.own(bob, id);
  await held.reached;
  const refused = await assets.own(bob, id);
  assert.equal('code' in refused && refused.code, 'upload_mismatch');
  held.open();
  const answer = await finishing;
  assert.ok('code' in answer || !answer.ready, JSON.stringify(answer));
  assert.ok('code' in (await assets.link(id)));
});

test('room for all files is counted with what other processes have added', async t => {
  const world = await newWorld(t);
  const clock = { now: () => world.clock.wall, monotonic: () => world.clock.wall };
  const crowded = await createAssets({ ...world, limits, clock, maxBytes: 6_000 });
  await upload(await world.process(), alice);
  world.clock.wall += 60_000;
  const answer = await crowded.create(bob, { size: 2_000, sha256: 'f'.repeat(64) });
  assert.equal('code' in answer && answer.code, 'store_full');
});
