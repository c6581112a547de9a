// Finding and counting.
import assert from 'node:assert/strict';
import {
  ackUpTo,
  alice,
  alicesPhone,
  appendAll,
  bobsPhone,
  bobsTablet,
  carol,
  messageId,
  textOf,
  toBob,
} from '../message-store.testing.ts';
import type { MessageStore } from '../message-store.ts';
import type { Example } from './example.testing.ts';

export function queries(example: Example): void {
  example('find filters by sender, id and time, above a position, up to a limit', async ({ store }) => {
    await store.setDevices(carol, 1, [1]);
    const carolsPhone = { account: carol, device: 1 };
    await appendAll(store, 1, 4);
    await store.append(toBob(5, { sender: carolsPhone }));
    await store.append(toBob(6, { sender: carolsPhone, ts: 90_000 }));
    const find = async (...args: Parameters<MessageStore['find']> extends [unknown, ...infer Rest] ? Rest : never) =>
      (await store.find(bobsPhone, ...args)).map(textOf);
    assert.deepEqual(await find({}, 0, 10), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(await find({ sender: alice }, 2, 10), [3, 4]);
    assert.deepEqual(await find({ sender: alice }, 0, 2), [1, 2]);
    assert.deepEqual(await find({ sender: carol, since: 2_000 }, 0, 10), [6]);
    assert.deepEqual(await find({ id: messageId(3) }, 0, 10), [3]);
    assert.deepEqual(await find({ id: messageId(3), sender: carol }, 0, 10), []);
    await ackUpTo(store, bobsPhone, 5);
    assert.deepEqual(await find({}, 0, 10), [6]);
  });

  example('hasMore names the devices with rows above their cursor', async it => {
    await it.store.append(toBob(1));
    await ackUpTo(it.store, bobsPhone, 1);
    assert.deepEqual(await it.store.hasMore([bobsPhone, bobsTablet, { account: carol, device: 1 }]), [bobsTablet]);
    await it.restart();
    assert.deepEqual(await it.store.hasMore([alicesPhone, bobsPhone, bobsTablet]), [alicesPhone, bobsTablet]);
  });

  example('counts and totals are right after appends, acks, expiry, purge and restart', async it => {
    await appendAll(it.store, 1, 10);
    await ackUpTo(it.store, bobsPhone, 4);
    assert.deepEqual(await countsOf(it.store), { phone: [6, 120], tablet: [10, 200], alice: 1, total: 17 });
    await it.restart();
    assert.deepEqual(await countsOf(it.store), { phone: [6, 120], tablet: [10, 200], alice: 1, total: 17 });
    await it.store.purge(bobsTablet);
    await it.store.expire(it.clock.now());
    assert.deepEqual(await countsOf(it.store), { phone: [0, 0], tablet: [0, 0], alice: 0, total: 0 });
    assert.equal(it.store.totals().bytes, 0);
  });

  example('an unknown device has no stat and nothing to read', async ({ store }) => {
    const nobody = { account: carol, device: 1 };
    assert.equal(await store.stat(nobody), undefined);
    assert.deepEqual(await store.read(nobody, 0, 10), []);
    assert.deepEqual(await store.find(nobody, {}, 0, 10), []);
  });
}

async function countsOf(store: MessageStore) {
  const phone = (await store.stat(bobsPhone))!;
  const tablet = (await store.stat(bobsTablet))!;
  const alices = (await store.stat(alicesPhone))!;
  return {
    phone: [phone.rows, phone.bytes],
    tablet: [tablet.rows, tablet.bytes],
    alice: alices.rows,
    total: store.totals().rows,
  };
}
