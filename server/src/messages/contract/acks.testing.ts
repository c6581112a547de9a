// What an ack takes away, and what it leads to.
import assert from 'node:assert/strict';
import { wire } from '@parley/protocol';
import {
  ackUpTo,
  alice,
  alicesPhone,
  appendAll,
  bob,
  bobsPhone,
  bobsTablet,
  carol,
  idsOf,
  readAll,
  text,
  textsIn,
  toBob,
} from '../message-store.testing.ts';
import type { Example } from './example.testing.ts';

export function acks(example: Example): void {
  example('D5 an ack deletes up to its position, in its own inbox only', async ({ store }) => {
    await appendAll(store, 1, 5);
    await ackUpTo(store, bobsPhone, 3);
    assert.deepEqual(await textsIn(store, bobsPhone), [4, 5]);
    assert.deepEqual(await textsIn(store, bobsTablet), [1, 2, 3, 4, 5]);
  });

  example('F8 the second device gets everything although the first has acked it all', async it => {
    await appendAll(it.store, 1, 10);
    await ackUpTo(it.store, bobsPhone, 10);
    await it.restart();
    assert.equal((await textsIn(it.store, bobsTablet)).length, 10);
  });

  example('positions that are old, beyond the end or of another inbox change nothing', async ({ store }) => {
    await appendAll(store, 1, 5);
    await ackUpTo(store, bobsPhone, 3);
    const { inboxEpoch } = (await store.stat(bobsPhone))!;
    for (const seq of [0, 2, 3, 6]) {
      const nothing = { removed: 0, receipts: [], isReset: false };
      assert.deepEqual(await store.ack(bobsPhone, { inboxEpoch, seq }), nothing);
    }
    for (const seq of [0, 4, 6]) {
      const other = { removed: 0, receipts: [], isReset: true };
      assert.deepEqual(await store.ack(bobsPhone, { inboxEpoch: inboxEpoch + 1, seq }), other);
    }
    assert.deepEqual(await textsIn(store, bobsPhone), [4, 5]);
  });

  example('D7 the senders get one receipt for an ack, after it and across a restart', async it => {
    await appendAll(it.store, 1, 4);
    const receipts = await ackUpTo(it.store, bobsPhone, 3);
    assert.equal(receipts.length, 1);
    assert.deepEqual({ account: receipts[0]!.account, device: receipts[0]!.device }, alicesPhone);
    assert.deepEqual(idsOf(receipts[0]!), [1, 2, 3]);
    await it.restart();
    const [row] = await readAll(it.store, alicesPhone);
    const envelope = wire.Envelope.decode(row!.envelope);
    assert.equal(envelope.ts, it.clock.now());
    assert.equal(envelope.delivered?.device, 1);
    assert.equal(Buffer.from(envelope.delivered!.account!).toString('hex'), bob);
    assert.deepEqual(idsOf(row!), [1, 2, 3]);
  });

  example('D7 every device of each sender gets the receipt, and no other', async ({ store }) => {
    await store.setDevices(alice, 2, [1, 3]);
    await store.setDevices(carol, 1, [1]);
    await store.append(toBob(1));
    await store.append(toBob(2, { sender: { account: carol, device: 1 } }));
    await store.append(toBob(3, { sender: { account: alice, device: 3 } }));
    const receipts = await ackUpTo(store, bobsPhone, 3);
    const got = receipts.map(row => [row.account, row.device, idsOf(row)]);
    assert.deepEqual(got, [
      [alice, 1, [1, 3]],
      [alice, 3, [1, 3]],
      [carol, 1, [2]],
    ]);
  });

  example('no receipt for control messages, own copies and receipts', async ({ store }) => {
    await store.append(toBob(1, { control: true }));
    const own = { account: bob, listVersion: 1, rows: [{ device: 1, envelope: text(2) }] };
    await store.append(toBob(2, { sender: bobsTablet, targets: [own] }));
    assert.deepEqual(await ackUpTo(store, bobsPhone, 2), []);
    await store.append(toBob(3));
    await ackUpTo(store, bobsPhone, 3);
    assert.deepEqual(await ackUpTo(store, alicesPhone, 1), []);
    assert.equal((await store.stat(alicesPhone))?.rows, 0);
  });

  example(
    'a receipt names at most so many ids; an ack of thousands of rows is whole',
    async ({ store }) => {
      await appendAll(store, 1, 1_300);
      const receipts = await ackUpTo(store, bobsPhone, 1_300);
      const ids = receipts.map(idsOf);
      assert.ok(ids.every(list => list.length <= 100));
      assert.deepEqual(
        ids.flat(),
        Array.from({ length: 1_300 }, (_, i) => i + 1),
      );
      assert.equal((await store.stat(bobsPhone))?.rows, 0);
    },
    { maxIdsPerReceipt: 100 },
  );

  example('a sequence is not used again after all rows are acked and the store restarted', async it => {
    await appendAll(it.store, 1, 3);
    await ackUpTo(it.store, bobsPhone, 3);
    await it.restart();
    await it.store.append(toBob(4));
    assert.deepEqual(
      (await readAll(it.store, bobsPhone)).map(row => row.seq),
      [4],
    );
  });
}
