import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeTable, idBytes, wire } from '@parley/protocol';
import {
  alice,
  bob,
  helloOf,
  isDelivered,
  isLive,
  isReceipt,
  isSent,
  messagesOf,
  numberedId,
  numberOf,
  numbers,
  roundTrip,
  sendTo,
  start,
} from './test-gateway.ts';

test('a message goes send, sent, deliver, ack, receipt', async t => {
  const gateway = await start(t);
  const a = await gateway.connect(alice, 1);
  const b = await gateway.connect(bob, 1);
  a.send({ send: sendTo(bob, { id: numberedId(900) }) });
  const { sent } = await a.next(isSent(900));
  const { deliver } = await b.next(isDelivered(900));
  const envelope = wire.Envelope.decode(deliver!.envelope!);
  assert.equal(envelope.ts, sent!.ts, 'one server time for all');
  assert.deepEqual(Buffer.from(envelope.sender), Buffer.from(idBytes(alice.account)));
  const receipt = await a.next(isReceipt);
  const { delivered } = wire.Envelope.decode(receipt.deliver!.envelope!);
  assert.deepEqual(delivered!.ids!.map(numberOf), [900]);
});

test('D6 F5 what waited comes before Live, and what comes later after it', async t => {
  const gateway = await start(t);
  const a = await gateway.connect(alice, 1);
  for (let n = 1; n <= 700; n++) {
    a.send({ send: sendTo(bob, { id: numberedId(n) }) });
    if (n % 100 === 0) await a.next(isSent(n));
  }
  const b = await gateway.connect(bob, 1);
  await b.next(isLive);
  assert.deepEqual(
    messagesOf(b),
    Array.from({ length: 700 }, (_, i) => i + 1),
  );
  a.send({ send: sendTo(bob, { id: numberedId(701) }) });
  await b.next(isDelivered(701));
  assert.equal(b.frames.filter(isLive).length, 1);
});

test('F1 F2 D2 a retry after a lost answer is answered the same and delivered once', async t => {
  const gateway = await start(t);
  const b = await gateway.connect(bob, 1);
  const first = await gateway.connect(alice, 1);
  first.send({ send: sendTo(bob, { id: numberedId(31) }) });
  const before = await first.next(isSent(31));
  first.socket.terminate();
  const second = await gateway.connect(alice, 2);
  second.send({ send: sendTo(bob, { id: numberedId(31) }) });
  assert.equal((await second.next(isSent(31))).sent!.ts, before.sent!.ts);
  second.send({ send: sendTo(bob, { id: numberedId(32) }) });
  await b.next(isDelivered(32));
  assert.deepEqual(messagesOf(b), [31, 32]);
});

test('F4 D11 a newer connection displaces the older; a replayed or lower connection epoch is refused', async t => {
  const gateway = await start(t);
  const first = await gateway.connect(alice, 5);
  const second = await gateway.connect(alice, 6);
  assert.equal(await first.closed, closeTable.displaced.code);
  const replay = await gateway.open();
  replay.send({ hello: helloOf(alice, 6) });
  const { problem } = await replay.next(frame => Boolean(frame.problem));
  assert.equal(problem!.error!.code, 'stale_connection_epoch');
  assert.equal(problem!.connectionEpoch, 6);
  assert.equal(await replay.closed, closeTable.stale_connection_epoch.code);
  second.send({ ping: { nonce: 3 } });
  assert.equal((await second.next(frame => Boolean(frame.pong))).pong!.nonce, 3);
});

test('F6 F7 D5 what was written to a dead socket comes again, all of it once, though the sender is gone too', async t => {
  const gateway = await start(t);
  const dead = await gateway.connect(bob, 1, { acks: false });
  await dead.next(isLive);
  const a = await gateway.connect(alice, 1);
  for (const silent of [dead, a]) silent.socket.pause(); // no FIN: nobody is told
  for (let n = 1; n <= 20; n++) a.send({ send: sendTo(bob, { id: numberedId(n) }) });
  while (gateway.gateway.stats().framesOut.deliver < 20) await new Promise(setImmediate);
  gateway.advance(1_000);
  gateway.advance(26_000);
  assert.equal(gateway.gateway.stats().closes.heartbeat_missed, 2);
  const b = await gateway.connect(bob, 2);
  await b.next(isLive);
  assert.deepEqual(messagesOf(b), numbers(1, 20));
});

test('D4 what a device has acked never comes again, whatever ends its connection', async t => {
  const gateway = await start(t);
  const a = await gateway.connect(alice, 1);
  const got: number[] = [];
  for (let epoch = 1; epoch <= 5; epoch++) {
    const b = await gateway.connect(bob, epoch);
    for (let n = epoch * 10; n < epoch * 10 + 10; n++) a.send({ send: sendTo(bob, { id: numberedId(n) }) });
    await b.next(isDelivered(epoch * 10 + 9));
    await roundTrip(b); // its acks have arrived
    got.push(...messagesOf(b));
    if (epoch % 2 === 0) b.socket.terminate(); // or the next one displaces it
  }
  assert.deepEqual(got, numbers(10, 59));
});

test('F4 what is sent while an old socket is still open reaches the new one', async t => {
  const gateway = await start(t);
  const old = await gateway.connect(bob, 1, { acks: false });
  await old.next(isLive);
  old.socket.pause();
  const a = await gateway.connect(alice, 1);
  for (let n = 1; n <= 30; n++) a.send({ send: sendTo(bob, { id: numberedId(n) }) });
  const [b] = await Promise.all([gateway.connect(bob, 2), a.next(isSent(30))]);
  await b.next(isDelivered(30));
  assert.deepEqual(messagesOf(b), numbers(1, 30));
});

test('D5 resume counts as an ack and is refused to another inbox epoch', async t => {
  const gateway = await start(t);
  const a = await gateway.connect(alice, 1);
  for (let n = 1; n <= 3; n++) a.send({ send: sendTo(bob, { id: numberedId(n) }) });
  await a.next(isSent(3));
  const first = await gateway.connect(bob, 1, { acks: false });
  await first.next(isLive);
  const { inboxEpoch = 0 } = first.frames[0]!.welcome!;
  const seqs = first.delivered();
  const foreign = await gateway.connect(bob, 2, {
    acks: false,
    resume: { inboxEpoch: (inboxEpoch ?? 0) + 1, cursor: seqs[2]! },
  });
  await foreign.next(isLive);
  assert.deepEqual(messagesOf(foreign), [1, 2, 3]);
  const resumed = await gateway.connect(bob, 3, {
    acks: false,
    resume: { inboxEpoch: inboxEpoch ?? 0, cursor: seqs[1]! },
  });
  await resumed.next(isLive);
  assert.deepEqual(messagesOf(resumed), [3]);
});
