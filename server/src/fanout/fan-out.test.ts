// From a SendGroup to everybody's device: the gateway on real sockets, the arbiter, the group log and the fan-out.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { idBytes, wire } from '@parley/protocol';
import {
  alice,
  bob,
  carol,
  envelopeOf,
  isLive,
  isRefused,
  isSent,
  numberedId,
  numberOf,
  start,
  type TestDevice,
} from '../gateway/test-gateway.ts';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { friends } from '../messages/group.testing.ts';
import type { MessageService, RosterAt } from '../messages/messages.ts';
import { startFanOut } from './fan-out.ts';
import type { FanOutRoom } from './fanout.ts';
import { openSqliteGroupLog } from './group-log-sqlite.ts';
import { startGroupReceipts } from './receipts.ts';

const members = [alice, bob, carol].map(({ account }) => account);
/** Alice and Bob from entry 1, all three in entry 2, Alice and Carol from entry 3. */
const rosters = [members.slice(0, 2), members, [members[0]!, members[2]!]].map(accounts => {
  const set = new Set(accounts);
  return { members: set, writers: set };
});
const rosterAt: RosterAt = (group, number) => (group === friends ? rosters[number - 1] : undefined);

/** The last fan-out ends with the test; `restart` ends it and starts another on the same log. */
async function startGroups(t: TestContext, around: (messages: MessageService) => Partial<MessageService> = () => ({})) {
  let fanOut: FanOutRoom | undefined;
  let messages: MessageService | undefined;
  let before = 0;
  const placeOf = (seq?: number | null): number => (seq ?? 0) - before;
  const gateway = await start(t, {
    rosterAt,
    onStamped: () => fanOut?.nudge(),
    around: made => {
      messages = { ...made, ...around(made) };
      return messages;
    },
  });
  const path = temporaryPath();
  const errors: unknown[] = [];
  async function open() {
    const onError = (error: unknown): void => void errors.push(error);
    const log = await openSqliteGroupLog({ path, onError });
    fanOut = startFanOut({ shard: gateway.store, messages: messages!, log, rosterAt, onError });
    return log;
  }
  let log = await open();
  async function stop(): Promise<void> {
    await fanOut?.stop();
    await log.close();
  }
  t.after(stop);
  return {
    ...gateway,
    errors,
    /** Receipts are written soon and not after a second. */
    hurryReceipts() {
      const onError = (error: unknown): void => void errors.push(error);
      const { stop } = startGroupReceipts({ messages: messages!, everyMs: 5, onError });
      t.after(stop);
    },
    stats: () => fanOut!.stats(),
    async restart() {
      await stop();
      log = await open();
    },
    /** Stamps the next roster entry. */
    async enter(number: number) {
      const stamped = await messages!.postRoster({ group: friends, number, entry: entryOf(number) });
      if (number === 1 && stamped.kind === 'stamped') before = stamped.seq - 1;
    },
    /** Of the group: 1 is the first one's. */
    placeOf,
    isPlace: (place: number) => (frame: wire.ServerFrame) => {
      const { groupMessage, groupRoster } = envelopeOf(frame) ?? {};
      return placeOf((groupMessage ?? groupRoster)?.seq) === place;
    },
    /** What came of the group: `#2` roster entry 2, `7` message 7, each with its place. */
    lines: ({ frames }: TestDevice): string[] =>
      frames.flatMap(frame => {
        const { groupMessage, groupRoster } = envelopeOf(frame) ?? {};
        if (groupRoster) return [`${placeOf(groupRoster.seq)}: #${groupRoster.number}`];
        return groupMessage ? [`${placeOf(groupMessage.seq)}: ${groupMessage.data![0]}`] : [];
      }),
  };
}

function entryOf(number: number): Uint8Array {
  return wire.GroupRosterEntry.encode({ group: idBytes(friends), number, event: Uint8Array.of(number) }).finish();
}

const sendGroup = (n: number, roster: number, run = 0): wire.ClientFrame.$Properties => ({
  sendGroup: { id: numberedId(n), group: idBytes(friends), roster, run, data: Uint8Array.of(n) },
});

