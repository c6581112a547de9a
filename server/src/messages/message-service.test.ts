// The message service on the real embedded store and memory sessions; hints are caught where a gateway would be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, type DeviceAddress, idBytes, type Limits, type MessageId, wire } from '@parley/protocol';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
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
  idsOf,
  messageId,
  readAll,
  testLimits,
} from './message-store.testing.ts';
import type { StoredRow } from './message-store.ts';
import { openSqliteMessageStore } from './message-store-sqlite.ts';
import type { SendResult } from './messages.ts';

const alicesTablet: DeviceAddress = { account: alice, device: 2 };

async function createService(changes: Partial<Limits> = {}, sessions: Sessions = createMemorySessions()) {
  const clock = createTestClock();
  const limits = testLimits(changes);
  const store = await openSqliteMessageStore({ path: temporaryPath(), clock, limits });
  await store.setDevices(alice, 1, [1, 2]);
  await store.setDevices(bob, 1, [1, 2]);
  const hinted: { gateway: string; rows: readonly StoredRow[] }[] = [];
  let gone = (_gateway: string, _rows: readonly StoredRow[]): DeviceAddress[] => [];
  const hints = {
    async hint(gateway: string, rows: readonly StoredRow[]) {
      hinted.push({ gateway, rows });
      return gone(gateway, rows);
    },
  };
  const messages = createMessages({ store, sessions, hints, clock, limits });
  return {
    clock,
    limits,
    store,
    sessions,
    messages,
    hinted,
    /** What the gateways answer to a hint. */
    answerHints(answer: typeof gone) {
      gone = answer;
    },
    send: (n: number, send: Partial<wire.Send.$Properties> = {}, run = {}) =>
      messages.send(alicesPhone, sendFrame(n, send), run),
  };
}

const part = (own: boolean, device: number, bytes = 30): wire.Part.$Properties => ({
  own,
  device,
  ciphertext: { kind: 1, data: new Uint8Array(bytes).fill(device) },
});

const everyone = [part(true, 2), part(false, 1), part(false, 2)];

/** As it comes from the wire. */
function sendFrame(n: number, send: Partial<wire.Send.$Properties> = {}): wire.Send {
  const frame = { id: idBytes(messageId(n)), to: idBytes(bob), parts: everyone, ...send };
  return wire.Send.decode(wire.Send.encode(frame).finish());
}

function refusalOf(result: SendResult): string {
  return result.kind === 'refused' ? result.error.code : result.kind;
}

async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
}

const idOfRow = ({ envelope }: { envelope: Uint8Array }): MessageId =>
  Buffer.from(wire.Envelope.decode(envelope).id!).toString('hex') as MessageId;

test('every device named gets an envelope with its own ciphertext and the same stamp', async () => {
  const { send, store, clock } = await createService();
  assert.deepEqual(await send(1), { kind: 'sent', ts: clock.now() });
  for (const [device, fill] of [
    [bobsPhone, 1],
    [bobsTablet, 2],
    [alicesTablet, 2],
  ] as const) {
    const [row] = await readAll(store, device);
    const { id, sender, senderDevice, ts, control, message } = wire.Envelope.decode(row!.envelope);
    assert.deepEqual([Buffer.from(id!).toString('hex'), Buffer.from(sender!).toString('hex')], [messageId(1), alice]);
    assert.deepEqual([senderDevice, ts, control, message?.kind], [1, clock.now(), false, 1]);
    assert.deepEqual(new Uint8Array(message!.data!), new Uint8Array(30).fill(fill));
  }
});

test('D2 a retry is answered with the time of the first one, and stored once', async () => {
  const { send, store, clock } = await createService();
  const ts = clock.now();
  await send(1);
  clock.advance(5_000);
  assert.deepEqual(await send(1), { kind: 'sent', ts });
  assert.equal((await readAll(store, bobsPhone)).length, 1);
});

test('F19 an answer is stamped after its question, but at most a minute ahead of the clock', async () => {
  const { send, clock, limits } = await createService();
  assert.deepEqual(await send(1, { after: clock.now() + 5_000 }), { kind: 'sent', ts: clock.now() + 5_001 });
  const far = await send(2, { after: clock.now() + 7 * 60_000 });
  assert.deepEqual(far, { kind: 'sent', ts: clock.now() + limits.maxTimeAheadMs });
});

