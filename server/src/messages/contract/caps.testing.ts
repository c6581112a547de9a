// What happens to what does not fit.
import assert from 'node:assert/strict';
import type { Limits } from '@parley/protocol';
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
  missedIn,
  readAll,
  text,
  textOf,
  textsIn,
  toBob,
} from '../message-store.testing.ts';
import type { Example } from './example.testing.ts';

const tiny: Partial<Limits> = { maxInboxRows: 8, maxSenderShare: 0.5 };

export function caps(example: Example): void {
  example(
    'D10 one sender fills its share, others still get through',
    async ({ store }) => {
      await store.setDevices(carol, 1, [1]);
      const results = await appendAll(store, 1, 6);
      assert.deepEqual(
        results.map(result => result.kind),
        [...Array(4).fill('stored'), ...Array(2).fill('inbox_full')],
      );
      const sender = { account: carol, device: 1 };
      const others = await Promise.all([11, 12, 13, 14, 15].map(n => store.append(toBob(n, { sender }))));
      assert.deepEqual(
        others.map(result => result.kind),
        [...Array(4).fill('stored'), 'inbox_full'],
      );
      assert.deepEqual(await textsIn(store, bobsPhone), [1, 2, 3, 4, 11, 12, 13, 14]);
    },
    tiny,
  );

  example(
    'D10 a refused message leaves nothing: it is stored once there is room',
    async ({ store }) => {
      await appendAll(store, 1, 5);
      await ackUpTo(store, bobsPhone, 1);
      await ackUpTo(store, bobsTablet, 1);
      assert.equal((await store.append(toBob(5))).kind, 'stored');
      assert.deepEqual(await textsIn(store, bobsPhone), [2, 3, 4, 5]);
    },
    tiny,
  );

  example(
    'D10 a full device alone gets one marker, and the others their rows',
    async ({ store }) => {
      await appendAll(store, 1, 4);
      await ackUpTo(store, bobsPhone, 4);
      const results = await appendAll(store, 5, 7);
      for (const result of results) {
        assert.ok(result.kind === 'stored');
        assert.deepEqual(
          result.rows.map(row => row.device),
          [1],
        );
      }
      assert.deepEqual(await textsIn(store, bobsPhone), [5, 6, 7]);
      const rows = await readAll(store, bobsTablet);
      assert.deepEqual(rows.slice(0, 4).map(textOf), [1, 2, 3, 4]);
      const marker = wire.Envelope.decode(rows[4]!.envelope);
      assert.deepEqual(marker.missed?.count, 3);
      assert.deepEqual([marker.missed?.fromTs, marker.missed?.toTs], [1_005, 1_007]);
    },
    tiny,
  );

  example(
    'D10 what is missed after a marker was read gets a marker of its own',
    async it => {
      await appendAll(it.store, 1, 4);
      await ackUpTo(it.store, bobsPhone, 4);
      await it.store.append(toBob(5));
      await readAll(it.store, bobsTablet);
      await appendAll(it.store, 6, 7);
      await it.restart();
      await it.store.append(toBob(8));
      assert.deepEqual((await readAll(it.store, bobsTablet)).slice(4).map(missedIn), [1, 2, 1]);
    },
    tiny,
  );

  example(
    'D10 bytes count too',
    async it => {
      assert.equal((await it.store.append(toBob(1, { bytes: 400 }))).kind, 'stored');
      assert.equal((await it.store.append(toBob(2, { bytes: 400 }))).kind, 'inbox_full');
      await it.restart();
      assert.equal((await it.store.append(toBob(2, { bytes: 400 }))).kind, 'inbox_full');
      assert.equal((await it.store.append(toBob(3, { bytes: 100 }))).kind, 'stored');
    },
    { maxInboxBytes: 1_000, maxSenderShare: 0.5 },
  );

  example(
    'a receipt reaches an inbox that is full of messages',
    async ({ store }) => {
      await store.append(toBob(1));
      for (let n = 2; n <= 9; n++) {
        const sender = n % 2 === 0 ? bobsPhone : { account: carol, device: 1 };
        if (n === 3) await store.setDevices(carol, 1, [1]);
        const rows = [{ device: 1, envelope: text(n) }];
        const targets = [{ account: alice, listVersion: 1, rows }];
        const own = { account: bob, listVersion: 1, rows: [{ device: 2, envelope: text(n) }] };
        await store.append(toBob(n, { sender, targets: sender === bobsPhone ? [...targets, own] : targets }));
      }
      assert.equal((await store.stat(alicesPhone))?.rows, 8);
      assert.equal((await ackUpTo(store, bobsPhone, 1)).length, 1);
      assert.equal((await store.stat(alicesPhone))?.rows, 9);
    },
    tiny,
  );
}
