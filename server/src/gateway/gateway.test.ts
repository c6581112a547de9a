import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { closeTable, idBytes, wire } from '@parley/protocol';
import { WebSocket } from 'ws';
import { encodeDeliver } from './frames.ts';
import {
  alice,
  bob,
  carol,
  helloOf,
  messagesOf,
  numberedId,
  numberOf,
  sendTo,
  startTestGateway,
  type TestGateway,
} from './test-gateway.ts';

async function start(t: TestContext, ...args: Parameters<typeof startTestGateway>): Promise<TestGateway> {
  const gateway = await startTestGateway(...args);
  t.after(() => gateway.stop());
  return gateway;
}

const isSent = (n: number) => (frame: wire.ServerFrame) => numberOf(frame.sent?.id) === n;
const isRefused = (n: number) => (frame: wire.ServerFrame) => numberOf(frame.refused?.id) === n;
const isLive = (frame: wire.ServerFrame): boolean => Boolean(frame.live);
const isDelivered = (n: number) => (frame: wire.ServerFrame) =>
  Boolean(frame.deliver) && numberOf(wire.Envelope.decode(frame.deliver!.envelope!).id) === n;
const isReceipt = (frame: wire.ServerFrame): boolean =>
  Boolean(frame.deliver) && Boolean(wire.Envelope.decode(frame.deliver!.envelope!).delivered);

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

