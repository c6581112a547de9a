// From one record of a group to a row for each device.
import assert from 'node:assert/strict';
import { choir, fanOutOf } from '../group.testing.ts';
import {
  ackUpTo,
  alice,
  alicesPhone,
  appendAll,
  bob,
  bobsPhone,
  bobsTablet,
  carol,
  missedIn,
  readAll,
  text,
  textsIn,
} from '../message-store.testing.ts';
import type { Example } from './example.testing.ts';

export function fanOuts(example: Example): void {
  example(
    'a record reaches all devices of its accounts but the sending one, in order, beside other messages',
    async it => {
      await it.store.setDevices(alice, 2, [1, 2]);
      const [first] = await Promise.all([
        it.store.fanOut(fanOutOf(1)),
        appendAll(it.store, 2, 3),
        it.store.fanOut(fanOutOf(4)),
      ]);
      assert.deepEqual(
        first!.map(({ account, device, seq }) => [account, device, seq]),
        [
          [alice, 2, 1],
          [bob, 1, 1],
          [bob, 2, 1],
        ],
      );
      for (const restarted of [false, true]) {
        if (restarted) await it.restart();
        for (const device of [bobsPhone, bobsTablet]) assert.deepEqual(await textsIn(it.store, device), [1, 2, 3, 4]);
        assert.deepEqual(await textsIn(it.store, bobsPhone, 2), [3, 4]);
        assert.deepEqual(await textsIn(it.store, { account: alice, device: 2 }), [1, 4]);
        assert.deepEqual(await textsIn(it.store, alicesPhone), []);
        assert.equal(it.store.totals().rows, 10);
        assert.deepEqual((await it.store.stat(bobsPhone))?.rows, 4);
        assert.deepEqual(await it.store.hasMore([alicesPhone, bobsPhone]), [bobsPhone]);
      }
    },
  );

  example(
    'a record without a sender reaches everybody, and accounts that are gone hold nothing up',
    async ({ store }) => {
      const { sender: _sender, id: _id, ...record } = fanOutOf(1);
      const rows = await store.fanOut({ ...record, accounts: new Set([carol, alice, bob]) });
      assert.deepEqual(
        rows.map(({ account, device }) => [account, device]),
        [
          [alice, 1],
          [bob, 1],
          [bob, 2],
        ],
      );
    },
  );

  example('D4 a record that comes again is not written again, also after a restart; the next one is', async it => {
    await Promise.all([1, 2].map(seq => it.store.fanOut(fanOutOf(seq))));
    assert.deepEqual(await it.store.fanOut(fanOutOf(2)), []);
    await ackUpTo(it.store, bobsPhone, 2);
    await it.restart();
    for (const seq of [1, 2]) assert.deepEqual(await it.store.fanOut(fanOutOf(seq)), []);
    await it.store.fanOut(fanOutOf(3));
    await it.store.fanOut(fanOutOf(1, { group: choir, envelope: text(71) }));
    assert.deepEqual(await textsIn(it.store, bobsPhone), [3, 71]);
    assert.deepEqual(await textsIn(it.store, bobsTablet), [1, 2, 3, 71]);
  });

  example('D1 records of one call are written together, or none of them is', async it => {
    const unstorable = { length: 1 } as Uint8Array;
    await assert.rejects(it.store.fanOut(fanOutOf(1), fanOutOf(2, { envelope: unstorable }), fanOutOf(3)));
    assert.deepEqual([await textsIn(it.store, bobsPhone), it.store.totals().rows], [[], 0]);
    const rows = await it.store.fanOut(fanOutOf(1), fanOutOf(2), fanOutOf(3));
    assert.equal(rows.length, 6);
    assert.deepEqual(await textsIn(it.store, bobsPhone), [1, 2, 3]);
  });

  example('what has no seq is always written', async ({ store }) => {
    for (const n of [1, 2]) await store.fanOut(fanOutOf(0, { envelope: text(n) }));
    assert.deepEqual(await textsIn(store, bobsPhone), [1, 2]);
  });

  example('D5 each device acks its own rows, group messages and others alike', async it => {
    await it.store.fanOut(fanOutOf(1));
    await appendAll(it.store, 2, 3);
    await it.store.fanOut(fanOutOf(4));
    await ackUpTo(it.store, bobsPhone, 3);
    for (const restarted of [false, true]) {
      if (restarted) await it.restart();
      assert.deepEqual(await textsIn(it.store, bobsPhone), [4]);
      assert.deepEqual(await textsIn(it.store, bobsTablet), [1, 2, 3, 4]);
      const { cursor, lastSeq, rows } = (await it.store.stat(bobsPhone))!;
      assert.deepEqual([cursor, lastSeq, rows], [3, 4, 1]);
    }
    await it.store.fanOut(fanOutOf(5));
    await ackUpTo(it.store, bobsPhone, 5);
    await ackUpTo(it.store, bobsTablet, 5);
    assert.deepEqual([await textsIn(it.store, bobsPhone), await textsIn(it.store, bobsTablet)], [[], []]);
  });

  example(
    'D10 a device that is full gets a marker, and the others their rows',
    async ({ store }) => {
      for (let seq = 1; seq <= 4; seq++) await store.fanOut(fanOutOf(seq));
      await ackUpTo(store, bobsPhone, 4);
      for (let seq = 5; seq <= 6; seq++) {
        const rows = await store.fanOut(fanOutOf(seq));
        assert.deepEqual(
          rows.map(row => row.device),
          [1],
        );
      }
      assert.deepEqual(await textsIn(store, bobsPhone), [5, 6]);
      assert.deepEqual((await readAll(store, bobsTablet)).slice(4).map(missedIn), [2]);
    },
    { maxInboxRows: 8, maxSenderShare: 0.5 },
  );

  example('rows go by purge, with their device, and by expiry', async it => {
    await it.store.setDevices(bob, 2, [1, 2, 3]);
    await it.store.fanOut(fanOutOf(1));
    assert.equal(await it.store.purge(bobsPhone), 1);
    await it.store.setDevices(bob, 3, [1, 2]);
    assert.deepEqual([await textsIn(it.store, bobsPhone), it.store.totals().rows], [[], 1]);
    it.clock.advance(1_000);
    await it.store.fanOut(fanOutOf(2));
    assert.equal(await it.store.expire(it.clock.now() - 1), 1);
    assert.deepEqual(await textsIn(it.store, bobsTablet), [2]);
    await it.restart();
    assert.deepEqual([await textsIn(it.store, bobsTablet), it.store.totals().rows], [[2], 2]);
  });

  example('a find sees group messages by sender, id and time', async ({ store }) => {
    for (const seq of [1, 2, 3]) await store.fanOut(fanOutOf(seq));
    const find = async (filter: Parameters<typeof store.find>[1]) =>
      (await store.find(bobsPhone, filter, 0, 10)).map(({ seq }) => seq);
    assert.deepEqual(await find({ sender: alice }), [1, 2, 3]);
    assert.deepEqual(await find({ id: fanOutOf(2).id! }), [2]);
    assert.deepEqual(await find({ since: 1_003 }), [3]);
    assert.deepEqual(await find({ sender: bob }), []);
  });
}
