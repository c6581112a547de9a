// SendGroup in the message service, on the real embedded store; rosters are given by the test.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, idBytes, type Limits, wire } from '@parley/protocol';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import { friends, rosterPost } from './group.testing.ts';
import { createMessages } from './message-service.ts';
import {
  alice,
  alicesPhone,
  bob,
  bobsPhone,
  carol,
  createTestClock,
  messageId,
  testLimits,
} from './message-store.testing.ts';
import { openSqliteMessageStore } from './message-store-sqlite.ts';
import type { GroupRoster, RosterAt, SendResult } from './messages.ts';

const carolsPhone = { account: carol, device: 1 };

const roster = (members: AccountId[], writers = members): GroupRoster => ({
  members: new Set(members),
  writers: new Set(writers),
});

/** A group whose roster entries are these, all of them stamped. */
async function createService(rosters: readonly GroupRoster[], changes: Partial<Limits> = {}) {
  const clock = createTestClock();
  const limits = testLimits(changes);
  const store = await openSqliteMessageStore({ path: temporaryPath(), clock, limits });
  for (const account of [alice, bob, carol]) await store.setDevices(account, 1, [1]);
  let rosterAt: RosterAt = (group, number) => (group === friends ? rosters[number - 1] : undefined);
  let stamped = 0;
  const messages = createMessages({
    store,
    sessions: createMemorySessions(),
    hints: { hint: async () => [] },
    clock,
    limits,
    rosterAt: (group, number) => rosterAt(group, number),
    onStamped: () => stamped++,
  });
  for (const number of rosters.keys()) await messages.postRoster(rosterPost(number + 1));
  return {
    store,
    messages,
    stamped: () => stamped,
    /** What the group service does from now on. */
    answer(with_: (known: RosterAt) => RosterAt) {
      rosterAt = with_(rosterAt);
    },
    send: (n: number, send: Partial<wire.SendGroup.$Properties> = {}, run = {}, sender = alicesPhone) =>
      messages.sendGroup(sender, frame(n, { roster: rosters.length, ...send }), run),
    stampedIds: async () => (await store.groupOutbox([], 100)).flatMap(({ id }) => (id ? [Number(`0x${id}`)] : [])),
  };
}

/** As it comes from the wire. */
function frame(n: number, send: Partial<wire.SendGroup.$Properties>): wire.SendGroup {
  const group = idBytes(friends);
  const encoded = wire.SendGroup.encode({ id: idBytes(messageId(n)), group, data: new Uint8Array(30), ...send });
  return wire.SendGroup.decode(encoded.finish()) as wire.SendGroup;
}

const codeOf = (result: SendResult): string => (result.kind === 'refused' ? result.error.code : result.kind);

test('a member hears of time and place once the message is stamped, and the fan-out is told', async () => {
  const { send, stamped } = await createService([roster([alice, bob])]);
  const before = stamped();
  const [first, second] = await Promise.all([send(1), send(2)]);
  assert.ok(first.kind === 'sent' && second.kind === 'sent');
  assert.deepEqual([second.groupSeq! - first.groupSeq!, second.ts - first.ts], [1, 1]);
  assert.equal(stamped(), before + 2);
  assert.deepEqual(await send(1), first, 'D2');
  assert.equal(stamped(), before + 2);
});

test('who knows an older roster is told the number of the last one', async () => {
  const { send } = await createService([roster([alice]), roster([alice, bob])]);
  const result = await send(1, { roster: 1 });
  assert.deepEqual([codeOf(result), result.kind === 'refused' && result.roster], ['stale_group', 2]);
  assert.equal(codeOf(await send(1, { roster: 0 })), 'stale_group');
  assert.equal(codeOf(await send(1)), 'sent');
});

test('who is let in, or may write, only by a later entry is told so; who is ahead of the arbiter waits', async () => {
  const { send, answer } = await createService([roster([alice]), roster([alice, bob], [bob]), roster([alice, bob])]);
  assert.equal(codeOf(await send(1, { roster: 1 }, {}, bobsPhone)), 'stale_group');
  assert.equal(codeOf(await send(1, { roster: 2 })), 'stale_group');
  answer(known => (group, number) => known(group, Math.min(number, 3)));
  const result = await send(1, { roster: 4 });
  assert.ok(result.kind === 'refused' && result.error.code === 'unavailable' && result.error.retryAfterMs! > 0);
});