test('D3 stamps do not fall when the wall clock is set back', async () => {
  const { send, clock } = await createService();
  const first = await send(1);
  clock.step(-30_000);
  const second = await send(2);
  assert.ok(first.kind === 'sent' && second.kind === 'sent' && second.ts >= first.ts);
});

test('a note to oneself may have no part at all', async () => {
  const { messages, store } = await createService();
  await store.setDevices(carol, 1, [1]);
  const carolsPhone = { account: carol, device: 1 };
  const note = sendFrame(1, { to: idBytes(carol), parts: [] });
  assert.equal((await messages.send(carolsPhone, note, {})).kind, 'sent');
  const own = sendFrame(2, { to: idBytes(alice), parts: [part(true, 2)] });
  assert.equal((await messages.send(alicesPhone, own, {})).kind, 'sent');
  assert.equal((await readAll(store, alicesTablet)).length, 1);
});

const refused: Record<string, [code: string, send: Partial<wire.Send.$Properties>]> = {
  'an id that is too short': ['bad_send', { id: new Uint8Array(15) }],
  'an account that is too long': ['bad_send', { to: new Uint8Array(17) }],
  'too many parts': ['too_many_parts', { parts: Array.from({ length: 17 }, (_, i) => part(false, i + 1)) }],
  'a part without ciphertext': ['bad_send', { parts: [part(true, 2), part(false, 1, 0), part(false, 2)] }],
  'two parts for one device': ['bad_send', { parts: [...everyone, part(false, 2)] }],
  'own parts not marked as own': ['bad_send', { to: idBytes(alice), parts: [part(false, 2)] }],
  'a missing part': ['stale_devices', { parts: [part(true, 2), part(false, 1)] }],
  'a missing own part': ['stale_devices', { parts: [part(false, 1), part(false, 2)] }],
  'an unknown account': ['unknown_account', { to: idBytes('ee'.repeat(16) as AccountId) }],
};

for (const [what, [code, changes]] of Object.entries(refused)) {
  test(`${what} is refused with ${code}, and nothing is stored`, async () => {
    const { send, store } = await createService();
    assert.equal(refusalOf(await send(1, changes)), code);
    assert.equal(store.totals().rows, 0);
  });
}

test('F17 a ciphertext of exactly the limit passes; one byte more names the limit', async () => {
  const { send, limits } = await createService();
  const max = limits.maxCiphertextBytes;
  assert.equal((await send(1, { parts: [part(true, 2), part(false, 1, max), part(false, 2)] })).kind, 'sent');
  const over = await send(2, { parts: [part(true, 2), part(false, 1, max + 1), part(false, 2)] });
  assert.ok(over.kind === 'refused' && over.error.code === 'content_too_large' && !over.error.temporary);
  assert.match(over.error.message, new RegExp(`${max} bytes.*${max + 1}`));
});

test('a stale list is refused with what is missing and extra', async () => {
  const { send, store } = await createService();
  await store.setDevices(bob, 2, [2, 3]);
  const result = await send(1);
  const mismatches = [{ account: bob, version: 2, missing: [3], extra: [1] }];
  assert.ok(result.kind === 'refused' && result.error.temporary);
  assert.deepEqual(result.mismatches, mismatches);
});

test('a device that was removed is refused', async () => {
  const { send, store } = await createService();
  await store.setDevices(alice, 2, [2]);
  assert.equal(refusalOf(await send(1)), 'forbidden');
});

test('D10 a full inbox is said to be full, for a while', async () => {
  const { send } = await createService({ maxInboxRows: 4, maxSenderShare: 0.5 });
  const results = [await send(1), await send(2), await send(3)];
  assert.deepEqual(results.map(refusalOf), ['sent', 'sent', 'inbox_full']);
  assert.ok(results[2]?.kind === 'refused' && results[2].error.temporary);
});

test('a device sends a burst, then at the rate; others are not held up', async () => {
  const { send, messages, clock } = await createService({ sendsBurst: 3, sendsPerSecond: 2 });
  const first = await Promise.all([1, 2, 3].map(n => send(n)));
  assert.deepEqual(first.map(refusalOf), ['sent', 'sent', 'sent']);
  const limited = await send(4);
  assert.ok(limited.kind === 'refused' && limited.error.code === 'rate_limited');
  assert.equal(limited.error.retryAfterMs, 500);
  const tablet = sendFrame(5, { parts: [part(true, 1), part(false, 1), part(false, 2)] });
  assert.equal((await messages.send(alicesTablet, tablet, {})).kind, 'sent');
  clock.advance(500);
  assert.deepEqual([refusalOf(await send(4)), refusalOf(await send(6))], ['sent', 'rate_limited']);
});

