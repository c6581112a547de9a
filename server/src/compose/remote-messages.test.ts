// The message service of another process, over a real link that is cut now and then.
import assert from 'node:assert/strict';
import { connect, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { idBytes, toHex, wire } from '@parley/protocol';
import pino from 'pino';
import { systemClock } from '../lib/clock.ts';
import { createRandom } from '../lib/random.testing.ts';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { connectLink } from '../link/link-client.ts';
import { listenLinks } from '../link/link-server.ts';
import { createPeer } from '../link/peer.ts';
import { createBlocks } from '../messages/blocks.ts';
import { createMessages } from '../messages/message-service.ts';
import {
  alice,
  alicesPhone,
  bob,
  bobsPhone,
  messageId,
  readAll,
  testLimits,
} from '../messages/message-store.testing.ts';
import { openSqliteMessageStore } from '../messages/message-store-sqlite.ts';
import type { SendRun } from '../messages/messages.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import type { MessagesDoor } from './doors.ts';
import { remoteMessages, servedMessages } from './remote-messages.ts';

const log = pino({ level: 'silent' });
const clock = systemClock;
const identity = { name: 'gateway-1', incarnation: '1' };

/** A store with Alice and Bob, behind a wire that can be cut. */
async function startRemote(t: TestContext, around: (door: MessagesDoor) => Partial<MessagesDoor> = () => ({})) {
  const limits = testLimits({ sendsPerSecond: 0 });
  const store = await openSqliteMessageStore({ path: temporaryPath(), clock, limits });
  t.after(store.close);
  await store.setDevices(alice, 1, [1]);
  await store.setDevices(bob, 1, [1]);
  const hints = { hint: async () => [] };
  const service = createMessages({ store, sessions: createMemorySessions(), hints, clock, limits });
  const { setDevices, groupRoster, groupOutbox, dropGroupOutbox, groupOutboxRows } = store;
  const blocks = createBlocks();
  const setBlocks: MessagesDoor['setBlocks'] = async (...list) => blocks.set(...list);
  const summaries: MessagesDoor['summaries'] = async () => undefined;
  const door = {
    ...service,
    setDevices,
    setBlocks,
    summaries,
    groupRoster,
    groupOutbox,
    dropGroupOutbox,
    groupOutboxRows,
  };
  const server = await listenLinks({
    address: { host: '127.0.0.1', port: 0 },
    identity: { name: 'messages', incarnation: '1' },
    handlers: new Map(servedMessages({ ...door, ...around(door) })),
    clock,
    log,
  });
  t.after(server.close);
  const cable = await startCable(t, server.address.port);
  const link = connectLink({
    address: { host: '127.0.0.1', port: cable.port },
    identity,
    clock,
    limits: { retryMaxMs: 20 },
  });
  t.after(link.close);
  return { store, cable, messages: remoteMessages(createPeer('messages', [link], { sticky: true })) };
}

/** Passes on bytes until it is cut; then what was under way is lost, and new connections pass again. */
async function startCable(t: TestContext, port: number) {
  const sockets = new Set<Socket>();
  const server = createServer(near => {
    const far = connect({ host: '127.0.0.1', port });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  t.after(() => {
    cut();
    server.close();
  });
  return { cut, port: (server.address() as { port: number }).port };
}

function sendFrame(n: number): wire.Send {
  const parts = [{ own: false, device: 1, ciphertext: { kind: 1, data: Uint8Array.of(1) } }];
  const send = { id: idBytes(messageId(n)), to: idBytes(bob), parts, toListVersion: 1, ownListVersion: 1 };
  return wire.Send.decode(wire.Send.encode(send).finish());
}

const idsOf = (rows: readonly { envelope: Uint8Array }[]): string[] =>
  rows.map(({ envelope }) => toHex(wire.Envelope.decode(envelope).id));

test('D3 a refused send ends its run, also for those that were sent before the answer was known', async t => {
  const { messages, store } = await startRemote(t);
  const run: SendRun = {};
  const bad = { ...sendFrame(2), toListVersion: 9, parts: [] } as unknown as wire.Send;
  const [first, second, third] = await Promise.all([
    messages.send(alicesPhone, sendFrame(1), run),
    messages.send(alicesPhone, bad, run),
    messages.send(alicesPhone, sendFrame(3), run),
  ]);
  assert.equal(first.kind, 'sent');
  assert.equal(second.kind, 'refused');
  assert.ok(third.kind === 'refused' && third.error.code === 'retry_from');
  assert.equal(run.endedBy, messageId(2));
  assert.deepEqual(idsOf(await readAll(store, bobsPhone)), [messageId(1)]);
});

test('D2 D3 whatever the link does, every message is stored once and in the order it was sent', async t => {
  const seed = Number(process.env.PARLEY_SEED ?? Math.floor(Math.random() * 1e6));
  t.diagnostic(`seed ${seed}`);
  const random = createRandom(seed);
  const { messages, store, cable } = await startRemote(t, door => ({
    async send(...args) {
      if (random() < 0.02) cable.cut();
      const result = await door.send(...args);
      if (random() < 0.02) cable.cut();
      return result;
    },
  }));
  const count = 1_500;
  await sendAll(messages, count, 16);
  const wanted = Array.from({ length: count }, (_, i) => messageId(i + 1));
  assert.deepEqual(idsOf(await readAll(store, bobsPhone)), wanted);
});

/** As a gateway and its device do: a window of sends; once one is refused, all from it on again, in a new run. */
async function sendAll(messages: MessagesDoor, count: number, window: number): Promise<void> {
  let next = 1;
  while (next <= count) {
    const run: SendRun = {};
    const under = new Set<Promise<void>>();
    let refusedFrom: number | undefined;
    for (let n = next; n <= count && refusedFrom === undefined; n++) {
      const sending = messages.send(alicesPhone, sendFrame(n), run).then(result => {
        under.delete(sending);
        if (result.kind === 'refused') refusedFrom = Math.min(refusedFrom ?? n, n);
      });
      under.add(sending);
      if (under.size >= window) await Promise.race(under);
    }
    await Promise.all(under);
    next = refusedFrom ?? count + 1;
    await new Promise(setImmediate); // the link has to come back
  }
}
