// What opening an inbox answers, and what it acks.
import assert from 'node:assert/strict';
import { ackUpTo, appendAll, bobsPhone, bobsTablet, idsOf, openAt, textsIn } from '../message-store.testing.ts';
import type { Example } from './example.testing.ts';

export function connections(example: Example): void {
  example('D11 the highest connection epoch is kept, across restarts', async it => {
    await openAt(it.store, bobsPhone, 5);
    await it.restart();
    for (const epoch of [1, 5]) {
      assert.deepEqual(await it.store.open(bobsPhone, epoch), { kind: 'stale_connection_epoch', highest: 5 });
    }
    await openAt(it.store, bobsPhone, 6);
    await openAt(it.store, bobsTablet, 1);
  });

  example('an opened inbox says where it stands', async ({ store }) => {
    await appendAll(store, 1, 5);
    await ackUpTo(store, bobsPhone, 2);
    const { inboxEpoch } = (await store.stat(bobsPhone))!;
    const opened = await store.open(bobsPhone, 1);
    assert.deepEqual(opened, { kind: 'opened', inboxEpoch, cursor: 2, queued: 3, listVersion: 1, receipts: [] });
    assert.ok(inboxEpoch > 0 && inboxEpoch < 2 ** 32);
  });

  example('D5 a resume counts as an ack; one of another inbox does not', async ({ store }) => {
    await appendAll(store, 1, 1_200);
    const { inboxEpoch } = (await store.stat(bobsPhone))!;
    const foreign = await store.open(bobsPhone, 1, { inboxEpoch: inboxEpoch + 1, seq: 4 });
    assert.ok(foreign.kind === 'opened' && foreign.cursor === 0 && foreign.queued === 1_200);
    const resumed = await store.open(bobsPhone, 2, { inboxEpoch, seq: 1_100 });
    assert.ok(resumed.kind === 'opened' && resumed.cursor === 1_100 && resumed.queued === 100);
    assert.equal(resumed.receipts.flatMap(idsOf).length, 1_100);
  });

  example('a refused connection acks nothing', async ({ store }) => {
    await appendAll(store, 1, 2);
    const { inboxEpoch } = await openAt(store, bobsPhone, 5);
    await store.open(bobsPhone, 5, { inboxEpoch, seq: 2 });
    assert.deepEqual(await textsIn(store, bobsPhone), [1, 2]);
  });
}
