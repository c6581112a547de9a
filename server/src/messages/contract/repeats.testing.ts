// What is stored once although it comes twice.
import assert from 'node:assert/strict';
import { ackUpTo, appendAll, bob, bobsPhone, bobsTablet, carol, textsIn, toBob } from '../message-store.testing.ts';
import type { MessageStore } from '../message-store.ts';
import type { Example } from './example.testing.ts';

const HOUR_MS = 3_600_000;

export function repeats(example: Example): void {
  example('D2 a repeat stores nothing and is answered as the first one was', async ({ store }) => {
    const [first, again] = await Promise.all([store.append(toBob(1)), store.append(toBob(1, { ts: 9_999 }))]);
    assert.equal(first.kind, 'stored');
    assert.deepEqual(again, { kind: 'duplicate', ts: 1_001 });
    assert.deepEqual(await store.append(toBob(1, { ts: 8_888 })), { kind: 'duplicate', ts: 1_001 });
    assert.deepEqual(await textsIn(store, bobsPhone), [1]);
  });

  example('D2 the same id from another device is another message', async ({ store }) => {
    await store.setDevices(carol, 1, [1]);
    await store.append(toBob(1));
    const other = await store.append(toBob(1, { sender: { account: carol, device: 1 } }));
    assert.equal(other.kind, 'stored');
  });

  example('D2 a repeat is answered although the recipient has changed its devices since', async ({ store }) => {
    await store.append(toBob(1));
    await store.setDevices(bob, 2, [1]);
    assert.deepEqual(await store.append(toBob(1)), { kind: 'duplicate', ts: 1_001 });
    assert.equal((await store.append(toBob(2))).kind, 'stale_devices');
  });

  example('D2 acked messages are remembered for a day, across restarts', async it => {
    await it.store.append(toBob(1));
    await ackUpTo(it.store, bobsPhone, 1);
    await ackUpTo(it.store, bobsTablet, 1);
    for (let hour = 2; hour <= 23; hour++) {
      it.clock.advance(HOUR_MS);
      await it.store.append(toBob(1_000 + hour));
      await settle(it.store);
      if (hour % 7 === 0) await it.restart();
    }
    assert.equal((await it.store.append(toBob(1))).kind, 'duplicate');
  });

  example('D2 queued messages are remembered for as long as they wait', async it => {
    await appendAll(it.store, 1, 3);
    for (let hour = 1; hour <= 24 * 8; hour++) {
      it.clock.advance(HOUR_MS);
      await it.store.append(toBob(1_000 + hour));
      await settle(it.store);
      if (hour % 50 === 0) await it.restart();
    }
    const results = await appendAll(it.store, 1, 3);
    assert.deepEqual(
      results.map(result => result.kind),
      ['duplicate', 'duplicate', 'duplicate'],
    );
  });

  example('a message acked days ago is forgotten: memory is bounded', async it => {
    await it.store.append(toBob(1));
    await ackUpTo(it.store, bobsPhone, 1);
    await ackUpTo(it.store, bobsTablet, 1);
    for (let hour = 1; hour <= 24 * 4; hour++) {
      it.clock.advance(HOUR_MS);
      await it.store.append(toBob(1_000 + hour));
      await settle(it.store);
    }
    assert.equal((await it.store.append(toBob(1))).kind, 'stored');
  });

  example('D12 a step of the wall clock forgets nothing', async it => {
    await it.store.append(toBob(1));
    await ackUpTo(it.store, bobsPhone, 1);
    await ackUpTo(it.store, bobsTablet, 1);
    for (let step = 0; step < 6; step++) {
      it.clock.step(step % 2 === 0 ? 400 * 24 * HOUR_MS : -399 * 24 * HOUR_MS);
      await it.store.append(toBob(1_000 + step));
      await settle(it.store);
    }
    await it.restart();
    assert.equal((await it.store.append(toBob(1))).kind, 'duplicate');
  });
}

/** Lets work that runs beside the appends come to its end. */
async function settle(store: MessageStore): Promise<void> {
  for (let i = 0; i < 8; i++) await store.stat(bobsPhone).then(() => new Promise(setImmediate));
}
