// Two gateways that find each other's devices through a real Redis Cluster, which fails. The slow poll is out of the way: what
// arrives has been hinted, or has been looked for because the gateway knew that something was wrong.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { closeTable, type DeviceAddress, type Limits, limits as standard } from '@parley/protocol';
import pino from 'pino';
import { until } from '../../../dev/parts/until.ts';
import { systemClock } from '../lib/clock.ts';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { createMessages } from '../messages/message-service.ts';
import { openSqliteMessageStore } from '../messages/message-store-sqlite.ts';
import type { Messages } from '../messages/messages.ts';
import { entryOf, useRedis } from '../sessions/redis.testing.ts';
import { cacheSessions } from '../sessions/sessions-cache.ts';
import { createRedisSessions } from '../sessions/sessions-redis.ts';
import type { Gateway } from './gateway.ts';
import { createGateway } from './gateway-server.ts';
import {
  alice,
  bob,
  connectTo,
  isDelivered,
  isLive,
  isSent,
  messagesOf,
  numberedId,
  numbers,
  ownerOf,
  sendTo,
  type TestDevice,
} from './test-gateway.ts';

const rig = useRedis();
const WAIT_MS = 30_000;
const limits: Limits = { ...standard, sendsPerSecond: 0, slowPollMs: 3_600_000, fastPollMs: 1_000 };

interface Running {
  readonly gateway: Gateway;
  connect(device: DeviceAddress, epoch: number): Promise<TestDevice>;
  /** As a process that is killed: nobody is told. */
  crash(): void;
}

async function startAll(t: TestContext) {
  await rig.cluster.empty();
  const running = new Map<string, Running>();
  const store = await openSqliteMessageStore({ path: temporaryPath(), clock: systemClock, limits });
  for (const { account, device } of [alice, bob]) await store.setDevices(account, 1, [device]);
  const sessions = cacheSessions(createRedisSessions({ redis: rig.redis, gateways: rig.gateways() }));
  const at = (name: string): Gateway => {
    const found = running.get(name);
    if (!found) throw new Error(`${name} cannot be reached`);
    return found.gateway;
  };
  const hints = { hint: async (name: string, rows: Parameters<Gateway['hint']>[1]) => at(name).hint(name, rows) };
  const messages = createMessages({ store, sessions, hints, clock: systemClock, limits });
  const displaceAt = async (name: string, device: DeviceAddress, epoch: number) => at(name).displace(device, epoch);
  for (const name of ['g1', 'g2']) running.set(name, await startOne(t, { name, messages, displaceAt, running }));
  t.after(() => store.close());
  return { g1: running.get('g1')!, g2: running.get('g2')!, sessions };
}

interface One {
  readonly name: string;
  readonly messages: Messages;
  readonly displaceAt: (name: string, device: DeviceAddress, epoch: number) => Promise<void>;
  readonly running: Map<string, Running>;
}

