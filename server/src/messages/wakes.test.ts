// Which devices push is told of, on the real embedded store and memory sessions.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type AccountId, type DeviceAddress, idBytes, wire } from '@parley/protocol';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { UnavailableError } from '../lib/unavailable.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import { createBlocks } from './blocks.ts';
import { fanOutOf } from './group.testing.ts';
import { createMessages } from './message-service.ts';
import {
  ackUpTo,
  alice,
  alicesPhone,
  bob,
  bobsPhone,
  bobsTablet,
  carol,
  createTestClock,
  messageId,
  testLimits,
} from './message-store.testing.ts';
import { openSqliteMessageStore } from './message-store-sqlite.ts';
import { createWakes } from './wakes.ts';

const alicesTablet: DeviceAddress = { account: alice, device: 2 };
const carolsPhone: DeviceAddress = { account: carol, device: 1 };

async function createService(t: TestContext) {
  const clock = createTestClock();
  const limits = testLimits({ sendsPerSecond: 0 });
  const store = await openSqliteMessageStore({ path: temporaryPath(), clock, limits });
  t.after(store.close);
  for (const account of [alice, bob]) await store.setDevices(account, 1, [1, 2]);
  await store.setDevices(carol, 1, [1]);
  const sessions = createMemorySessions();
  const woken: DeviceAddress[] = [];
  const fetched: DeviceAddress[] = [];
  const waiters: (() => void)[] = [];
  const push = {
    wake(devices: readonly DeviceAddress[]) {
      woken.push(...devices);
      for (const done of waiters.splice(0)) done();
    },
    fetched: (devices: readonly DeviceAddress[]) => void fetched.push(...devices),
  };
  const hints = { hint: async (gateway: string) => (gateway === 'gone' ? [bobsPhone] : []) };
  const blocks = createBlocks();
  blocks.ready();
  const messages = createMessages({ store, sessions, hints, clock, limits, push, blocks });
  /** The devices that were woken when carol's is, who is written to last. */
  async function wokenBefore(): Promise<string[]> {
    const told = new Promise<void>(resolve => waiters.push(resolve));
    await messages.send(alicesPhone, sendFrame(900, carol, [part(1)]), {});
    await told;
    return woken.filter(({ account }) => account !== carol).map(nameOf);
  }
  return { store, sessions, messages, blocks, woken, fetched, wokenBefore };
}

const names = new Map([
  [alice, 'alice'],
  [bob, 'bob'],
]);
const nameOf = ({ account, device }: DeviceAddress): string => `${names.get(account)} ${device}`;

const part = (device: number, own = false) => ({ own, device, ciphertext: { kind: 1, data: new Uint8Array(30) } });

function sendFrame(n: number, to = bob, parts = [part(2, true), part(1), part(2)], control = false): wire.Send {
  const ownParts = parts.some(({ own }) => own) ? parts : [part(2, true), ...parts];
  const frame = { id: idBytes(messageId(n)), to: idBytes(to), parts: ownParts, control };
  return wire.Send.decode(wire.Send.encode(frame).finish());
}

test('a message is told to push for those devices of its recipient that are connected nowhere', async t => {
  const { sessions, messages, wokenBefore } = await createService(t);
  await sessions.register(bobsTablet, { gateway: 'g1', connectionEpoch: 1 });
  for (const n of [1, 2, 3]) await messages.send(alicesPhone, sendFrame(n), {});
  assert.deepEqual([...new Set(await wokenBefore())], ['bob 1'], 'the own tablet has but a copy');
});

test('what comes for a device within a moment is told to push once', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const told: string[][] = [];
  const wakes = createWakes({ wake: devices => told.push(devices.map(nameOf)), fetched() {} }, createBlocks());
  for (const device of [bobsPhone, bobsTablet, bobsPhone]) wakes.wake(device);
  assert.deepEqual(told, []);
  t.mock.timers.tick(1_000);
  wakes.wake(bobsPhone);
  t.mock.timers.tick(1_000);
  assert.deepEqual(told, [['bob 1', 'bob 2'], ['bob 1']]);
});

test('nobody is woken for what is done with messages, for receipts or for entries of a roster', async t => {
  const { messages, store, wokenBefore } = await createService(t);
  await messages.send(alicesPhone, sendFrame(1, bob, undefined, true), {});
  await store.fanOut(fanOutOf(1));
  const { sender: _, id: __, ...entry } = fanOutOf(2, { control: true });
  const envelope = wire.Envelope.encode({ ts: 1, groupRoster: { seq: 2 } }).finish();
  await messages.fanOut([{ ...entry, envelope }]);
  await messages.send(alicesPhone, sendFrame(2), {});
  await messages.open(bobsPhone, 1);
  const rows = await messages.read(bobsPhone, 0, 10);
  await messages.ack(bobsPhone, { inboxEpoch: (await messages.stat(bobsPhone))!.inboxEpoch, seq: rows.at(-1)!.seq });
  assert.equal((await messages.stat(alicesPhone))?.rows !== 0, true, 'there is a receipt');
  assert.deepEqual((await wokenBefore()).toSorted(), ['bob 2']);
});