test('messages and roster entries come to the members of their time, in one order, with sender, time and place', async t => {
  const groups = await startGroups(t);
  const [a, b, c] = await Promise.all([alice, bob, carol].map(device => groups.connect(device, 1)));
  await groups.enter(1);
  a!.send(sendGroup(11, 1));
  const { sent } = await a!.next(isSent(11));
  assert.equal(groups.placeOf(sent!.groupSeq), 2);
  await groups.enter(2);
  b!.send(sendGroup(12, 2));
  await b!.next(isSent(12));
  await groups.enter(3);
  a!.send(sendGroup(13, 3));
  await Promise.all([c!.next(groups.isPlace(6)), a!.next(groups.isPlace(5)), b!.next(groups.isPlace(5))]);
  assert.deepEqual(groups.lines(a!), ['1: #1', '3: #2', '4: 12', '5: #3']);
  assert.deepEqual(groups.lines(b!), ['1: #1', '2: 11', '3: #2', '5: #3']);
  assert.deepEqual(groups.lines(c!), ['3: #2', '4: 12', '5: #3', '6: 13']);
  const { id, sender, senderDevice, ts, groupMessage } = envelopeOf(b!.frames.find(groups.isPlace(2))!)!;
  assert.deepEqual([numberOf(id), ts, groupMessage!.roster], [11, sent!.ts, 1]);
  assert.deepEqual([new Uint8Array(sender), senderDevice], [idBytes(alice.account), 1]);
  assert.deepEqual(groups.errors, []);
});

test('D3 a refusal with the number of the roster ends the run in a group, and not the chat with a person', async t => {
  const groups = await startGroups(t);
  const a = await groups.connect(alice, 1);
  for (const number of [1, 2]) await groups.enter(number);
  for (const [n, roster] of [
    [1, 2],
    [2, 1],
    [3, 2],
  ] as const)
    a.send(sendGroup(n, roster));
  const second = (await a.next(isRefused(2))).refused!;
  assert.deepEqual([second.error!.code, second.roster], ['stale_group', 2]);
  const third = (await a.next(isRefused(3))).refused!;
  assert.deepEqual([third.error!.code, numberOf(third.retryFrom)], ['retry_from', 2]);
  for (const n of [2, 3]) a.send(sendGroup(n, 2, 1));
  await a.next(isSent(3));
  const b = await groups.connect(bob, 1);
  await b.next(groups.isPlace(5));
  assert.deepEqual(groups.lines(b), ['1: #1', '2: #2', '3: 1', '4: 2', '5: 3']);
});

test('D9 what the inboxes refuse for a moment is written later, once and in order', async t => {
  let failing = true;
  const groups = await startGroups(t, messages => ({
    async fanOut(records) {
      if (failing) await messages.fanOut(records.slice(0, 1)); // the first is written, and nobody hears of it
      if (failing) throw new Error('for the test');
      await messages.fanOut(records);
    },
  }));
  const [a, b] = await Promise.all([alice, bob].map(device => groups.connect(device, 1)));
  await groups.enter(1);
  for (const n of [1, 2, 3]) a!.send(sendGroup(n, 1));
  await a!.next(isSent(3));
  await b!.next(groups.isPlace(1));
  failing = false;
  await b!.next(groups.isPlace(4));
  assert.deepEqual(groups.lines(b!), ['1: #1', '2: 1', '3: 2', '4: 3']);
  assert.ok(groups.errors.length > 0);
});

test('D1 D4 what was on its way when the fan-out ended goes on with the next one, once', async t => {
  let hold: Promise<void> | undefined;
  const groups = await startGroups(t, messages => ({
    async fanOut(records) {
      await hold;
      await messages.fanOut(records);
    },
  }));
  const a = await groups.connect(alice, 1);
  await groups.enter(1);
  const held = Promise.withResolvers<void>();
  hold = held.promise;
  for (const n of [1, 2, 3]) a.send(sendGroup(n, 1));
  await a.next(isSent(3));
  const restarting = groups.restart();
  for (const n of [4, 5]) a.send(sendGroup(n, 1));
  await a.next(isSent(5));
  held.resolve();
  await restarting;
  const b = await groups.connect(bob, 1);
  await b.next(isLive);
  await b.next(groups.isPlace(6));
  assert.deepEqual(groups.lines(b), ['1: #1', '2: 1', '3: 2', '4: 3', '5: 4', '6: 5']);
});

test('D7 the sender hears up to where everybody has stored his messages, and no one else does', async t => {
  const groups = await startGroups(t);
  groups.hurryReceipts();
  const [a, b, c] = await Promise.all([alice, bob, carol].map(device => groups.connect(device, 1)));
  for (const number of [1, 2]) await groups.enter(number);
  for (const n of [1, 2]) a!.send(sendGroup(n, 2));
  await Promise.all([b, c].map(device => device!.next(groups.isPlace(4))));
  const upTo = new Map<string, number>();
  await a!.next(frame => {
    for (const { account, upTo: seq } of envelopeOf(frame)?.groupDelivered?.marks ?? []) {
      upTo.set(Buffer.from(account!).toString('hex'), groups.placeOf(seq));
    }
    return [bob, carol].every(({ account }) => upTo.get(account) === 4);
  });
  assert.equal(upTo.size, 2);
  assert.ok([b, c].every(device => device!.frames.every(frame => !envelopeOf(frame)?.groupDelivered)));
});