async function startOne(t: TestContext, { name, messages, displaceAt, running }: One): Promise<Running> {
  let gateway: Gateway | undefined;
  const gateways = await rig.announce(t, entryOf(name), {
    renewMs: 200,
    ttlMs: 2_000,
    onLost: () => gateway?.registerAgain(),
  });
  gateway = createGateway({
    id: name,
    messages,
    sessions: createRedisSessions({ redis: rig.redis, gateways }),
    displaceAt,
    isAnnounced: gateways.isAnnounced,
    presences: { keepSeen: async () => {}, lastSeen: async pairs => pairs.map(() => 0) },
    activeAt: async () => [],
    authenticate: ownerOf,
    clock: systemClock,
    limits,
    log: pino({ level: 'silent' }),
    maxConnections: 100,
  });
  const http: Server = createServer().on('upgrade', gateway.upgrade).listen(0, '127.0.0.1');
  await new Promise(resolve => http.once('listening', resolve));
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/v1/socket`;
  t.after(async () => {
    await gateway.drain();
    http.closeAllConnections();
    http.close();
  });
  return {
    gateway,
    connect: (device, epoch) => connectTo(url, device, epoch),
    crash: () => void running.delete(name),
  };
}

async function both(t: TestContext) {
  const all = await startAll(t);
  const [a, b] = [await all.g1.connect(alice, 1), await all.g2.connect(bob, 1)];
  await Promise.all([a.next(isLive), b.next(isLive)]);
  const send = async (n: number): Promise<void> => {
    a.send({ send: sendTo(bob, { id: numberedId(n) }) });
    await a.next(isSent(n));
  };
  return { ...all, a, b, send };
}

test('D9 F10 emptied under two gateways: what was sent meanwhile arrives, and hints find everybody again', async t => {
  const { b, send, g2, sessions } = await both(t);
  await send(1);
  await b.next(isDelivered(1));
  sessions.bounced(bob, { gateway: 'g2', connectionEpoch: 1 }); // nothing is answered from memory
  await rig.cluster.empty();
  await send(2);
  await b.next(isDelivered(2));
  await until('all are registered', WAIT_MS, async () => (await sessions.lookup([bob]))[0]?.gateway === 'g2');
  const { slowPollFinds } = g2.gateway.stats();
  await send(3);
  await b.next(isDelivered(3));
  assert.equal(g2.gateway.stats().slowPollFinds, slowPollFinds, 'hinted');
  assert.deepEqual(messagesOf(b), numbers(1, 3));
});

test('D9 F10 all of Redis pauses: messages are taken and arrive, a device comes in, and hints work afterwards', async t => {
  const { a, b, send, g1, g2, sessions } = await both(t);
  for (const node of rig.cluster.nodes) node.pause();
  await send(1);
  await b.next(isDelivered(1));
  b.socket.close();
  await b.closed;
  const again = await g1.connect(bob, 2);
  await again.next(isLive);
  await send(2);
  await again.next(isDelivered(2));
  for (const node of rig.cluster.nodes) node.resume();
  await rig.cluster.untilWhole();
  await until('Bob is registered where he is', WAIT_MS, async () => {
    sessions.bounced(bob, { gateway: 'g2', connectionEpoch: 1 });
    return (await sessions.lookup([bob]))[0]?.gateway === 'g1';
  });
  await until('all are', WAIT_MS, async () => [g1, g2].every(({ gateway }) => gateway.stats().unregistered === 0));
  const { slowPollFinds } = g1.gateway.stats();
  await send(3);
  await again.next(isDelivered(3));
  assert.equal(g1.gateway.stats().slowPollFinds, slowPollFinds, 'hinted');
  assert.deepEqual(messagesOf(again), [2, 3]);
  assert.equal(a.frames.filter(frame => frame.refused).length, 0);
});

test('D9 F10 a master is killed in the middle of a hundred messages: all arrive, in order, once', async t => {
  const { a, b } = await both(t);
  const master = await rig.cluster.masterOf(`sess:${bob.account}`);
  for (let n = 1; n <= 100; n++) {
    a.send({ send: sendTo(bob, { id: numberedId(n) }) });
    if (n === 50) await master.kill();
    if (n % 10 === 0) await a.next(isSent(n));
  }
  await b.next(isDelivered(100));
  assert.deepEqual(messagesOf(b), numbers(1, 100));
  await master.restart();
  await rig.cluster.untilWhole();
});

test('D6 a gateway crashes that is still remembered: its device is found at the other one at once', async t => {
  const { g1, g2, b, send } = await both(t);
  await send(1);
  await b.next(isDelivered(1));
  g2.crash();
  const again = await g1.connect(bob, 2);
  await again.next(isLive);
  const { slowPollFinds } = g1.gateway.stats();
  await send(2);
  await again.next(isDelivered(2));
  assert.equal(g1.gateway.stats().slowPollFinds, slowPollFinds, 'hinted');
});

test('D11 a device that comes to another gateway is closed where it was', async t => {
  const { g1, b, send } = await both(t);
  const again = await g1.connect(bob, 2);
  await again.next(isLive);
  assert.equal(await b.closed, closeTable.displaced.code);
  await send(1);
  await again.next(isDelivered(1));
});
