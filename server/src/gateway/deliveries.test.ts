import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeTable, wire } from '@parley/protocol';
import type { StoredRow } from '../messages/message-store.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import { encodeDeliver } from './frames.ts';
import {
  alice,
  bob,
  isDelivered,
  isLive,
  isReceipt,
  isSent,
  messagesOf,
  numberedId,
  numbers,
  roundTrip,
  sendTo,
  start,
} from './test-gateway.ts';

test('D11 a delivery that stays unacked is asked for, then the connection ends', async t => {
  const gateway = await start(t);
  const b = await gateway.connect(bob, 1, { acks: false });
  await b.next(isLive);
  const a = await gateway.connect(alice, 1);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await b.next(isDelivered(1));
  gateway.advance(16_000);
  await b.next(frame => Boolean(frame.ping));
  for (const device of [a, b]) {
    device.send({ ping: { nonce: 77 } }); // alive, but it does not ack
    await device.next(frame => frame.pong?.nonce === 77);
  }
  gateway.advance(16_000);
  await b.closed;
  assert.equal(gateway.gateway.stats().closes.heartbeat_missed, 1);
  assert.equal(gateway.gateway.stats().connections, 1);
});

test('Deliver is encoded as the schema says', () => {
  for (const [epoch, seq, length] of [
    [1, 1, 0],
    [2 ** 31 - 1, 2 ** 53 - 1, 70_000],
    [127, 128, 127],
    [300, 16_384, 128],
  ] as const) {
    const envelope = new Uint8Array(length).fill(3);
    const { deliver } = wire.ServerFrame.decode(encodeDeliver(epoch, seq, envelope));
    assert.equal(deliver!.inboxEpoch, epoch);
    assert.equal(deliver!.seq, seq);
    assert.deepEqual(Buffer.from(deliver!.envelope ?? []), Buffer.from(envelope));
  }
});

test('D6 a row that is hinted while the inbox is read is not passed over, however the two interleave', async t => {
  let duringRead = async (): Promise<void> => {};
  const gateway = await start(t, {
    around: messages => ({
      async stat(device) {
        const stat = await messages.stat(device);
        if (device.account === bob.account) await duringRead();
        return stat;
      },
      async read(device, after, limit) {
        const rows = await messages.read(device, after, limit);
        if (device.account === bob.account) await duringRead();
        return rows;
      },
    }),
  });
  const a = await gateway.connect(alice, 1);
  let sent = 0;
  const sendOne = async (): Promise<void> => {
    const n = ++sent;
    a.send({ send: sendTo(bob, { id: numberedId(n) }) });
    await a.next(isSent(n));
  };
  for (let n = 0; n < 3; n++) await sendOne();
  let readsLeft = 6;
  duringRead = async () => {
    if (readsLeft-- > 0) for (let n = 0; n < 20; n++) await sendOne();
  };
  const b = await gateway.connect(bob, 1);
  await b.next(isLive);
  await sendOne();
  await b.next(isDelivered(sent));
  assert.deepEqual(messagesOf(b), numbers(1, sent));
  assert.equal(b.frames.filter(isLive).length, 1, 'one catch-up');
});

test('a device that gets messages all the time goes live all the same', async t => {
  const gateway = await start(t);
  const a = await gateway.connect(alice, 1);
  let sent = 0;
  let going = true;
  const sendOne = (): void => a.send({ send: sendTo(bob, { id: numberedId(++sent) }) });
  a.socket.on('message', data => {
    if (going && wire.ServerFrame.decode(data as Buffer).sent) sendOne();
  });
  for (let n = 0; n < 100; n++) sendOne(); // so many are always under way
  await a.next(isSent(300));
  const b = await gateway.connect(bob, 1);
  await b.next(isLive);
  going = false;
  await b.next(isDelivered(sent));
  assert.deepEqual(messagesOf(b), numbers(1, sent));
  assert.equal(b.frames.filter(isLive).length, 1);
});

test('hints that overtake each other are put in order, without reading the inbox', async t => {
  const late: StoredRow[] = [];
  let overtaken = false;
  const gateway = await start(t, {
    limits: { gapHoldMs: 60_000 },
    hinted(rows, to) {
      if (!overtaken || rows[0]?.account !== bob.account) return rows;
      late.push(...rows);
      if (late.length < 5) return [];
      void to.hint('g1', [late[3]!, late[1]!, late[3]!, late[4]!, late[2]!]);
      return [late[0]!];
    },
  });
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  await Promise.all([a.next(isLive), b.next(isLive)]);
  const { drains } = gateway.gateway.stats();
  overtaken = true;
  for (let n = 1; n <= 5; n++) {
    a.send({ send: sendTo(bob, { id: numberedId(n) }) });
    await a.next(isSent(n));
  }
  await b.next(isDelivered(5));
  assert.deepEqual(messagesOf(b), numbers(1, 5));
  await gateway.gateway.hint('g1', late); // all of them again
  await roundTrip(b);
  assert.equal(messagesOf(b).length, 5);
  assert.equal(gateway.gateway.stats().gaps, 1);
  assert.equal(gateway.gateway.stats().drains, drains);
});