test('D3 what is behind a refused send in its run is refused too, in order, whatever refuses it', async () => {
  const { send, store } = await createService();
  const run: { endedBy?: MessageId } = {};
  const results = await Promise.all([
    send(1, {}, run),
    send(2, { parts: [part(false, 1)] }, run), // refused by the store
    send(3, {}, run),
    send(4, { id: new Uint8Array(3) }, run), // would be refused by the service
    send(5, {}, {}), // another run
  ]);
  assert.deepEqual(results.map(refusalOf), ['sent', 'stale_devices', 'retry_from', 'retry_from', 'sent']);
  assert.equal(run.endedBy, messageId(2));
  for (const result of results.slice(2, 4)) assert.ok(result.kind === 'refused' && result.retryFrom === messageId(2));
  assert.equal(refusalOf(await send(6, {}, run)), 'retry_from');
  assert.deepEqual((await readAll(store, bobsPhone)).map(idOfRow), [messageId(1), messageId(5)]);
});

test('D3 a send that the service refuses ends its run for those behind it, not for those before', async () => {
  const { send } = await createService();
  const run: { endedBy?: MessageId } = {};
  const tooLarge = { parts: [part(true, 2), part(false, 1, 70_000), part(false, 2)] };
  const results = await Promise.all([send(1, {}, run), send(2, tooLarge, run), send(3, {}, run)]);
  assert.deepEqual(results.map(refusalOf), ['sent', 'content_too_large', 'retry_from']);
  assert.equal(run.endedBy, messageId(2));
});

test('D6 the gateway that holds a device is hinted after the rows are durable', async () => {
  const { send, sessions, hinted, store } = await createService();
  await sessions.register(bobsPhone, { gateway: 'g1', connectionEpoch: 1 });
  await sessions.register(alicesTablet, { gateway: 'g2', connectionEpoch: 1 });
  await send(1);
  await settle();
  const [row] = await readAll(store, bobsPhone);
  const { inboxEpoch } = (await store.stat(bobsPhone))!;
  const toPhone = hinted.find(({ gateway }) => gateway === 'g1')!.rows;
  assert.deepEqual(
    toPhone.map(one => [one.account, one.device, one.inboxEpoch, one.seq]),
    [[bob, 1, inboxEpoch, row!.seq]],
  );
  assert.deepEqual(new Uint8Array(toPhone[0]!.envelope), new Uint8Array(row!.envelope));
  assert.deepEqual(hinted.map(({ gateway, rows }) => [gateway, rows.length]).toSorted(), [
    ['g1', 1],
    ['g2', 1],
  ]);
});

test('D6 a device that registers while its message is being stored is found by the second look-up', async () => {
  const { send, sessions, hinted } = await createService();
  const sending = send(1);
  await sessions.register(bobsPhone, { gateway: 'g1', connectionEpoch: 1 }); // behind the first look-up
  await sending;
  await settle();
  assert.deepEqual(
    hinted.map(({ gateway, rows }) => [gateway, rows.length]),
    [['g1', 1]],
  );
});

