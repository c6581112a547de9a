// What the senders in a group hear of who has stored their messages.
import assert from 'node:assert/strict';
import { toHex, wire } from '@parley/protocol';
import { choir, fanOutOf, friends } from '../group.testing.ts';
import {
  ackUpTo,
  alice,
  alicesPhone,
  bob,
  bobsPhone,
  bobsTablet,
  carol,
  messageId,
  readAll,
  toBob,
} from '../message-store.testing.ts';
import type { MessageStore } from '../message-store.ts';
import type { Example } from './example.testing.ts';

const carolsPhone = { account: carol, device: 1 };
const everyone = new Set([alice, bob, carol]);

/** `friends bob 3` for each mark, in the order of receipts and marks. */
function marksIn(rows: readonly { envelope: Uint8Array }[]): string[] {
  const names = new Map<string, string>(
    [alice, bob, carol].map((account, i) => [account, ['alice', 'bob', 'carol'][i]!]),
  );
  return rows.flatMap(({ envelope }) => {
    const { group, marks } = wire.Envelope.decode(envelope).groupDelivered ?? {};
    const where = group && `g${toHex(group)}` === friends ? 'friends' : 'choir';
    return (marks ?? []).map(({ account, upTo }) => `${where} ${names.get(toHex(account!))} ${upTo}`);
  });
}

async function write(store: MessageStore, from: number, to: number): Promise<void> {
  for (let seq = from; seq <= to; seq++) await store.fanOut(fanOutOf(seq, { accounts: everyone }));
}

export function groupReceipts(example: Example): void {
  example('D7 acks of a group are gathered: one receipt for many messages and members', async it => {
    const { store } = it;
    await store.setDevices(carol, 1, [1]);
    await write(store, 1, 4);
    await store.fanOut(fanOutOf(1, { group: choir }));
    assert.deepEqual(await ackUpTo(store, bobsPhone, 2), [], 'no receipt of its own');
    await ackUpTo(store, bobsPhone, 3);
    await ackUpTo(store, carolsPhone, 1);
    assert.equal(store.groupMarks(), 2);
    const rows = await store.writeGroupReceipts();
    assert.deepEqual(
      rows.map(({ account, device }) => [account, device]),
      [[alice, 1]],
    );
    assert.deepEqual(marksIn(rows), ['friends bob 3', 'friends carol 1']);
    assert.deepEqual(marksIn(await readAll(store, alicesPhone)), ['friends bob 3', 'friends carol 1']);
    assert.deepEqual(await store.writeGroupReceipts(), []);
    await ackUpTo(store, bobsPhone, 5);
    assert.deepEqual(marksIn(await store.writeGroupReceipts()), ['friends bob 4', 'choir bob 1']);
  });

  example('D7 the first device of an account counts, and ticks never go back', async ({ store }) => {
    await write(store, 1, 4);
    await ackUpTo(store, bobsPhone, 3);
    await ackUpTo(store, bobsTablet, 1);
    assert.deepEqual(marksIn(await store.writeGroupReceipts()), ['friends bob 3']);
    await ackUpTo(store, bobsTablet, 2);
    assert.equal(store.groupMarks(), 0);
    await ackUpTo(store, bobsTablet, 4);
    assert.deepEqual(marksIn(await store.writeGroupReceipts()), ['friends bob 4']);
  });

  example('D7 marks survive a restart, and every device of the sender hears of them', async it => {
    await it.store.setDevices(alice, 2, [1, 2]);
    await write(it.store, 1, 2);
    await ackUpTo(it.store, bobsTablet, 2);
    await it.restart();
    assert.equal(it.store.groupMarks(), 1);
    const rows = await it.store.writeGroupReceipts();
    assert.deepEqual(marksIn(rows), ['friends bob 2', 'friends bob 2']);
    await it.restart();
    assert.equal(it.store.groupMarks(), 0);
  });

  example('control messages, roster entries and own copies leave no marks', async ({ store }) => {
    await store.setDevices(alice, 2, [1, 2]);
    const { sender: _sender, id: _id, ...entry } = fanOutOf(1);
    await store.fanOut(entry);
    await store.fanOut(fanOutOf(2, { control: true }));
    await store.fanOut(fanOutOf(3));
    await ackUpTo(store, { account: alice, device: 2 }, 3);
    await ackUpTo(store, bobsPhone, 2);
    assert.equal(store.groupMarks(), 0);
  });

  example('a purge leaves no marks, and neither does what a gone device had', async ({ store }) => {
    await write(store, 1, 2);
    await store.purge(bobsPhone);
    await store.setDevices(bob, 2, [1]);
    assert.equal(store.groupMarks(), 0);
  });

  example('receipts of persons and of groups from one ack', async ({ store }) => {
    await write(store, 1, 1);
    await store.append(toBob(2));
    const [receipt] = await ackUpTo(store, bobsPhone, 2);
    const ids = wire.Envelope.decode(receipt!.envelope).delivered!.ids!;
    assert.deepEqual(ids.map(toHex), [messageId(2)]);
    assert.deepEqual(marksIn(await store.writeGroupReceipts()), ['friends bob 1']);
  });
}
