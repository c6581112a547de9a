// What every backend of `AssetStore` does. `open` opens the same path again after a close.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '@parley/protocol';
import { type AssetStore, REMOVAL_MS, type StoredAsset } from './asset-store.ts';

const alice = 'a1'.repeat(16) as AccountId;
const bob = 'b2'.repeat(16) as AccountId;
const NOW = 1_800_000_000_000;
const ROOM = 1_000;
let made = 0;

function assetOf(content: string, change: Partial<StoredAsset> = {}): StoredAsset {
  const id = (++made).toString(16).padStart(32, '0');
  const sha256 = content.repeat(64).slice(0, 64);
  const times = { createdAt: NOW + made, expiresAt: NOW + 10_000 };
  return { id, account: alice, sha256, size: 100, state: 'ready', ...times, ...change };
}

/** As one comes to be ready: uploaded before. */
async function publish(store: AssetStore, asset: StoredAsset, maxBytes = ROOM): Promise<'added' | 'quota' | 'gone'> {
  const added = await store.add({ ...asset, state: 'uploading' }, maxBytes);
  if (added === 'added') assert.equal(await store.setReady(asset.id, asset.expiresAt), true);
  return added;
}

export function assetStoreContract(
  name: string,
  open: (path: string) => Promise<AssetStore>,
  newPath: () => string,
): void {
  const run = (rule: string, body: (store: AssetStore, path: string) => Promise<void>) =>
    test(`${name}: ${rule}`, async () => {
      const path = newPath();
      const store = await open(path);
      try {
        await body(store, path);
      } finally {
        await store.close();
      }
    });

  run('an asset is found by its id, and by its account and content', async store => {
    const [first, second] = [assetOf('c'), assetOf('c')];
    const uploading = assetOf('c', { state: 'uploading' });
    for (const each of [first, second]) assert.equal(await publish(store, each), 'added');
    assert.equal(await store.add(uploading, ROOM), 'added');
    assert.deepEqual(await store.asset(first.id), first);
    assert.equal(await store.asset('f'.repeat(32)), undefined);
    assert.deepEqual(await store.ownWith(alice, first.sha256, NOW), second, 'ready before uploading, newest first');
    assert.equal(await store.ownWith(bob, first.sha256, NOW), undefined, 'of somebody else');
    assert.equal(await store.ownWith(alice, first.sha256, NOW + 10_000), undefined, 'expired');
    await store.remove(uploading.id);
    await store.remove(uploading.id);
    assert.equal(await store.asset(uploading.id), undefined);
  });

  run('an account holds so many bytes, each content counted once, expired ones not', async store => {
    assert.equal(await publish(store, assetOf('a', { size: 600 })), 'added');
    assert.equal(await publish(store, assetOf('a', { size: 600 })), 'added', 'the same content');
    assert.equal(await publish(store, assetOf('b', { size: 401 })), 'quota');
    assert.equal(await publish(store, assetOf('b', { size: 401, account: bob })), 'added');
    assert.equal(await publish(store, assetOf('b', { size: 401, createdAt: NOW + 10_000 })), 'added');
  });

  run('parallel calls cannot exceed it together', async store => {
    const all = ['1', '2', '3', '4', '5', '6'].map(content =>
      store.add(assetOf(content, { size: 300, state: 'uploading' }), ROOM),
    );
    assert.equal((await Promise.all(all)).filter(outcome => outcome === 'added').length, 3);
  });

  run('content that nothing stands for is marked, and the mark goes when something does', async store => {
    const asset = assetOf('c', { state: 'uploading' });
    await store.add(asset, ROOM);
    assert.deepEqual(await store.totals(), { blobs: 0, bytes: 0 });
    assert.equal(await store.setReady(asset.id, NOW + 50), true);
    assert.deepEqual(await store.totals(), { blobs: 1, bytes: 100 });
    await store.mark(NOW + 49);
    assert.deepEqual(await store.marked(NOW + 1_000), []);
    await store.mark(NOW + 50);
    await store.mark(NOW + 60);
    assert.deepEqual(await store.marked(NOW + 49), []);
    assert.deepEqual(await store.marked(NOW + 50), [asset.sha256], 'marked once, when it first was over');
    await store.add(assetOf('c', { expiresAt: NOW + 9_000 }), ROOM);
    assert.deepEqual(await store.marked(NOW + 1_000), []);
  });

  run('a clock that went wrong for a while marks, and one that is right again takes the marks off', async store => {
    await publish(store, assetOf('c'));
    await store.mark(NOW + 400_000);
    assert.equal((await store.marked(NOW + 400_000)).length, 1);
    await store.mark(NOW);
    assert.deepEqual(await store.marked(NOW + 400_000), []);
  });

  run('content is removed by one, unless something needs it or it has not been marked for long enough', async store => {
    const [old, other] = [assetOf('c', { expiresAt: NOW + 10 }), assetOf('d')];
    for (const each of [old, other]) await publish(store, each);
    const claim = (sha256: string, now = NOW + 50, markedBefore = NOW + 20) =>
      store.claimRemoval(sha256, now, markedBefore);
    assert.equal(await claim(old.sha256), false, 'not marked');
    await store.mark(NOW + 10);
    assert.equal(await claim(other.sha256), false, 'needed');
    assert.equal(await claim(old.sha256, NOW + 9), false, 'needed at that time');
    assert.equal(await claim(old.sha256, NOW + 50, NOW + 9), false, 'marked later');
    const claims = await Promise.all([1, 2, 3].map(() => claim(old.sha256)));
    assert.equal(claims.filter(Boolean).length, 1);
    await store.forget(old.sha256, NOW + 50);
    await store.forget(old.sha256, NOW + 50);
    assert.equal(await store.asset(old.id), undefined);
    assert.deepEqual(await store.asset(other.id), other);
    assert.deepEqual(await store.totals(), { blobs: 1, bytes: 100 });
    assert.equal(await store.add(assetOf('c'), ROOM), 'gone');
  });

  run(
    'what is being removed is not taken up again before it is gone, or whoever removes it counts as dead',
    async store => {
      const old = assetOf('c', { expiresAt: NOW + 10 });
      const [late, later] = [assetOf('c', { state: 'uploading' }), assetOf('c', { state: 'uploading' })];
      await publish(store, old);
      for (const each of [late, later]) await store.add(each, ROOM);
      await store.mark(NOW + 10);
      const claim = (now: number) => store.claimRemoval(old.sha256, now, NOW + 20);
      assert.equal(await claim(NOW + 50), true);
      assert.equal(await store.verify(late.id, NOW + 51), false);
      assert.deepEqual(await store.asset(late.id), late);
      assert.equal(await store.add(assetOf('c'), ROOM), 'gone');
      assert.equal(await claim(NOW + 49 + REMOVAL_MS), false);
      assert.equal(await claim(NOW + 50 + REMOVAL_MS), true, 'another goes on');
      await store.forget(old.sha256, NOW + 50);
      assert.equal((await store.totals()).blobs, 1, 'the first is not asked any more');
      assert.equal(await store.verify(late.id, NOW + 50 + 2 * REMOVAL_MS), true);
      await store.forget(old.sha256, NOW + 50 + REMOVAL_MS);
      assert.equal(await claim(NOW + 51 + 2 * REMOVAL_MS), false, 'one being published');
      assert.equal(await store.setReady(late.id, NOW + 90), true);
      assert.equal((await store.totals()).blobs, 1);
      await store.restart(late.id);
      assert.equal((await store.asset(late.id))?.state, 'ready', 'what is ready stays so');
      assert.equal(await store.verify(late.id, NOW), true);
      assert.equal((await store.asset(late.id))?.state, 'ready');
      await store.verify(later.id, NOW);
      await store.restart(later.id);
      assert.equal((await store.asset(later.id))?.state, 'uploading');
      assert.equal(await store.setReady('f'.repeat(32), NOW + 90), false);
    },
  );

  run('uploads that were not ended in time are named, and files that nothing stands for may go', async store => {
    const uploading = assetOf('a', { state: 'uploading', expiresAt: NOW + 10 });
    const verified = assetOf('b', { state: 'verified' });
    for (const each of [uploading, verified]) await store.add(each, ROOM);
    await publish(store, assetOf('c', { expiresAt: NOW + 10 }));
    assert.deepEqual(await store.abandoned(NOW + 9), []);
    assert.deepEqual(await store.abandoned(NOW + 10), [uploading]);
    assert.deepEqual([await store.isUpload(uploading.id), await store.isUpload('f'.repeat(32))], [true, false]);
    const mayGo = (content: string) => store.claimRemoval(content.repeat(64), NOW + 20, NOW + 20);
    assert.equal(await mayGo('b'), false, 'one being published');
    assert.equal(await mayGo('c'), false, 'known, and not marked');
    assert.equal(await mayGo('a'), true, 'nothing of it is here yet');
    assert.equal(await mayGo('f'), true, 'unknown');
  });

  run('content that is claimed for removal while it is needed anew is one of both, never both', async store => {
    const contents = Array.from({ length: 30 }, (_, i) => `${100 + i}`);
    const late = contents.map(content => assetOf(content, { account: bob, size: 1, state: 'uploading' }));
    for (const content of contents) await publish(store, assetOf(content, { size: 1, expiresAt: NOW + 10 }));
    for (const each of late) await store.add(each, ROOM);
    await store.mark(NOW + 10);
    await Promise.all(
      contents.map(async (content, i) => {
        const [added, verified, claimed] = await Promise.all([
          store.add(assetOf(content, { size: 1 }), ROOM),
          store.verify(late[i]!.id, NOW + 50),
          store.claimRemoval(late[i]!.sha256, NOW + 50, NOW + 20),
        ]);
        assert.equal(claimed, added === 'gone' && !verified, JSON.stringify({ added, verified, claimed }));
      }),
    );
  });

  test(`${name}: all of it, and the key of links, is there after a restart`, async () => {
    const path = newPath();
    const before = await open(path);
    const asset = assetOf('e');
    await publish(before, asset);
    const key = await before.linkKey();
    await before.close();
    const after = await open(path);
    assert.deepEqual(await after.asset(asset.id), asset);
    assert.deepEqual(await after.linkKey(), key);
    assert.equal(key.length, 32);
    await after.close();
    const elsewhere = await open(newPath());
    assert.notDeepEqual(await elsewhere.linkKey(), key);
    await elsewhere.close();
  });
}
