// What a blocked person sends, on the real embedded store.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DeviceAddress, idBytes, wire } from '@parley/protocol';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { UnavailableError } from '../lib/unavailable.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import { createBlocks } from './blocks.ts';
import { createMessages } from './message-service.ts';
import {
  ackUpTo,
  alice,
  alicesPhone,
  bob,
  bobsPhone,
  bobsTablet,
  createTestClock,
  messageId,
  readAll,
  testLimits,
} from './message-store.testing.ts';
import { openSqliteMessageStore } from './message-store-sqlite.ts';

const alicesTablet: DeviceAddress = { account: alice, device: 2 };
const ciphertext = { kind: 1, data: Uint8Array.of(1) };
const everyone = [
  { own: true, device: 2, ciphertext },
  { own: false, device: 1, ciphertext },
  { own: false, device: 2, ciphertext },
];

async function createService() {
  const clock = createTestClock();
  const limits = testLimits({});
  const store = await openSqliteMessageStore({ path: temporaryPath(), clock, limits });
  await store.setDevices(alice, 1, [1, 2]);
  await store.setDevices(bob, 1, [1, 2]);
  const sessions = createMemorySessions();
  await sessions.register(bobsPhone, { gateway: 'g1', connectionEpoch: 1 });
  let hints = 0;
  const hint = async () => {
    hints++;
    return [];
  };
  const blocks = createBlocks();
  const messages = createMessages({ store, sessions, hints: { hint }, clock, limits, blocks });
  async function send(n: number, { control = false, parts = everyone } = {}): Promise<string> {
    const frame = { id: idBytes(messageId(n)), to: idBytes(bob), parts, control };
    const result = await messages.send(alicesPhone, wire.Send.decode(wire.Send.encode(frame).finish()), {});
    return result.kind === 'refused' ? result.error.code : result.kind;
  }
  return { store, blocks, messages, send, hints: () => hints };
}

test('D13 a blocked sender sees Sent; his message is for his own devices only, and never delivered', async () => {
  const { store, blocks, send, hints } = await createService();
  blocks.set(bob, 1, [alice]);
  blocks.ready();
  assert.equal(await send(1), 'sent');
  assert.deepEqual(await readAll(store, bobsPhone), []);
  assert.deepEqual(await readAll(store, bobsTablet), []);
  const [copy] = await readAll(store, alicesTablet);
  assert.ok(copy);
  assert.equal(hints(), 0);
  assert.deepEqual(await ackUpTo(store, alicesTablet, copy.seq), []);
  assert.deepEqual(await readAll(store, alicesPhone), [], 'no receipt');
});

test('D13 what was sent while blocked does not come when the block ends, what is sent then does', async () => {
  const { store, blocks, send } = await createService();
  blocks.ready();
  blocks.set(bob, 1, [alice]);
  await send(1);
  blocks.set(bob, 2, []);
  assert.equal(await send(1), 'sent', 'the same one again');
  assert.equal(await send(2), 'sent');
  const rows = await readAll(store, bobsPhone);
  assert.deepEqual(
    rows.map(({ envelope }) => Buffer.from(wire.Envelope.decode(envelope).id).toString('hex')),
    [messageId(2)],
  );
});

test('D13 a blocked sender hears of devices that have changed like anybody', async () => {
  const { blocks, send } = await createService();
  blocks.ready();
  blocks.set(bob, 1, [alice]);
  assert.equal(await send(1, { parts: everyone.slice(0, 2) }), 'stale_devices');
});

test('D13 what no person is shown goes through: keys of groups in common travel so', async () => {
  const { store, blocks, send } = await createService();
  blocks.ready();
  blocks.set(bob, 1, [alice]);
  await send(1, { control: true });
  assert.equal((await readAll(store, bobsPhone)).length, 1);
});

test('D13 nothing is sent before it is known who has blocked whom; an older list changes nothing', async () => {
  const { store, blocks, send, messages } = await createService();
  assert.equal(await send(1), 'unavailable');
  blocks.set(bob, 2, [alice]);
  blocks.set(bob, 1, []);
  blocks.ready();
  await send(2);
  assert.deepEqual(await readAll(store, bobsPhone), []);
  const opened = await messages.open(bobsPhone, 1);
  assert.ok(opened.kind === 'opened');
  assert.equal(opened.privacyVersion, 2);
});

test('D9 a device that is not known yet is told to come again, not that it is unlinked', async () => {
  const { messages, blocks } = await createService();
  const bobsLaptop: DeviceAddress = { account: bob, device: 3 };
  await assert.rejects(messages.open(bobsLaptop, 1), UnavailableError);
  assert.equal((await messages.open(bobsPhone, 1)).kind, 'opened');
  blocks.ready();
  assert.deepEqual(await messages.open(bobsLaptop, 2), { kind: 'unknown_device' });
});