test('D11 a lost hint leaves a gap, and what is in it is read from the inbox', async t => {
  let lost = 0;
  const gateway = await start(t, {
    hinted: rows => rows.filter(row => row.account !== bob.account || ++lost > 2),
  });
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  for (let n = 1; n <= 4; n++) {
    a.send({ send: sendTo(bob, { id: numberedId(n) }) });
    await a.next(isSent(n));
  }
  await b.next(isDelivered(4));
  assert.deepEqual(messagesOf(b), numbers(1, 4));
  assert.equal(gateway.gateway.stats().gaps, 1);
});

test('D11 the slow poll finds a device whose hints got lost', async t => {
  let polls = 0;
  const gateway = await start(t, {
    limits: { slowPollMs: 5_000 },
    around: ({ hasMore }) => ({
      hasMore: devices => {
        polls++;
        return hasMore(devices);
      },
    }),
    hinted: rows => rows.filter(row => row.account !== bob.account),
  });
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  await b.next(isLive);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await a.next(isSent(1));
  gateway.advance(4_000);
  await roundTrip(b);
  assert.deepEqual(messagesOf(b), []);
  gateway.advance(1_500);
  await b.next(isDelivered(1));
  assert.equal(gateway.gateway.stats().slowPollFinds, 1);
  gateway.advance(1_000);
  assert.equal(polls, 1, 'it is slow');
});

test('D11 a gateway that hears that hints may be lost looks soon, and then as slowly as before', async t => {
  let polls = 0;
  const gateway = await start(t, {
    limits: { slowPollMs: 60_000, fastPollMs: 3_000 },
    around: ({ hasMore }) => ({
      hasMore: devices => {
        polls++;
        return hasMore(devices);
      },
    }),
    hinted: rows => rows.filter(row => row.account !== bob.account),
  });
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  await b.next(isLive);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await a.next(isSent(1));
  for (let times = 0; times < 3; times++) gateway.gateway.lookSoon();
  gateway.advance(3_500);
  await b.next(isDelivered(1));
  for (let times = 0; times < 3; times++) gateway.advance(3_500);
  assert.equal(polls, 1);
});

test('D11 a gateway that looks soon finds what waits for a device that has not acked all it got', async t => {
  let isHinted = true;
  const gateway = await start(t, { hinted: rows => (isHinted ? rows : []) });
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1, { acks: false })];
  await b.next(isLive);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await b.next(isDelivered(1));
  isHinted = false;
  a.send({ send: sendTo(bob, { id: numberedId(2) }) });
  await a.next(isSent(2));
  gateway.gateway.lookSoon();
  gateway.advance(3_500);
  await b.next(isDelivered(2));
});

test('D11 a gateway that could not look when it was to looks again soon', async t => {
  let failures = 1;
  const gateway = await start(t, {
    around: ({ hasMore }) => ({
      hasMore: async devices => {
        if (failures-- > 0) throw new Error('for the test');
        return hasMore(devices);
      },
    }),
    hinted: () => [],
  });
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  await b.next(isLive);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await a.next(isSent(1));
  gateway.gateway.lookSoon();
  gateway.advance(3_500);
  await roundTrip(b);
  gateway.advance(3_500);
  await b.next(isDelivered(1));
});

test('D11 a device whose registration failed is served, and found by the slow poll', async t => {
  const sessions = createMemorySessions();
  const gateway = await start(t, {
    limits: { slowPollMs: 5_000 },
    sessions: { ...sessions, register: () => Promise.reject(new Error('for the test')) },
  });
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  await b.next(isLive);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await a.next(isSent(1));
  gateway.advance(6_000);
  await b.next(isDelivered(1));
});

test('a gap that nothing fills is left behind: sequences may have holes', async t => {
  const gateway = await start(t);
  const [a, b] = [await gateway.connect(alice, 1, { acks: false }), await gateway.connect(bob, 1, { acks: false })];
  for (const device of [a, b]) await device.next(isLive);
  const { inboxEpoch } = b.frames.find(isLive)!.live!;
  for (let n = 1; n <= 3; n++) a.send({ send: sendTo(bob, { id: numberedId(n) }) });
  await b.next(isDelivered(3));
  await gateway.store.ack(bob, { inboxEpoch: inboxEpoch!, seq: 3 });
  const far = wire.Envelope.encode({ id: numberedId(9) }).finish();
  await gateway.gateway.hint('g1', [{ ...bob, inboxEpoch: inboxEpoch!, seq: 6, envelope: far }]);
  await b.next(frame => isLive(frame) && frame !== b.frames.find(isLive));
  a.send({ send: sendTo(bob, { id: numberedId(4) }) });
  await b.next(isDelivered(4));
});