function groupEnvelope(from: AccountId): Uint8Array {
  const groupMessage = { group: new Uint8Array(16), seq: 1, roster: 1, data: new Uint8Array(20) };
  return wire.Envelope.encode({ sender: idBytes(from), senderDevice: 1, ts: 1, groupMessage }).finish();
}

test('a message to a group is told for its members, and not for the one who has written it', async t => {
  const { messages, wokenBefore } = await createService(t);
  await messages.fanOut([fanOutOf(1, { envelope: groupEnvelope(alice) })]);
  assert.deepEqual((await wokenBefore()).toSorted(), ['bob 1', 'bob 2']);
});

test('D13 F26 nobody is woken by what a person he has blocked says in a group, and it does not count as waiting', async t => {
  const { messages, blocks, wokenBefore } = await createService(t);
  blocks.set(bob, 1, [alice]);
  await messages.fanOut([fanOutOf(1, { envelope: groupEnvelope(alice) })]);
  assert.deepEqual(await wokenBefore(), []);
  assert.equal(await messages.waiting(bobsPhone), 0);
  await messages.fanOut([fanOutOf(2, { envelope: groupEnvelope(carol) })]);
  assert.equal(await messages.waiting(bobsPhone), 1);
  blocks.set(bob, 2, []);
  assert.equal(await messages.waiting(bobsPhone), 2);
});

test('D13 F26 nobody is pushed to before it is known who has blocked whom', async t => {
  const { store, sessions } = await createService(t);
  const limits = testLimits();
  const behind = createMessages({
    store,
    sessions,
    hints: { hint: async () => [] },
    clock: createTestClock(),
    limits,
    blocks: createBlocks(),
  });
  await assert.rejects(behind.waiting(bobsPhone), UnavailableError);
});

test('D6 a device that its gateway no longer holds, and no other one, is told to push', async t => {
  const { sessions, messages, wokenBefore } = await createService(t);
  await sessions.register(bobsPhone, { gateway: 'gone', connectionEpoch: 1 });
  await sessions.register(bobsTablet, { gateway: 'g1', connectionEpoch: 1 });
  sessions.bounced = (device, session) => void sessions.unregister(device, session);
  await messages.send(alicesPhone, sendFrame(1), {});
  assert.deepEqual(await wokenBefore(), ['bob 1']);
});

test('push hears of a device that it was told of when that connects, and of no other', async t => {
  const { messages, fetched, wokenBefore } = await createService(t);
  await messages.send(alicesPhone, sendFrame(1), {});
  await wokenBefore();
  await messages.open(alicesTablet, 1);
  await messages.open(bobsPhone, 1);
  await messages.open(bobsPhone, 2);
  assert.deepEqual(fetched, [bobsPhone]);
});

test('what waits for a person is counted up to 100, and not while the device is connected or does not exist', async t => {
  const { messages, sessions, store } = await createService(t);
  assert.equal(await messages.waiting(bobsPhone), 0);
  for (let n = 1; n <= 5; n++) await messages.send(alicesPhone, sendFrame(n, bob, undefined, n % 2 === 0), {});
  assert.equal(await messages.waiting(bobsPhone), 3);
  assert.equal(await messages.waiting(alicesTablet), 0, 'copies of what was sent');
  await ackUpTo(store, bobsPhone, 1);
  assert.equal(await messages.waiting(bobsPhone), 2);
  await sessions.register(bobsPhone, { gateway: 'g1', connectionEpoch: 1 });
  assert.equal(await messages.waiting(bobsPhone), 0);
  await Promise.all(Array.from({ length: 150 }, (_, n) => messages.send(alicesPhone, sendFrame(10 + n), {})));
  assert.equal(await messages.waiting(bobsTablet), 100);
  assert.equal(await messages.waiting({ account: bob, device: 7 }), 0);
  await store.setDevices(carol, 2, []);
  assert.equal(await messages.waiting(carolsPhone), 0);
});

test('D11 a device that is gone with something unacked is told to push if it still waits', async t => {
  const { messages, sessions, woken, wokenBefore } = await createService(t);
  for (const device of [bobsPhone, bobsTablet]) await sessions.register(device, { gateway: 'g1', connectionEpoch: 1 });
  await messages.send(alicesPhone, sendFrame(1), {});
  await sessions.unregister(bobsPhone, { gateway: 'g1', connectionEpoch: 1 });
  assert.deepEqual(woken, []);
  await Promise.all([bobsPhone, bobsTablet, alicesTablet].map(device => messages.remind(device)));
  assert.deepEqual(await wokenBefore(), ['bob 1']);
});
