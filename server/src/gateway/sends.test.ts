import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  alice,
  bob,
  carol,
  isLive,
  isRefused,
  isSent,
  messagesOf,
  numberedId,
  numberOf,
  numbers,
  sendTo,
  start,
} from './test-gateway.ts';

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

test('F17 a part of exactly the limit passes, one byte more is refused with the limit named', async t => {
  const gateway = await start(t, { limits: { maxCiphertextBytes: 1_000 } });
  const a = await gateway.connect(alice, 1);
  a.send({ send: sendTo(bob, { id: numberedId(1), bytes: 1_000 }) });
  await a.next(isSent(1));
  a.send({ send: sendTo(bob, { id: numberedId(2), bytes: 1_001 }) });
  const { refused } = await a.next(isRefused(2));
  assert.equal(refused!.error!.code, 'content_too_large');
  assert.match(refused!.error!.message!, /1000/);
});

test('D3 too many sends without an answer: the run ends there, in order, and the next run goes through', async t => {
  const gateway = await start(t, { limits: { maxPendingSends: 4 } });
  const a = await gateway.connect(alice, 1);
  for (let n = 1; n <= 12; n++) a.send({ send: sendTo(bob, { id: numberedId(n) }) });
  await a.next(isRefused(12));
  const answers = a.frames.flatMap(({ sent, refused }) => (sent || refused ? [numberOf((sent ?? refused)!.id)] : []));
  assert.deepEqual(answers, numbers(1, 12), 'answered in order');
  const codes = a.frames.flatMap(({ refused }) => (refused ? [refused.error!.code] : []));
  assert.deepEqual(codes, ['too_many_pending', ...Array(7).fill('retry_from')]);
  for (const { refused } of a.frames) if (refused?.retryFrom?.length) assert.equal(numberOf(refused.retryFrom), 5);
  for (let n = 5; n <= 8; n++) a.send({ send: sendTo(bob, { id: numberedId(n), run: 1 }) });
  await a.next(isSent(8));
  const b = await gateway.connect(bob, 1);
  await b.next(isLive);
  assert.deepEqual(messagesOf(b), numbers(1, 8));
});

test('D3 what is left over from a run is refused with what ended that run, though a newer one has begun', async t => {
  const gateway = await start(t);
  const a = await gateway.connect(alice, 1);
  const send = (n: number, run: number, listVersion = 1): void =>
    a.send({ send: sendTo(bob, { id: numberedId(n), run, ...(listVersion === 1 ? {} : { parts: [] }) }) });
  send(1, 0, 2); // no parts
  await a.next(isRefused(1));
  send(2, 1);
  send(3, 0); // late
  send(4, 1);
  await a.next(isSent(4));
  const { refused } = await a.next(isRefused(3));
  assert.equal(refused!.error!.code, 'retry_from');
  assert.equal(numberOf(refused!.retryFrom), 1);
});

test('D3 an error that nobody expected is an answer too, and ends the run', async t => {
  const gateway = await start(t, {
    around: messages => ({
      send: (sender, send, run) =>
        numberOf(send.id) === 2 ? Promise.reject(new Error('for the test')) : messages.send(sender, send, run),
    }),
  });
  const a = await gateway.connect(alice, 1);
  for (const n of [1, 2]) a.send({ send: sendTo(bob, { id: numberedId(n) }) });
  assert.equal((await a.next(isRefused(2))).refused!.error!.code, 'internal');
  a.send({ send: sendTo(bob, { id: numberedId(3) }) });
  assert.equal((await a.next(isRefused(3))).refused!.error!.code, 'retry_from');
});

test('a Send that names nobody, or has no id of 16 bytes, is answered and ends no run', async t => {
  const gateway = await start(t);
  const a = await gateway.connect(alice, 1);
  a.send({ send: { ...sendTo(bob), id: numberedId(1), to: new Uint8Array(3) } });
  assert.equal((await a.next(isRefused(1))).refused!.error!.code, 'bad_send');
  a.send({ send: { ...sendTo(bob), id: new Uint8Array(0) } });
  assert.equal((await a.next(frame => Boolean(frame.problem))).problem!.error!.code, 'bad_send');
  a.send({ send: sendTo(bob, { id: numberedId(2) }) });
  await a.next(isSent(2));
});
