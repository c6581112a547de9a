import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { closeTable, idBytes, SUBPROTOCOL, type WireError, wire } from '@parley/protocol';
import { WebSocket } from 'ws';
import { UnavailableError } from '../lib/unavailable.ts';
import type { Messages } from '../messages/messages.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import { alice, bob, helloOf, isLive, isRefused, isSent, numberedId, sendTo, start } from './test-gateway.ts';

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

test('a frame above the limit is closed with a code; an unknown frame type is answered; unknown fields are ignored', async t => {
  const gateway = await start(t, { limits: { maxFrameBytes: 4_096 } });
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
  while (gateway.gateway.stats().framesIn.send < 2) await new Promise(resolve => setImmediate(resolve));
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

test('F18 connections that have not said Hello are bounded; more are turned away for a moment', async t => {
  const gateway = await start(t, { limits: { maxGreetings: 3 }, maxConnections: 4 });
  const silent = await Promise.all([gateway.open(), gateway.open(), gateway.open()]);
  const refused = await upgradeRefusal(gateway.url);
  assert.equal(refused.status, 503);
  assert.equal(refused.body.code, 'overloaded');
  assert.ok(refused.body.retryAfterMs! > 0);
  silent[0]!.send({ hello: helloOf(alice, 1) });
  await silent[0]!.next(frame => Boolean(frame.welcome));
  await gateway.connect(bob, 1);
  assert.equal((await upgradeRefusal(gateway.url)).status, 503, 'all connections together are bounded too');
  assert.equal(gateway.gateway.stats().turnedAway, 2);
  for (const { socket, closed } of silent) {
    socket.close();
    await closed;
  }
  assert.equal(gateway.gateway.stats().greeting, 0, 'who leaves makes room');
});

test('trickling bytes does not put the end of the time for Hello off', async t => {
  const gateway = await start(t);
  const slow = await gateway.open();
  const raw = (slow.socket as unknown as { _socket: Socket })._socket;
  for (const at of [0, 4_000, 4_000]) {
    gateway.advance(at);
    raw.write(Buffer.from([0x82])); // the first byte of a frame
    await new Promise(setImmediate);
  }
  gateway.advance(4_000);
  assert.equal(await slow.closed, closeTable.hello_timeout.code);
});

test('a large frame over a slow link is a sign of life before it is complete', async t => {
  const gateway = await start(t);
  const a = await gateway.connect(alice, 1);
  const raw = (a.socket as unknown as { _socket: Socket })._socket;
  const frame = maskedFrame(wire.ClientFrame.encode({ send: sendTo(bob, { id: numberedId(1), bytes: 200 }) }).finish());
  for (let at = 0; at < frame.length; at += 50) {
    const { bytesWritten } = raw;
    raw.write(frame.subarray(at, at + 50));
    while (raw.bytesWritten < bytesWritten + Math.min(50, frame.length - at)) await new Promise(setImmediate);
    await new Promise(resolve => setTimeout(resolve, 2)); // through the loopback
    gateway.advance(20_000);
  }
  await a.next(isSent(1));
});

function maskedFrame(payload: Uint8Array): Buffer {
  const head = Buffer.alloc(8); // a mask of zeros changes nothing
  head.set([0x82, 0x80 | 126]);
  head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

test('a frame far above the limit is closed with the same code', async t => {
  const gateway = await start(t, { limits: { maxFrameBytes: 4_096 } });
  const a = await gateway.connect(alice, 1);
  a.socket.send(Buffer.alloc(1_000_000));
  assert.equal((await a.next(frame => Boolean(frame.problem))).problem!.error!.code, 'too_large');
  assert.equal(await a.closed, closeTable.frame_too_large.code);
});

test('disconnect reaches a connection in the middle of its Hello', async t => {
  const sessions = createMemorySessions();
  let letOpen = (): void => {};
  const opening = new Promise<void>(resolve => {
    letOpen = resolve;
  });
  let opened: ReturnType<Messages['open']> | undefined;
  let asked = (): void => {};
  const inHello = new Promise<void>(resolve => {
    asked = resolve;
  });
  const gateway = await start(t, {
    sessions,
    around: messages => ({
      async open(...args) {
        asked();
        await opening;
        opened = messages.open(...args);
        return opened;
      },
    }),
  });
  const a = await gateway.open();
  a.send({ hello: helloOf(alice, 1) });
  await inHello;
  gateway.gateway.disconnect(alice, 'unauthorized');
  letOpen();
  assert.equal(await a.closed, closeTable.unauthorized.code);
  assert.equal(gateway.gateway.stats().connections, 0);
  await opened;
  await new Promise(setImmediate);
  assert.deepEqual(await sessions.lookup([alice]), [undefined]);
  assert.equal(
    a.frames.some(frame => Boolean(frame.welcome)),
    false,
  );
});

test('D6 a device is held from its registration on: a hint that comes before Welcome does not bounce', async t => {
  const sessions = createMemorySessions();
  let letGo = (): void => {};
  const held = new Promise<void>(resolve => {
    letGo = resolve;
  });
  let registered = (): void => {};
  const isRegistered = new Promise<void>(resolve => {
    registered = resolve;
  });
  const gateway = await start(t, {
    sessions: {
      ...sessions,
      async register(...args) {
        const answer = await sessions.register(...args);
        registered();
        await held;
        return answer;
      },
    },
  });
  const b = await gateway.open();
  b.send({ hello: helloOf(bob, 1) });
  await isRegistered;
  const { inboxEpoch } = (await gateway.store.stat(bob))!;
  const row = { ...bob, inboxEpoch, seq: 1, envelope: new Uint8Array() };
  assert.deepEqual(await gateway.gateway.hint('g1', [row]), []);
  letGo();
  await b.next(isLive);
});

test('a failing room is a coded close, and the client may try again', async t => {
  const fails = (): Promise<never> => Promise.reject(new Error('for the test'));
  const gateway = await start(t, { around: () => ({ open: fails }) });
  const a = await gateway.open();
  a.send({ hello: helloOf(alice, 1) });
  assert.equal(await a.closed, closeTable.internal.code);

  const other = await start(t, { around: () => ({ stat: fails }) });
  const b = await other.connect(bob, 1);
  assert.equal(await b.closed, closeTable.internal.code);
});

test('D9 what cannot be reached now is a coded close too, of its own', async t => {
  const away = (): Promise<never> => Promise.reject(new UnavailableError('for the test'));
  const gateway = await start(t, { around: () => ({ open: away }) });
  const a = await gateway.open();
  a.send({ hello: helloOf(alice, 1) });
  assert.equal(await a.closed, closeTable.unavailable.code);
});

test('D7 an ack that could not be handed on is tried again, without another one from the device', async t => {
  let tries = 0;
  const stored = Promise.withResolvers<void>();
  const gateway = await start(t, {
    around: ({ ack }) => ({
      async ack(...args) {
        if (++tries === 1) throw new UnavailableError('for the test');
        const isAcked = await ack(...args);
        stored.resolve();
        return isAcked;
      },
    }),
  });
  const a = await gateway.connect(alice, 1);
  const b = await gateway.connect(bob, 1);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await b.next(frame => Boolean(frame.deliver));
  await stored.promise;
  assert.equal((await gateway.store.stat(bob))?.rows, 0);
});

test('another gateway has the device now: only a connection with a lower epoch is displaced', async t => {
  const gateway = await start(t);
  const a = await gateway.connect(alice, 5);
  gateway.gateway.displace(alice, 5);
  gateway.gateway.displace(bob, 9);
  assert.equal(gateway.gateway.stats().connections, 1);
  gateway.gateway.displace(alice, 6);
  assert.equal(await a.closed, closeTable.displaced.code);
});

test('D11 the gateway that held the device is told that it has moved; this one is not told of itself', async t => {
  const sessions = createMemorySessions();
  await sessions.register(alice, { gateway: 'g2', connectionEpoch: 3 });
  const told: unknown[] = [];
  const gateway = await start(t, { sessions, displaceAt: async (...args) => void told.push(args) });
  await gateway.connect(alice, 4);
  await gateway.connect(alice, 5);
  assert.deepEqual(told, [['g2', alice, 4]]);
});

test('after Hello, a device that is no longer of its account is closed as such', async t => {
  const gateway = await start(t);
  await gateway.store.setDevices(alice.account, 2, [2]);
  const a = await gateway.open();
  a.send({ hello: helloOf(alice, 1) });
  assert.equal(await a.closed, closeTable.unlinked.code);
});

async function upgradeRefusal(url: string): Promise<{ status: number; body: Partial<WireError> }> {
  const socket = new WebSocket(url, SUBPROTOCOL);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    socket.on('unexpected-response', (_, answer) => resolve(answer));
    socket.on('open', () => reject(new Error('it was let in')));
  });
  let text = '';
  for await (const chunk of response) text += chunk;
  socket.on('error', () => {}).terminate();
  return { status: response.statusCode!, body: JSON.parse(text) as Partial<WireError> };
}
