// What every backend of `AssetStore` does. `open` opens the same path again after a close.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '@parley/protocol';
import type { AssetStore, StoredAsset } from './asset-store.ts';

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
    for (const each of [first, second, uploading]) assert.equal(await store.add(each, ROOM), 'added');
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
    assert.equal(await store.add(assetOf('a', { size: 600 }), ROOM), 'added');
    assert.equal(await store.add(assetOf('a', { size: 600 }), ROOM), 'added', 'the same content');
    assert.equal(await store.add(assetOf('b', { size: 401 }), ROOM), 'quota');
    assert.equal(await store.add(assetOf('b', { size: 401, account: bob }), ROOM), 'added');
    assert.equal(await store.add(assetOf('b', { size: 401, createdAt: NOW + 10_000 }), ROOM), 'added');
  });

  run('parallel calls cannot exceed it together', async store => {
    const all = ['1', '2', '3', '4', '5', '6'].map(content => store.add(assetOf(content, { size: 300 }), ROOM));
    assert.equal((await Promise.all(all)).filter(outcome => outcome === 'added').length, 3);
  });

  run('content that nothing stands for is marked, and the mark goes when something does', async store => {
    const asset = assetOf('c', { state: 'uploading' });
    await store.add(asset, ROOM);
    assert.deepEqual(await store.totals(), { blobs: 0, bytes: 0 });
    await store.setState(asset.id, 'ready', NOW + 50);
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
    await store.add(assetOf('c'), ROOM);
    await store.mark(NOW + 400_000);
    assert.equal((await store.marked(NOW + 400_000)).length, 1);
    await store.mark(NOW);
    assert.deepEqual(await store.marked(NOW + 400_000), []);
  });

  run('content is forgotten with its assets, unless something needs it or it is not marked', async store => {
    const [old, other] = [assetOf('c', { expiresAt: NOW + 10 }), assetOf('d')];
    for (const each of [old, other]) await store.add(each, ROOM);
    assert.equal(await store.forget(old.sha256, NOW + 20), false, 'not marked');
    await store.mark(NOW + 10);
    assert.equal(await store.forget(other.sha256, NOW + 20), false, 'needed');
    assert.equal(await store.forget(old.sha256, NOW + 9), false, 'needed at that time');
    assert.equal(await store.forget(old.sha256, NOW + 20), true);
    assert.equal(await store.asset(old.id), undefined);
    assert.deepEqual(await store.asset(other.id), other);
    assert.deepEqual(await store.totals(), { blobs: 1, bytes: 100 });
  });

  run('uploads that were not ended in time are named, and what stands for a file is known', async store => {
    const uploading = assetOf('a', { state: 'uploading', expiresAt: NOW + 10 });
    const verified = assetOf('b', { state: 'verified' });
    for (const each of [uploading, verified, assetOf('c', { expiresAt: NOW + 10 })]) await store.add(each, ROOM);
    assert.deepEqual(await store.abandoned(NOW + 9), []);
    assert.deepEqual(await store.abandoned(NOW + 10), [uploading]);
    const known = (kind: 'uploads' | 'blobs', each: string) => store.isKnown(kind, each);
    assert.deepEqual(
      [
        await known('uploads', uploading.id),
        await known('uploads', 'f'.repeat(32)),
        await known('blobs', uploading.sha256),
      ],
      [true, false, false],
    );
    assert.equal(await known('blobs', verified.sha256), true, 'one being published');
    assert.equal(await known('blobs', 'c'.repeat(64)), true);
  });

  test(`${name}: all of it, and the key of links, is there after a restart`, async () => {
    const path = newPath();
    const before = await open(path);
    const asset = assetOf('e');
    await before.add(asset, ROOM);
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
