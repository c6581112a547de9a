// What goes without having been acked.
import assert from 'node:assert/strict';
import {
  ackUpTo,
  alicesPhone,
  appendAll,
  bobsPhone,
  bobsTablet,
  idsOf,
  readAll,
  textsIn,
  toBob,
} from '../message-store.testing.ts';
import type { Example } from './example.testing.ts';

const HOUR_MS = 3_600_000;

export function goneWithoutAck(example: Example): void {
  example('D12 what was stored too long ago expires, in order; the cursor moves past it', async it => {
    await appendAll(it.store, 1, 3);
    it.clock.advance(HOUR_MS);
    await appendAll(it.store, 4, 5);
    assert.equal(await it.store.expire(it.clock.now() - 1), 6);
    assert.deepEqual(await textsIn(it.store, bobsPhone), [4, 5]);
    assert.equal((await it.store.stat(bobsTablet))?.cursor, 3);
    await it.restart();
    assert.equal(await it.store.expire(it.clock.now()), 4);
    await it.store.append(toBob(6));
    assert.deepEqual(
      (await readAll(it.store, bobsPhone)).map(row => row.seq),
      [6],
    );
  });

  example('D12 storing times never fall: a clock set back makes nothing look old', async ({ store, clock }) => {
    await store.append(toBob(1, { control: true }));
    clock.step(-10 * HOUR_MS);
    await store.append(toBob(2));
    for (const device of [bobsPhone, bobsTablet]) await ackUpTo(store, device, 1);
    assert.equal(await store.expire(clock.now()), 0);
    assert.equal(await store.expire(clock.now() + 10 * HOUR_MS), 2);
  });

  example('an expired row makes no receipt', async ({ store, clock }) => {
    await store.append(toBob(1));
    await store.expire(clock.now());
    assert.deepEqual(await readAll(store, alicesPhone), []);
  });

  example('thousands of rows expire in steps, between which messages are stored', async ({ store, clock }) => {
    await appendAll(store, 1, 1_500);
    clock.advance(1);
    const order: string[] = [];
    const expiring = store.expire(clock.now() - 1).then(removed => order.push(`expired ${removed}`));
    await store.append(toBob(2_000)).then(() => order.push('stored'));
    await expiring;
    assert.deepEqual(order, ['stored', 'expired 3000']);
    assert.deepEqual(await textsIn(store, bobsTablet), [2_000]);
  });

  example('D12 the last expiry is remembered across restarts', async it => {
    assert.equal(it.store.expiredBefore(), 0);
    await it.store.expire(500);
    await it.store.expire(400);
    await it.restart();
    assert.equal(it.store.expiredBefore(), 500);
  });

  example('a purged inbox is empty at once, under a new epoch, without using sequences again', async it => {
    await appendAll(it.store, 1, 1_200);
    const before = (await it.store.stat(bobsPhone))!;
    const purging = it.store.purge(bobsPhone);
    await it.store.append(toBob(2_000));
    assert.deepEqual(await textsIn(it.store, bobsPhone), [2_000]);
    assert.equal(await purging, 1_200);
    await it.restart();
    const after = (await it.store.stat(bobsPhone))!;
    assert.notEqual(after.inboxEpoch, before.inboxEpoch);
    assert.equal(after.cursor, 1_200);
    assert.deepEqual(
      (await readAll(it.store, bobsPhone)).map(row => row.seq),
      [1_201],
    );
    assert.equal((await it.store.stat(bobsTablet))?.rows, 1_201);
    assert.equal((await it.store.ack(bobsPhone, { inboxEpoch: before.inboxEpoch, seq: 1_201 })).removed, 0);
  });
}

export function purgedReceipts(example: Example): void {
  example('what was purged makes no receipt, although an ack comes before all of it is gone', async ({ store }) => {
    await appendAll(store, 1, 1_500);
    const purging = store.purge(bobsPhone);
    await store.append(toBob(2_000));
    const receipts = await ackUpTo(store, bobsPhone, 1_501);
    assert.deepEqual(receipts.map(idsOf), [[2_000]]);
    await purging;
    assert.equal((await store.stat(bobsPhone))?.rows, 0);
  });
}