test('hints of one turn go to a gateway in one call, in the order of the rows', async () => {
  const { send, sessions, hinted } = await createService();
  for (const device of [bobsPhone, bobsTablet]) await sessions.register(device, { gateway: 'g1', connectionEpoch: 1 });
  await Promise.all(Array.from({ length: 20 }, (_, i) => send(i + 1)));
  await settle();
  assert.equal(hinted.length, 1);
  const seqs = hinted[0]!.rows.filter(row => row.device === 1).map(row => row.seq);
  assert.deepEqual(
    seqs,
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
});

test('a gateway that no longer holds the device is believed: looked up once more, then left to the slow poll', async () => {
  const bounces: unknown[] = [];
  const memory = createMemorySessions();
  const bounced: Sessions['bounced'] = ({ device }, session) => void bounces.push([device, session]);
  const { send, sessions, hinted, answerHints } = await createService({}, { ...memory, bounced });
  await sessions.register(bobsPhone, { gateway: 'g1', connectionEpoch: 1 });
  answerHints(gateway => {
    if (gateway === 'g1') void sessions.register(bobsPhone, { gateway: 'g2', connectionEpoch: 2 });
    return [bobsPhone];
  });
  assert.equal((await send(1)).kind, 'sent');
  await settle();
  assert.deepEqual(
    hinted.map(({ gateway }) => gateway),
    ['g1', 'g2'],
  );
  assert.deepEqual(bounces, [
    [bobsPhone.device, { gateway: 'g1', connectionEpoch: 1 }],
    [bobsPhone.device, { gateway: 'g2', connectionEpoch: 2 }],
  ]);
});

test('D9 a gateway that cannot be reached is not asked twice, and its devices are found where they are now', async () => {
  const { send, sessions, hinted, answerHints } = await createService();
  for (const device of [bobsPhone, bobsTablet]) await sessions.register(device, { gateway: 'g1', connectionEpoch: 1 });
  answerHints(gateway => {
    if (gateway === 'g2') return [];
    void sessions.register(bobsPhone, { gateway: 'g2', connectionEpoch: 2 });
    throw new Error('for the test');
  });
  assert.equal((await send(1)).kind, 'sent');
  await settle();
  assert.deepEqual(
    hinted.map(({ gateway, rows }) => [gateway, rows.length]),
    [
      ['g1', 2],
      ['g2', 1],
    ],
  );
});

test('D9 a message is sent although sessions and gateways fail', async () => {
  const broken: Sessions = { ...createMemorySessions(), lookup: () => Promise.reject(new Error('gone')) };
  const { send, store } = await createService({}, broken);
  assert.equal((await send(1)).kind, 'sent');
  await settle();
  assert.equal((await readAll(store, bobsPhone)).length, 1);
});

test('D7 receipts of an ack, and of a resume, are hinted to the senders', async () => {
  const { send, messages, sessions, store, hinted } = await createService();
  await sessions.register(alicesPhone, { gateway: 'g1', connectionEpoch: 1 });
  for (const n of [1, 2, 3]) await send(n);
  const { inboxEpoch } = (await store.stat(bobsPhone))!;
  await messages.ack(bobsPhone, { inboxEpoch, seq: 2 });
  await messages.open(bobsPhone, 1, { inboxEpoch, seq: 3 });
  await settle();
  const ids = hinted.flatMap(({ rows }) => rows.filter(row => row.account === alice).map(idsOf));
  assert.deepEqual(ids, [[1, 2], [3]]);
});

test('D1 a store that fails is no reason to say sent', async () => {
  const { send, store } = await createService();
  await store.close();
  const result = await send(1);
  assert.ok(result.kind === 'refused' && result.error.code === 'unavailable' && result.error.temporary);
});

test('a control message makes no receipt', async () => {
  const { send, store } = await createService();
  await send(1, { control: true });
  assert.deepEqual(await ackUpTo(store, bobsPhone, 1), []);
});

test('list versions: equal sets are taken whatever the versions; of sets that differ the older list is the wrong one', async () => {
  const { send, store } = await createService();
  await store.setDevices(bob, 5, [1, 2]);
  const toBobs = (toListVersion: number, parts = everyone) => ({ toListVersion, ownListVersion: 1, parts });
  const results = [
    await send(1, toBobs(1)),
    await send(2, toBobs(5)),
    await send(3, toBobs(6)),
    await send(4, toBobs(4, [part(true, 2), part(false, 1)])),
    await send(5, toBobs(5, [part(true, 2), part(false, 1)])),
  ];
  assert.deepEqual(results.map(refusalOf), ['sent', 'sent', 'sent', 'stale_devices', 'stale_devices']);
  // This store has not heard of bob's third device yet: there is nothing newer for the sender to fetch.
  const behind = await send(6, toBobs(6, [...everyone, part(false, 3)]));
  assert.ok(behind.kind === 'refused' && behind.error.temporary && behind.error.retryAfterMs);
  assert.deepEqual([behind.error.code, behind.mismatches], ['unavailable', undefined]);
  await store.setDevices(bob, 6, [1, 2, 3]);
  assert.equal((await send(6, toBobs(6, [...everyone, part(false, 3)]))).kind, 'sent');
  // One list that is behind and one that is stale: the sender fetches what there is.
  const both = await send(7, { ...toBobs(7, [part(false, 1)]), ownListVersion: 1 });
  assert.ok(both.kind === 'refused' && both.error.code === 'stale_devices');
  assert.equal(both.mismatches?.length, 2);
});
