// What every backend of `KeyStore` does. `open` opens the same path again after a close.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId, DeviceAddress } from '@parley/protocol';
import type { KeyStore, PublicPreKey } from './key-store.ts';

const alice: DeviceAddress = { account: 'a1'.repeat(16) as AccountId, device: 1 };
const tablet: DeviceAddress = { ...alice, device: 2 };
const MAX = 200;

const oneTime = (from: number, to: number): PublicPreKey[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ id: from + i, key: Uint8Array.of(5, from + i) }));

export function keyStoreContract(name: string, open: (path: string) => Promise<KeyStore>, newPath: () => string): void {
  const run = (rule: string, body: (store: KeyStore, path: string) => Promise<void>) =>
    test(`${name}: ${rule}`, async () => {
      const path = newPath();
      const store = await open(path);
      try {
        await body(store, path);
      } finally {
        await store.close();
      }
    });

  run('F28 each of 50 parallel claimers gets a key of its own, the eleventh and later none', async store => {
    await store.put(alice, { oneTime: oneTime(1, 10) }, MAX);
    const taken = await Promise.all(Array.from({ length: 50 }, () => store.takeOneTime(alice)));
    const ids = taken.flatMap(key => (key ? [key.id] : []));
    assert.deepEqual(
      ids.sort((a, b) => a - b),
      oneTime(1, 10).map(({ id }) => id),
    );
    assert.equal(await store.countOneTime(alice), 0);
  });

  run('F28 a key that was handed out does not return with a repeated upload', async store => {
    await store.put(alice, { oneTime: oneTime(1, 2) }, MAX);
    const first = await store.takeOneTime(alice);
    assert.equal(first?.id, 1);
    assert.deepEqual(first?.key, Uint8Array.of(5, 1));
    await store.put(alice, { oneTime: oneTime(1, 3) }, MAX);
    assert.equal((await store.takeOneTime(alice))?.id, 2);
    assert.equal((await store.takeOneTime(alice))?.id, 3);
    assert.equal(await store.takeOneTime(alice), undefined);
  });

  test(`${name}: F28 nor after a restart`, async () => {
    const path = newPath();
    const before = await open(path);
    await before.put(alice, { oneTime: oneTime(1, 2) }, MAX);
    await before.takeOneTime(alice);
    await before.close();
    const after = await open(path);
    await after.put(alice, { oneTime: oneTime(1, 2) }, MAX);
    assert.equal((await after.takeOneTime(alice))?.id, 2);
    assert.equal(await after.takeOneTime(alice), undefined);
    await after.close();
  });

  run(
    'F28 cleared one-time keys return neither by themselves nor with a repeated upload; signed ones stay',
    async store => {
      const signedPreKey = { id: 9, key: Uint8Array.of(5), signature: Uint8Array.of(1) };
      await store.put(alice, { signedPreKey, oneTime: oneTime(1, 3) }, MAX);
      await store.put(tablet, { oneTime: oneTime(1, 2) }, MAX);
      assert.equal(await store.clearOneTime(), 5);
      await store.put(alice, { oneTime: oneTime(1, 4) }, MAX);
      assert.equal((await store.takeOneTime(alice))?.id, 4);
      for (const device of [alice, tablet]) assert.equal(await store.takeOneTime(device), undefined);
      assert.equal((await store.signedKeys(alice))?.signedPreKey?.id, 9);
    },
  );

  run('a full upload can be repeated, and one that would exceed the limit stores nothing', async store => {
    assert.equal(await store.put(alice, { oneTime: oneTime(1, 5) }, 5), true);
    assert.equal(await store.put(alice, { oneTime: oneTime(1, 5) }, 5), true, 'a repeat adds none');
    const signedPreKey = { id: 9, key: Uint8Array.of(5), signature: Uint8Array.of(1) };
    assert.equal(await store.put(alice, { signedPreKey, oneTime: oneTime(6, 6) }, 5), false);
    assert.equal(await store.countOneTime(alice), 5);
    assert.equal(await store.signedKeys(alice), undefined);
  });

  run('signed keys are replaced one by one, and stay when one-time keys run out (F27)', async store => {
    const key = (id: number) => ({ id, key: Uint8Array.of(5, id), signature: Uint8Array.of(7, id) });
    await store.put(alice, { signedPreKey: key(1), kyberPreKey: key(2), oneTime: oneTime(1, 1) }, MAX);
    await store.put(alice, { signedPreKey: key(3), oneTime: [] }, MAX);
    await store.takeOneTime(alice);
    const found = await store.signedKeys(alice);
    assert.equal(found?.signedPreKey?.id, 3);
    assert.deepEqual(found?.kyberPreKey?.signature, key(2).signature);
  });

  run('each device has keys of its own; removing forgets those of one', async store => {
    await store.put(alice, { oneTime: oneTime(1, 2) }, MAX);
    await store.put(tablet, { oneTime: oneTime(1, 1) }, MAX);
    await store.remove(alice);
    assert.equal(await store.takeOneTime(alice), undefined);
    assert.equal((await store.takeOneTime(tablet))?.id, 1);
  });
}