test('D3 a refusal ends the run: what is behind it is refused with retry_from and stored in no other order', async t => {
  const gateway = await start(t);
  const a = await gateway.connect(alice, 1);
  const stale = sendTo(bob, {
    id: numberedId(2),
    parts: [{ device: 9, ciphertext: { kind: 1, data: new Uint8Array(5) } }],
  });
  for (const send of [
    sendTo(bob, { id: numberedId(1) }),
    stale,
    sendTo(bob, { id: numberedId(3) }),
    sendTo(carol, { id: numberedId(4) }),
  ]) {
    a.send({ send });
  }
  const second = await a.next(isRefused(2));
  assert.equal(second.refused!.error!.code, 'stale_devices');
  assert.deepEqual(second.refused!.mismatches![0]!.missing, [1]);
  assert.deepEqual(second.refused!.mismatches![0]!.extra, [9]);
  const third = await a.next(isRefused(3));
  assert.equal(third.refused!.error!.code, 'retry_from');
  assert.equal(numberOf(third.refused!.retryFrom), 2);
  await a.next(isSent(4)); // another conversation goes on
  a.send({ send: sendTo(bob, { id: numberedId(5), run: 0 }) }); // left over from the old run
  assert.equal((await a.next(isRefused(5))).refused!.error!.code, 'retry_from');
  for (const n of [2, 3, 5]) a.send({ send: sendTo(bob, { id: numberedId(n), run: 1 }) });
  await a.next(isSent(5));
  const b = await gateway.connect(bob, 1);
  await b.next(isLive);
  assert.deepEqual(messagesOf(b), [1, 2, 3, 5]);
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
  dead.socket.pause();
  const a = await gateway.connect(alice, 1);
  for (let n = 1; n <= 20; n++) a.send({ send: sendTo(bob, { id: numberedId(n) }) });
  await a.next(isSent(20));
  a.socket.terminate();
  gateway.advance(26_000);
  assert.equal(gateway.gateway.stats().closes.heartbeat_missed, 2);
  const b = await gateway.connect(bob, 2);
  await b.next(isLive);
  assert.deepEqual(
    messagesOf(b),
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
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

test('a reader that takes nothing is not buffered for without end, and is cut off', async t => {
  const gateway = await start(t, { softSendQueueBytes: 64 * 1024, hardSendQueueBytes: 1024 * 1024 });
  const slow = await gateway.connect(bob, 1, { acks: false });
  await slow.next(isLive);
  slow.socket.pause();
  const a = await gateway.connect(alice, 1);
  for (let n = 1; n <= 400; n++) {
    a.send({ send: sendTo(bob, { id: numberedId(n), bytes: 60_000 }) });
    if (n % 50 === 0) await a.next(isSent(n));
  }
  const { longestQueueBytes } = gateway.gateway.stats();
  assert.ok(longestQueueBytes > 64 * 1024, 'the queue has grown to the mark');
  assert.ok(longestQueueBytes < 1024 * 1024 && gateway.gateway.stats().connections === 2, 'and stopped there');
  gateway.advance(1_000);
  gateway.advance(31_000);
  assert.ok((gateway.gateway.stats().closes.slow_reader ?? 0) >= 1);
  const b = await gateway.connect(bob, 2);
  await b.next(isLive);
  assert.equal(messagesOf(b).length, 400);
});

test('a client that says nothing, or the wrong thing first, is closed with a code', async t => {
  const gateway = await start(t);
  const silent = await gateway.open();
  gateway.advance(11_000);
  assert.equal(await silent.closed, closeTable.hello_timeout.code);

  const early = await gateway.open();
  early.send({ ping: { nonce: 1 } });
  assert.equal(await early.closed, closeTable.hello_expected.code);

  const twice = await gateway.connect(alice, 1);
  twice.send({ hello: helloOf(alice, 2) });
  assert.equal(await twice.closed, closeTable.hello_expected.code);

  const stranger = await gateway.open();
  stranger.send({ hello: { ...helloOf(alice, 3), token: new Uint8Array(32) } });
  assert.equal(await stranger.closed, closeTable.unauthorized.code);

  const liar = await gateway.open();
  liar.send({ hello: { ...helloOf(alice, 4), account: idBytes(bob.account) } });
  assert.equal(await liar.closed, closeTable.unauthorized.code);

  const text = await gateway.open();
  text.socket.send('hello');
  assert.equal(await text.closed, closeTable.bad_frame.code);
});

test('F17 a part of exactly the limit passes, one byte more is refused with the limit named', async t => {
  const gateway = await start(t, { maxCiphertextBytes: 1_000 });
  const a = await gateway.connect(alice, 1);
  a.send({ send: sendTo(bob, { id: numberedId(1), bytes: 1_000 }) });
  await a.next(isSent(1));
  a.send({ send: sendTo(bob, { id: numberedId(2), bytes: 1_001 }) });
  const { refused } = await a.next(isRefused(2));
  assert.equal(refused!.error!.code, 'content_too_large');
  assert.match(refused!.error!.message!, /1000/);
});

test('a frame above the limit is closed with a code; an unknown frame type is answered; unknown fields are ignored', async t => {
  const gateway = await start(t, { maxFrameBytes: 4_096 });
  const a = await gateway.connect(alice, 1);
  a.socket.send(Buffer.from([0xfa, 0x3e, 2, 1, 2])); // field 1007
  assert.equal((await a.next(frame => Boolean(frame.problem))).problem!.error!.code, 'unknown_frame');
  const ping = wire.Ping.encode({ nonce: 8 }).finish();
  const unknownField = Buffer.from([0xfa, 0x3e, 2, 1, 2]);
  a.socket.send(Buffer.concat([Buffer.from([0x22, ping.length + unknownField.length]), ping, unknownField]));
  assert.equal((await a.next(frame => Boolean(frame.pong))).pong!.nonce, 8);
  a.socket.send(Buffer.alloc(5_000));
  assert.equal(await a.closed, closeTable.frame_too_large.code);
});

test('drain: clients are told when to come back, sends in flight are answered, the close says reconnect', async t => {
  const gateway = await start(t);
  const a = await gateway.connect(alice, 1);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await a.next(isSent(1));
  a.send({ send: sendTo(bob, { id: numberedId(2) }) });
  while (gateway.gateway.stats().framesIn < 3) await new Promise(resolve => setImmediate(resolve));
  const drained = gateway.gateway.drain();
  const { leaving } = await a.next(frame => Boolean(frame.leaving));
  assert.ok(leaving!.maxDelayMs! > leaving!.minDelayMs!);
  await a.next(frame => isSent(2)(frame) || isRefused(2)(frame));
  assert.equal(await a.closed, closeTable.server_shutdown.code);
  await drained;
  const late = new WebSocket(gateway.url, 'parley.v1');
  const status = await new Promise(resolve =>
    late.on('unexpected-response', (_, response) => resolve(response.statusCode)),
  );
  assert.equal(status, 503);
});

test('an upgrade without the subprotocol is refused in clear words', async t => {
  const gateway = await start(t);
  const socket = new WebSocket(gateway.url);
  const status = await new Promise(resolve =>
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode)),
  );
  assert.equal(status, 400);
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
