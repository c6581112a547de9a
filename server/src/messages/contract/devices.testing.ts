// Whose devices get a row.
import assert from 'node:assert/strict';
import {
  alice,
  appendAll,
  bob,
  bobsPhone,
  bobsTablet,
  carol,
  openAt,
  text,
  textsIn,
  toBob,
} from '../message-store.testing.ts';
import type { Example } from './example.testing.ts';

export function deviceSets(example: Example): void {
  example('a row is wanted for every device, and for no other', async ({ store }) => {
    const result = await store.append(toBob(1, { devices: [2, 3] }));
    const mismatches = [{ account: bob, version: 1, missing: [1], extra: [3] }];
    assert.deepEqual(result, { kind: 'stale_devices', mismatches });
    assert.equal((await store.append(toBob(1, { devices: [1, 1] }))).kind, 'stale_devices');
    assert.deepEqual(await textsIn(store, bobsTablet), []);
  });

  example('a number that no device can have is one too many, and holds nobody up', async ({ store }) => {
    const highest = 2 ** 32 - 1;
    const result = await store.append(toBob(1, { devices: [0, 1, 2, highest] }));
    const mismatches = [{ account: bob, version: 1, missing: [], extra: [0, highest] }];
    assert.deepEqual(result, { kind: 'stale_devices', mismatches });
    assert.equal((await store.append(toBob(2))).kind, 'stored');
  });

  example('nothing is stored anywhere when one target does not match', async ({ store }) => {
    await store.setDevices(alice, 2, [1, 2]);
    const [target] = toBob(1).targets;
    const own = { account: alice, listVersion: 1, rows: [] };
    const result = await store.append(toBob(1, { targets: [target!, own] }));
    assert.deepEqual(result, {
      kind: 'stale_devices',
      mismatches: [{ account: alice, version: 2, missing: [2], extra: [] }],
    });
    assert.deepEqual(await textsIn(store, bobsPhone), []);
  });

  example('the sender is not among its own targets', async ({ store }) => {
    const rows = [{ device: 1, envelope: text(1) }];
    const result = await store.append(toBob(1, { targets: [{ account: alice, listVersion: 1, rows }] }));
    assert.deepEqual(result, {
      kind: 'stale_devices',
      mismatches: [{ account: alice, version: 1, missing: [], extra: [1] }],
    });
    const nobody = await store.append(toBob(2, { targets: [{ account: alice, listVersion: 1, rows: [] }] }));
    assert.deepEqual(nobody, { kind: 'stored', ts: 1_002, rows: [] });
  });

  example('unknown accounts and unknown senders are told apart', async ({ store }) => {
    const target = { account: carol, listVersion: 1, rows: [{ device: 1, envelope: text(1) }] };
    assert.deepEqual(await store.append(toBob(1, { targets: [target] })), { kind: 'unknown_account' });
    const sender = { account: alice, device: 9 };
    assert.deepEqual(await store.append(toBob(2, { sender })), { kind: 'unknown_device' });
  });

  example('an account that has lost its last device takes nothing', async ({ store }) => {
    await store.setDevices(bob, 2, []);
    assert.deepEqual(await store.append(toBob(1, { devices: [] })), { kind: 'unknown_account' });
  });

  example('device sets are kept across restarts; an old version changes nothing', async it => {
    await it.store.setDevices(bob, 3, [2, 4]);
    await it.restart();
    await it.store.setDevices(bob, 2, [1, 2]);
    await it.store.setDevices(bob, 3, [1]);
    assert.equal((await it.store.append(toBob(1, { devices: [2, 4] }))).kind, 'stored');
    assert.equal((await openAt(it.store, { account: bob, device: 4 }, 1)).listVersion, 3);
  });

  example('a device that is gone can neither read nor ack nor open nor send', async it => {
    await appendAll(it.store, 1, 3);
    const { inboxEpoch } = await openAt(it.store, bobsTablet, 1);
    await it.store.setDevices(bob, 2, [1]);
    await it.restart();
    assert.deepEqual(await it.store.read(bobsTablet, 0, 10), []);
    assert.deepEqual(await it.store.ack(bobsTablet, { inboxEpoch, seq: 3 }), {
      removed: 0,
      receipts: [],
      isReset: false,
    });
    assert.equal((await it.store.open(bobsTablet, 2)).kind, 'unknown_device');
    assert.equal(await it.store.stat(bobsTablet), undefined);
    assert.equal(await it.store.purge(bobsTablet), 0);
    assert.equal((await it.store.append(toBob(9, { sender: bobsTablet }))).kind, 'unknown_device');
    assert.equal(it.store.totals().rows, 3);
  });
}