test('strangers hear that there is no such group, whatever number they name, and who has left too', async () => {
  const { send } = await createService([roster([alice, carol]), roster([alice])]);
  for (const number of [0, 2, 3]) {
    assert.equal(codeOf(await send(1, { roster: number }, {}, bobsPhone)), 'unknown_group');
  }
  assert.equal(codeOf(await send(1, {}, {}, carolsPhone)), 'unknown_group');
  assert.equal(codeOf(await send(1, { group: new Uint8Array(16).fill(9) })), 'unknown_group');
});

test('where only admins write, others are refused', async () => {
  const { send } = await createService([roster([alice, bob], [alice])]);
  assert.equal(codeOf(await send(1, {}, {}, bobsPhone)), 'group_forbidden');
  assert.equal(codeOf(await send(1)), 'sent');
});

test('F17 what has a wrong id, nothing in it or too much is refused', async () => {
  const { send } = await createService([roster([alice])], { maxCiphertextBytes: 100 });
  assert.equal(codeOf(await send(1, { data: new Uint8Array(100) })), 'sent');
  assert.equal(codeOf(await send(2, { data: new Uint8Array(101) })), 'content_too_large');
  assert.equal(codeOf(await send(3, { data: new Uint8Array(0) })), 'bad_send');
  assert.equal(codeOf(await send(4, { id: new Uint8Array(3) })), 'bad_send');
});

test('the rate of sends holds for groups too', async () => {
  const { send } = await createService([roster([alice])], { sendsPerSecond: 1, sendsBurst: 1 });
  assert.equal(codeOf(await send(1)), 'sent');
  assert.equal(codeOf(await send(2)), 'rate_limited');
});

test('D3 the order of calls is the order of stamps, also where the group service has to be asked', async () => {
  const { send, answer, stampedIds } = await createService([roster([alice])]);
  const asked = Promise.withResolvers<void>();
  let calls = 0;
  answer(known => (group, number) => {
    calls++;
    return calls === 1 || calls === 3 ? asked.promise.then(() => known(group, number)) : known(group, number);
  });
  const run = {};
  const sending = [1, 2, 3, 4].map(n => send(n, {}, run));
  assert.equal(codeOf(await send(9)), 'sent', 'another run does not wait');
  assert.deepEqual(await stampedIds(), [9]);
  asked.resolve();
  const results = await Promise.all(sending);
  assert.deepEqual(results.map(codeOf), Array(4).fill('sent'));
  assert.deepEqual(await stampedIds(), [9, 1, 2, 3, 4]);
});

test('D3 a refusal ends the run, also one that had to be looked into, and nothing behind it is stamped', async () => {
  const { send, answer, stampedIds } = await createService([roster([alice, bob])]);
  answer(known => async (group, number) => known(group, number));
  const run: { endedBy?: string } = {};
  const results = await Promise.all([
    send(1, {}, run),
    send(2, { roster: 7 }, run),
    send(3, {}, run),
    send(4, { data: new Uint8Array(0) }, run),
  ]);
  assert.deepEqual(results.map(codeOf), ['sent', 'unavailable', 'retry_from', 'retry_from']);
  assert.equal(run.endedBy, messageId(2));
  assert.deepEqual(await stampedIds(), [1]);
  assert.equal(codeOf(await send(2)), 'sent');
});

test('D3 D9 where the group service fails, the message is refused for a moment and ends its run', async () => {
  const { send, answer, stampedIds } = await createService([roster([alice])]);
  let failing = true;
  answer(known => (group, number) => (failing ? Promise.reject(new Error('for the test')) : known(group, number)));
  const run = {};
  const first = send(1, {}, run);
  failing = false;
  const results = await Promise.all([first, send(2, {}, run)]);
  assert.deepEqual(results.map(codeOf), ['unavailable', 'retry_from']);
  assert.deepEqual(await stampedIds(), []);
});
