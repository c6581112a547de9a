// What is stored, and in what order.
import assert from 'node:assert/strict';
import {
  alice,
  appendAll,
  bobsPhone,
  bobsTablet,
  messageId,
  readAll,
  textOf,
  textsIn,
  toBob,
} from '../message-store.testing.ts';
import type { Example } from './example.testing.ts';

export function appending(example: Example): void {
  example('D3 D5 rows come out in the order of the calls, each device its own', async ({ store }) => {
    await appendAll(store, 1, 50);
    const numbers = Array.from({ length: 50 }, (_, i) => i + 1);
    assert.deepEqual(await textsIn(store, bobsPhone), numbers);
    assert.deepEqual(await textsIn(store, bobsTablet), numbers);
  });

  example(
    'D13 what is withheld from an account reaches its other targets, and is not for it later either',
    async it => {
      const { store } = it;
      const [target] = toBob(1).targets;
      const own = { account: alice, listVersion: 1, rows: [] };
      const withheld = { ...toBob(1), targets: [own, { ...target!, withheld: true }] };
      const result = await store.append(withheld);
      assert.deepEqual(result, { kind: 'stored', ts: 1_001, rows: [] });
      assert.deepEqual(await store.append(withheld), { kind: 'duplicate', ts: 1_001 });
      assert.deepEqual(await store.append(toBob(1)), { kind: 'duplicate', ts: 1_001 });
      await store.append(toBob(2));
      assert.deepEqual(await textsIn(store, bobsPhone), [2]);
      await it.restart();
      assert.deepEqual(await textsIn(it.store, bobsTablet), [2]);
    },
  );

  example('D13 the devices of whom it is withheld from are checked like any others', async ({ store }) => {
    const [target] = toBob(1).targets;
    const rows = target!.rows.slice(1);
    const result = await store.append({ ...toBob(1), targets: [{ ...target!, rows, withheld: true }] });
    assert.equal(result.kind, 'stale_devices');
  });

  example('the answer names each row as it can be read', async ({ store }) => {
    const result = await store.append(toBob(7));
    assert.ok(result.kind === 'stored');
    for (const { account, device, inboxEpoch, seq, envelope } of result.rows) {
      const stat = await store.stat({ account, device });
      assert.equal(inboxEpoch, stat?.inboxEpoch);
      assert.deepEqual(
        await readAll(store, { account, device }),
        [{ seq, envelope: Buffer.from(envelope) }].map(plain),
      );
    }
    assert.deepEqual(
      result.rows.map(row => row.device),
      [1, 2],
    );
  });

  example('D1 what was answered is there after a restart, and sequences go on', async it => {
    await appendAll(it.store, 1, 3);
    await it.restart();
    await appendAll(it.store, 4, 5);
    const rows = await readAll(it.store, bobsPhone);
    assert.deepEqual(rows.map(textOf), [1, 2, 3, 4, 5]);
    assert.deepEqual(
      rows.map(row => row.seq),
      [1, 2, 3, 4, 5],
    );
  });

  example('D3 a refused append ends its run, also for those that wait for the same transaction', async ({ store }) => {
    const run = {};
    const results = await Promise.all([
      store.append(toBob(1, { place: { run, index: 0 } })),
      store.append(toBob(2, { place: { run, index: 1 }, devices: [1] })),
      store.append(toBob(3, { place: { run, index: 2 } })),
      store.append(toBob(4)),
    ]);
    assert.deepEqual(
      results.map(result => result.kind),
      ['stored', 'stale_devices', 'run_ended', 'stored'],
    );
    assert.deepEqual(run, { ended: { index: 1, by: messageId(2) } });
    assert.deepEqual(await textsIn(store, bobsPhone), [1, 4]);
  });
}

/** Backends answer bytes as Buffer or as Uint8Array. */
const plain = ({ seq, envelope }: { seq: number; envelope: Uint8Array }) => ({
  seq,
  envelope: new Uint8Array(envelope),
});
