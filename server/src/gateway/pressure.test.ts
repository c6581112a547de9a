import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wire } from '@parley/protocol';
import {
  alice,
  bob,
  isDelivered,
  isLive,
  isRefused,
  isSent,
  messagesOf,
  numberedId,
  numbers,
  roundTrip,
  sendTo,
  start,
} from './test-gateway.ts';

test('a reader that takes nothing is not buffered for without end, and is cut off', async t => {
  const gateway = await start(t, { limits: { softSendQueueBytes: 64 * 1024, hardSendQueueBytes: 1024 * 1024 } });
  const slow = await gateway.connect(bob, 1, { acks: false });
  await slow.next(isLive);
  slow.socket.pause();
  const a = await gateway.connect(alice, 1);
  for (let n = 1; n <= 200; n++) {
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
  assert.equal(messagesOf(b).length, 200);
});

test('a client that sends and never reads is not read from either: nothing piles up here', async t => {
  const soft = 128 * 1024;
  const gateway = await start(t, { limits: { softSendQueueBytes: soft } });
  const a = await gateway.connect(alice, 1);
  a.socket.pause();
  const ping = wire.ClientFrame.encode({ ping: { nonce: 4_000_000_000 } }).finish();
  // The kernel's buffers fill up on both ways first.
  for (let taken = 0, still = 0; still < 10; ) {
    while (a.socket.bufferedAmount < 1024 * 1024) a.socket.send(ping);
    await new Promise(resolve => setTimeout(resolve, 10));
    const { framesIn, longestQueueBytes } = gateway.gateway.stats();
    still = framesIn.ping === taken && longestQueueBytes > soft ? still + 1 : 0;
    taken = framesIn.ping;
  }
  const { queueHighWaterBytes } = gateway.gateway.stats();
  assert.ok(queueHighWaterBytes < 2 * soft, `${queueHighWaterBytes} bytes were queued`);
  gateway.advance(1_000);
  gateway.advance(31_000);
  assert.equal(gateway.gateway.stats().closes.slow_reader, 1);
});

test('sends that wait for a disk that hangs are bounded: the flood is not read', async t => {
  let hang = true;
  const held: (() => void)[] = [];
  const gateway = await start(t, {
    limits: { maxPendingSends: 10 },
    around: messages => ({
      async send(...args) {
        if (hang) await new Promise<void>(resolve => held.push(resolve));
        return messages.send(...args);
      },
    }),
  });
  const a = await gateway.connect(alice, 1);
  // One data event of the socket brings at most 64 KiB, so what was read when reading stops is no more than that.
  for (let n = 1; n <= 2_000; n++) a.send({ send: sendTo(bob, { id: numberedId(n), bytes: 1_000 }) });
  let taken = 0;
  for (let still = 0; still < 20; ) {
    await new Promise(resolve => setTimeout(resolve, 5));
    const { send } = gateway.gateway.stats().framesIn;
    still = send > 0 && send === taken ? still + 1 : 0;
    taken = send;
  }
  assert.ok(taken >= 20 && taken < 300, `${taken} were read`);
  hang = false;
  for (const release of held) release();
  await a.next(isRefused(2_000));
  assert.equal(a.frames.filter(({ sent }) => sent).length, 10);
});

test('a slow link gets everything, in order: the queue is filled again when it has been taken', async t => {
  let reads = 0;
  const gateway = await start(t, {
    limits: { softSendQueueBytes: 64 * 1024 },
    around: messages => ({
      async read(...args) {
        assert.equal(++reads, 1, 'one page at a time');
        const rows = await messages.read(...args);
        await new Promise(setImmediate);
        reads--;
        return rows;
      },
    }),
  });
  const a = await gateway.connect(alice, 1);
  for (let n = 1; n <= 100; n++) {
    a.send({ send: sendTo(bob, { id: numberedId(n), bytes: 60_000 }) });
    if (n % 20 === 0) await a.next(isSent(n));
  }
  const b = await gateway.connect(bob, 1);
  const reading = setInterval(() => {
    b.socket.pause();
    setTimeout(() => b.socket.resume(), 5);
  }, 10);
  t.after(() => clearInterval(reading));
  for (let n = 101; n <= 120; n++) a.send({ send: sendTo(bob, { id: numberedId(n), bytes: 60_000 }) });
  await b.next(isDelivered(120));
  assert.deepEqual(messagesOf(b), numbers(1, 120));
  assert.ok(gateway.gateway.stats().queueHighWaterBytes < 256 * 1024);
});

test('a reader that was slow for a while, and sends nothing, is not taken for dead', async t => {
  const gateway = await start(t, { limits: { softSendQueueBytes: 128 * 1024, slowReaderMs: 60_000 } });
  const b = await gateway.connect(bob, 1, { acks: false });
  await b.next(isLive);
  b.socket.pause();
  const a = await gateway.connect(alice, 1);
  for (let n = 1; n <= 200; n++) a.send({ send: sendTo(bob, { id: numberedId(n), bytes: 60_000 }) });
  await a.next(isSent(200));
  assert.ok(gateway.gateway.stats().longestQueueBytes > 128 * 1024);
  for (const step of [13_000, 13_000, 13_000]) {
    await roundTrip(a);
    gateway.advance(step);
  }
  b.socket.resume();
  await b.next(isDelivered(200));
  gateway.advance(1);
  assert.equal(gateway.gateway.stats().closes.heartbeat_missed, undefined);
});

test('WebSocket pings are answered while there is room for answers', async t => {
  const gateway = await start(t);
  const a = await gateway.connect(alice, 1);
  const pong = new Promise(resolve => a.socket.once('pong', resolve));
  a.socket.ping('one');
  assert.equal(String(await pong), 'one');
  a.socket.pause();
  const payload = Buffer.alloc(125);
  for (let n = 0; n < 150_000; n++) a.socket.ping(payload);
  while (a.socket.bufferedAmount > 0) await new Promise(resolve => setTimeout(resolve, 10));
  assert.ok(gateway.gateway.stats().longestQueueBytes < 64 * 1024);
});
