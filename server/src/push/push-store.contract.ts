// What every backend of `PushStore` does. `open` opens the same path again after a close.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, type DeviceAddress, deviceKey } from '@parley/protocol';
import type { PushTarget } from './push-sender.ts';
import type { PushStore } from './push-store.ts';

const alice: DeviceAddress = { account: 'a1'.repeat(16) as AccountId, device: 1 };
const tablet: DeviceAddress = { ...alice, device: 2 };
const bob: DeviceAddress = { account: 'b2'.repeat(16) as AccountId, device: 1 };

const endpoint = (name: string): PushTarget => ({ kind: 'unifiedpush', endpoint: `https://push.example.org/${name}` });
const idOf = (digit: string): string => digit.repeat(32);

export function pushStoreContract(
  name: string,
  open: (path: string) => Promise<PushStore>,
  newPath: () => string,
): void {
  const run = (rule: string, body: (store: PushStore, path: string) => Promise<void>) =>
    test(`${name}: ${rule}`, async () => {
      const path = newPath();
      const store = await open(path);
      try {
        await body(store, path);
      } finally {
        await store.close();
      }
    });
  const put = (store: PushStore, device: DeviceAddress, target: PushTarget, digit = '1') =>
    store.put(device, { id: idOf(digit), target, createdAt: 5 });
  const targetOf = async (store: PushStore, device: DeviceAddress) =>
    (await store.find([device])).get(deviceKey(device.account, device.device))?.target;

  run('each device has one target, the last one, and finds no other’s', async store => {
    await put(store, alice, endpoint('old'));
    await put(store, alice, endpoint('new'), '2');
    await put(store, tablet, { kind: 'webpush', endpoint: 'https://p.example.org/é', p256dh: 'x', auth: 'y' });
    assert.deepEqual(await targetOf(store, alice), endpoint('new'));
    assert.equal(await targetOf(store, bob), undefined);
    const found = await store.find([alice, tablet, bob]);
    assert.equal(found.size, 2);
    assert.deepEqual(found.get(deviceKey(alice.account, 1)), {
      id: idOf('2'),
      target: endpoint('new'),
      createdAt: 5,
    });
    assert.equal((await store.find([])).size, 0);
  });

  run('F31 a target that another device had is taken from that one, whatever its keys', async store => {
    const target = { kind: 'webpush', endpoint: 'https://p.example.org/1', p256dh: 'x', auth: 'y' } as const;
    await put(store, alice, target);
    await put(store, bob, { ...target, auth: 'z' }, '2');
    assert.equal(await targetOf(store, alice), undefined);
    assert.deepEqual(await targetOf(store, bob), { ...target, auth: 'z' });
  });

  run('F31 what is removed is gone, but not what has taken its place', async store => {
    await put(store, alice, endpoint('old'));
    await put(store, alice, endpoint('new'), '2');
    assert.equal(await store.remove(alice, idOf('1')), false, 'the service says late that the old one is gone');
    assert.deepEqual(await targetOf(store, alice), endpoint('new'));
    assert.equal(await store.remove(alice, idOf('2')), true);
    await put(store, alice, endpoint('again'));
    await put(store, tablet, endpoint('tablet'), '3');
    assert.equal(await store.remove(alice), true);
    assert.equal(await store.remove(alice), false);
    assert.deepEqual([await targetOf(store, alice), await targetOf(store, tablet)], [undefined, endpoint('tablet')]);
  });

  run('of devices that want the same target at once one has it', async store => {
    await Promise.all([alice, tablet, bob].map((device, i) => put(store, device, endpoint('one'), String(i))));
    assert.equal((await store.find([alice, tablet, bob])).size, 1);
  });

  test(`${name}: they are there after a restart`, async () => {
    const path = newPath();
    const before = await open(path);
    await put(before, alice, endpoint('a'));
    await before.close();
    const after = await open(path);
    assert.deepEqual(await targetOf(after, alice), endpoint('a'));
    await after.close();
  });
}
