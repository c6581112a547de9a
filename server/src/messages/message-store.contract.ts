// What every backend of `MessageStore` does. Each test opens a store at a place of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
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
  createTestClock,
  idsOf,
  introduce,
  messageId,
  missedIn,
  openAt,
  readAll,
  type StorePlace,
  type TestClock,
  testLimits,
  text,
  textOf,
  textsIn,
  toBob,
} from './message-store.testing.ts';
import type { MessageStore } from './message-store.ts';

interface Case {
  store: MessageStore;
  readonly clock: TestClock;
  /** Closes the store and opens it again. */
  restart(): Promise<void>;
}

const HOUR_MS = 3_600_000;

export function messageStoreContract(name: string, createPlace: () => StorePlace): void {
  function example(title: string, run: (it: Case) => Promise<void>, changes: Partial<Limits> = {}): void {
    test(`${name}: ${title}`, async () => {
      const place = createPlace();
      const clock = createTestClock();
      const limits = testLimits(changes);
      const open = () => place.open({ clock, limits });
      const it: Case = {
        store: await open(),
        clock,
        async restart() {
          await it.store.close();
          it.store = await open();
        },
      };
      await introduce(it.store);
      try {
        await run(it);
      } finally {
        await it.store.close();
      }
    });
  }
  appending(example);
  repeats(example);
  deviceSets(example);
  acks(example);
  connections(example);
  caps(example);
  goneWithoutAck(example);
  purgedReceipts(example);
  queries(example);
}

type Example = (title: string, run: (it: Case) => Promise<void>, changes?: Partial<Limits>) => void;

function appending(example: Example): void {
  example('rows come out in the order of the calls, each device its own', async ({ store }) => {
    await appendAll(store, 1, 50);
    const numbers = Array.from({ length: 50 }, (_, i) => i + 1);
    assert.deepEqual(await textsIn(store, bobsPhone), numbers);
    assert.deepEqual(await textsIn(store, bobsTablet), numbers);
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

function repeats(example: Example): void {
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

function deviceSets(example: Example): void {
  example('a row is wanted for every device, and for no other', async ({ store }) => {
    const result = await store.append(toBob(1, { devices: [2, 3] }));
    const mismatches = [{ account: bob, version: 1, missing: [1], extra: [3] }];
    assert.deepEqual(result, { kind: 'stale_devices', mismatches });
    assert.equal((await store.append(toBob(1, { devices: [1, 1] }))).kind, 'stale_devices');
    assert.deepEqual(await textsIn(store, bobsTablet), []);
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
    assert.deepEqual(await it.store.ack(bobsTablet, { inboxEpoch, seq: 3 }), { removed: 0, receipts: [] });
    assert.equal((await it.store.open(bobsTablet, 2)).kind, 'unknown_device');
    assert.equal(await it.store.stat(bobsTablet), undefined);
    assert.equal(await it.store.purge(bobsTablet), 0);
    assert.equal((await it.store.append(toBob(9, { sender: bobsTablet }))).kind, 'unknown_device');
    assert.equal(it.store.totals().rows, 3);
  });
}

function acks(example: Example): void {
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
      assert.deepEqual(await store.ack(bobsPhone, { inboxEpoch, seq }), { removed: 0, receipts: [] });
    }
    assert.equal((await store.ack(bobsPhone, { inboxEpoch: inboxEpoch + 1, seq: 4 })).removed, 0);
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

  example('every device of each sender gets the receipt, and no other', async ({ store }) => {
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

function connections(example: Example): void {
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

  example('a resume counts as an ack; one of another inbox does not', async ({ store }) => {
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

const tiny: Partial<Limits> = { maxInboxRows: 8, maxSenderShare: 0.5 };

function caps(example: Example): void {
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

function goneWithoutAck(example: Example): void {
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

  example('the last expiry is remembered across restarts', async it => {
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

function purgedReceipts(example: Example): void {
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

function queries(example: Example): void {
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