test('an inbox that is emptied meanwhile begins anew, with the next connection', async t => {
  const gateway = await start(t);
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  await b.next(isLive);
  await gateway.store.purge(bob);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  assert.equal(await b.closed, closeTable.inbox_reset.code);
  const again = await gateway.connect(bob, 2);
  await again.next(isDelivered(1));
});

test('D11 an inbox that is emptied meanwhile begins anew, though the hint got lost', async t => {
  const gateway = await start(t, { limits: { slowPollMs: 5_000 }, hinted: () => [] });
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  await b.next(isLive);
  await gateway.store.purge(bob);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await a.next(isSent(1));
  gateway.advance(5_500);
  assert.equal(await b.closed, closeTable.inbox_reset.code);
});

test('D7 an ack that finds another inbox epoch ends the connection, so that what it was for comes again and is acked', async t => {
  const gateway = await start(t);
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1, { acks: false })];
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await b.next(isDelivered(1));
  const { inboxEpoch, seq } = b.frames.find(isDelivered(1))!.deliver!;
  await gateway.store.purge(bob);
  b.send({ ack: { inboxEpoch: inboxEpoch!, upTo: seq! } });
  assert.equal(await b.closed, closeTable.inbox_reset.code);
});

test('what is acked elsewhere while the device drains holds nothing up', async t => {
  let acked = false;
  const gateway = await start(t, {
    around: messages => ({
      async read(device, after, limit) {
        const { inboxEpoch, lastSeq } = (await messages.stat(device))!;
        await messages.ack(device, { inboxEpoch, seq: lastSeq });
        acked = true;
        return messages.read(device, after, limit);
      },
    }),
  });
  const a = await gateway.connect(alice, 1);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await a.next(isSent(1));
  const b = await gateway.connect(bob, 1);
  await b.next(isLive);
  assert.ok(acked);
  assert.deepEqual(messagesOf(b), []);
  a.send({ send: sendTo(bob, { id: numberedId(2) }) });
  await b.next(isDelivered(2));
});

test('D11 a device for which rows were passed over, as they were acked elsewhere, is found by the slow poll all the same', async t => {
  let isHinted = true;
  const gateway = await start(t, {
    limits: { slowPollMs: 5_000 },
    around: messages => ({
      async read(device, after, limit) {
        const { inboxEpoch, lastSeq } = (await messages.stat(device))!;
        if (lastSeq === 1) await messages.ack(device, { inboxEpoch, seq: lastSeq });
        return messages.read(device, after, limit);
      },
    }),
    hinted: rows => (isHinted ? rows : []),
  });
  const a = await gateway.connect(alice, 1);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await a.next(isSent(1));
  const b = await gateway.connect(bob, 1);
  await b.next(isLive);
  isHinted = false;
  a.send({ send: sendTo(bob, { id: numberedId(2) }) });
  await a.next(isSent(2));
  gateway.advance(5_500);
  await b.next(isDelivered(2));
});

test('D8 the gateway carries an envelope that nobody can read, and what is behind it', async t => {
  const gateway = await start(t);
  const b = await gateway.connect(bob, 1, { acks: false });
  const { live } = await b.next(isLive);
  const inboxEpoch = live!.inboxEpoch!;
  const row = (seq: number): StoredRow => ({ ...bob, inboxEpoch, seq, envelope: new Uint8Array([255, 255, seq]) });
  await gateway.gateway.hint('g1', [row(1), row(2)]);
  await b.next(frame => frame.deliver?.seq === 2);
  assert.deepEqual(b.delivered(), [1, 2]);
});

test('an ack of what was never delivered is a problem; of another inbox epoch, nothing', async t => {
  const acks: number[] = [];
  const gateway = await start(t, {
    around: ({ ack }) => ({
      ack(device, position) {
        if (device.account === bob.account) acks.push(position.seq);
        return ack(device, position);
      },
    }),
  });
  const a = await gateway.connect(alice, 1);
  const b = await gateway.connect(bob, 1, { acks: false });
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  const { deliver } = await b.next(isDelivered(1));
  const { inboxEpoch = 0, seq = 0 } = deliver!;
  b.send({ ack: { inboxEpoch: inboxEpoch! + 1, upTo: seq! } });
  b.send({ ack: { inboxEpoch: inboxEpoch!, upTo: seq! + 1 } });
  assert.equal((await b.next(frame => Boolean(frame.problem))).problem!.error!.code, 'bad_request');
  await roundTrip(b);
  assert.deepEqual(acks, []);
  b.send({ ack: { inboxEpoch: inboxEpoch!, upTo: seq! } });
  await a.next(isReceipt);
  assert.equal((await gateway.store.stat(bob))!.cursor, seq);
});
