// Messages in groups when something goes wrong: keys that got lost, kills, refusals, a server that has forgotten.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  type AccountId,
  accountIdFrom,
  deviceKey,
  type GroupId,
  limits,
  type MessageId,
  toHex,
  type wire,
} from '@parley/protocol';
import type { Message } from '../client.ts';
import type { Clock } from '../clock.ts';
import { newMessageId } from '../message-id.ts';
import { type OutboxRow, orderKey, senderKeyKey } from '../store/schema.ts';
import { createManualClock, turns } from '../testing/manual-clock.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';

async function meet(t: TestContext, clock?: Clock, random = () => 0) {
  const world = createWorld(clock);
  t.after(world.close);
  const [ann, ben, cat] = [
    await world.register('Ann'),
    await world.register('Ben', { random }),
    await world.register('Cat'),
  ];
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [ben, cat].map(idOf) });
  for (const { client } of [ben, cat]) await until(async () => (await client.group(id)) !== undefined);
  return { world, ann, ben, cat, id };
}

const idOf = ({ client }: Person): AccountId => client.account;
const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));

async function shown({ client }: Person, id: GroupId): Promise<Message[]> {
  return (await client.messages(id, { limit: 1_000 })).filter(({ notice }) => !notice);
}

async function sees(person: Person, id: GroupId, ...expected: (string | undefined)[]): Promise<void> {
  const texts = async () => (await shown(person, id)).map(({ text }) => text);
  await until(async () => String(await texts()) === String(expected)).catch(() => {}); // the difference is told
  assert.deepEqual(await texts(), expected);
}

async function says({ client }: Person, id: GroupId, text: string): Promise<MessageId> {
  const message = await client.sendText(id, text);
  await client.waitFor(message.id, 'sent');
  return message.id;
}

const sentBy = ({ frames }: World['server'], person: Person) =>
  frames.filter(({ device }) => device.account === idOf(person)).map(({ frame }) => frame);

/** Cat has lost Ben's key when she comes again. */
async function withoutKey(world: World, cat: Person, ben: Person, id: GroupId): Promise<Person> {
  const key = senderKeyKey(id, deviceKey(idOf(ben), 1));
  assert.ok(await cat.store.get('senderKeys', key));
  await cat.store.commit([{ collection: 'senderKeys', key, row: undefined }]);
  return world.restart(cat, { online: false });
}

test('D8 F23 who has lost the key of a member asks, and has the message and those after it', async t => {
  const { world, ben, cat, id } = await meet(t);
  await says(ben, id, 'one');
  await sees(cat, id, 'one');
  const again = await withoutKey(world, cat, ben, id);
  const parked: Message[] = [];
  again.client.on('parked', message => parked.push(message));
  again.client.connect();
  await again.client.whenOnline();
  await says(ben, id, 'two');
  await sees(again, id, 'one', 'two');
  await says(ben, id, 'three');
  await sees(again, id, 'one', 'two', 'three');
  assert.equal(parked.length, 1);
  assert.deepEqual(new Set((await shown(again, id)).map(({ state }) => state)), new Set(['received']));
});

test('D8 a device asks so often an hour and no more; what is left is a line', async t => {
  const { world, ben, cat, id } = await meet(t);
  await says(ben, id, 'first');
  await sees(cat, id, 'first');
  const again = await withoutKey(world, cat, ben, id);
  const all = numbers(limits.resendsPerDeviceAndHour + 2);
  for (const text of all) await says(ben, id, text);
  again.client.connect();
  await sees(again, id, 'first', ...all.slice(0, -2), undefined, undefined);
  await says(ben, id, 'the last');
  await sees(again, id, 'first', ...all.slice(0, -2), undefined, undefined, 'the last');
  assert.equal(sentBy(world.server, again).filter(({ send }) => send).length, limits.resendsPerDeviceAndHour);
});

test('D8 F22 who has left by the time they ask has what was written before, and nothing of later', async t => {
  const { world, ann, ben, cat, id } = await meet(t);
  await says(ben, id, 'one');
  await sees(cat, id, 'one');
  const again = await withoutKey(world, cat, ben, id);
  await says(ben, id, 'two');
  await ann.client.removeMembers(id, [idOf(cat)]);
  await until(async () => (await ben.client.group(id))?.members.length === 2);
  again.client.connect();
  await sees(again, id, 'one', 'two');
  await again.client.whenSent();
  assert.equal(await again.store.get('senderKeys', senderKeyKey(id, deviceKey(idOf(ben), 1))), undefined);
});

test('D8 F21 who was registered anew outside the group, and added again, is handed the key by those who knew the old one', async t => {
  const { world, ann, ben, cat, id } = await meet(t);
  await says(ben, id, 'one');
  await sees(cat, id, 'one');
  await ann.client.removeMembers(id, [idOf(cat)]);
  await until(async () => (await ben.client.group(id))?.members.length === 2);
  await cat.client.close();
  const again = await world.register('Cat', { phone: cat.client.phone }); // no group of hers is left to be told
  const parked: Message[] = [];
  again.client.on('parked', message => parked.push(message));
  await ann.client.addMembers(id, [idOf(again)]);
  await until(async () => (await ben.client.group(id))?.members.length === 3);
  await until(async () => (await again.client.group(id))?.role === 'member');
  await says(ben, id, 'two');
  await sees(again, id, 'two');
  assert.deepEqual(parked, []);
});

test('F22 who asks for a message that was written before they came is answered with nothing', async t => {
  const { world, ann, ben, id } = await meet(t);
  const secret = await says(ben, id, 'before Dan');
  const dan = await world.register('Dan');
  await ann.client.addMembers(id, [idOf(dan)]);
  await until(async () => (await ben.client.group(id))?.members.length === 4);
  const asked = { kind: 'resend_request', of: secret, device: 1 } as const;
  const row: OutboxRow = { order: 1_000, id: newMessageId(), to: idOf(ben), payload: asked };
  await dan.store.commit([{ collection: 'outbox', key: orderKey(row.order), row }]);
  const again = await world.restart(dan);
  await again.client.sendText(idOf(ben), 'and?'); // behind the request
  await until(async () => (await ben.client.messages(idOf(dan))).length === 1);
  await ben.client.whenSent();
  assert.equal(sentBy(world.server, again).filter(({ send }) => send).length, 2);
  const toDan = sentBy(world.server, ben).filter(({ send }) => send?.to && accountIdFrom(send.to) === idOf(dan));
  assert.deepEqual(toDan, []);
});

test('F9 D3 killed between seal and send: the same bytes leave later, and no part of the key is used twice', async t => {
  const { world, ann, ben, id } = await meet(t);
  await says(ben, id, 'zero');
  const held: wire.SendGroup[] = [];
  const kept: Promise<OutboxRow[]>[] = [];
  world.server.onClientFrame = ({ sendGroup }) => {
    if (!sendGroup) return undefined;
    held.push(sendGroup as wire.SendGroup);
    kept.push(ben.store.list('outbox'));
    return 'drop';
  };
  await ben.client.sendText(id, 'one');
  await ben.client.sendText(id, 'two');
  await until(() => held.length === 2);
  for (const [i, rows] of (await Promise.all(kept)).entries()) {
    const sealed = rows.map(row => row.sealed && 'data' in row.sealed && toHex(row.sealed.data));
    assert.ok(sealed.includes(toHex(held[i]!.data)), 'kept before it has left');
  }
  world.server.onClientFrame = () => undefined;
  const again = await world.restart(ben, { killed: true });
  await says(again, id, 'three');
  await sees(ann, id, 'zero', 'one', 'two', 'three');
  const left = sentBy(world.server, again).flatMap(({ sendGroup }) => (sendGroup ? [toHex(sendGroup.data!)] : []));
  assert.deepEqual(
    left.slice(1, 3),
    held.map(({ data }) => toHex(data)),
  );
  assert.equal(new Set(left).size, 4);
});

test('D3 F21 a refusal in the middle of many: what was refused goes again behind what was not, in order and once', async t => {
  const { world, ann, ben, cat, id } = await meet(t);
  await says(ben, id, 'zero');
  let count = 0;
  world.server.onClientFrame = ({ sendGroup }) => {
    // At the third, and once more while those go again, something has changed before.
    if (sendGroup && [3, 13].includes(++count)) world.server.groups.devicesChanged(idOf(cat), 1, false);
    return undefined;
  };
  for (const text of numbers(10)) await ben.client.sendText(id, text);
  await ben.client.whenSent();
  for (const person of [ann, ben, cat]) await sees(person, id, 'zero', ...numbers(10));
  const runs = sentBy(world.server, ben).flatMap(({ sendGroup }) => (sendGroup ? [sendGroup.run ?? 0] : []));
  assert.deepEqual(runs, runs.toSorted());
  assert.deepEqual([...new Set(runs)], [0, 1, 2]);
});

test('F18 a server that has forgotten entries of the roster is asked again only after a while, and the message says why', async t => {
  const clock = createManualClock(Date.now());
  const { world, ann, ben, id } = await meet(t, clock, () => 0.5);
  await ann.client.changeGroup(id, { name: 'Bouldering' });
  await until(async () => (await ben.client.group(id))?.name === 'Bouldering');
  const forgotten = world.server.groups.of(id).entries.pop()!;
  const tries = () => sentBy(world.server, ben).filter(({ sendGroup }) => sendGroup).length;
  const { id: message } = await ben.client.sendText(id, 'hello?');
  const reason = async () => (await shown(ben, id)).at(-1)?.error?.code;
  await until(async () => (await reason()) === 'stale_group');
  await turns(200);
  assert.equal(tries(), 1);
  await clock.advance(500);
  await until(() => tries() === 2);
  await clock.advance(999); // it waits longer from time to time
  assert.equal(tries(), 2);
  world.server.groups.of(id).entries.push(forgotten);
  await clock.advance(1);
  await ben.client.waitFor(message, 'sent');
  assert.equal(await reason(), undefined);
});

test('D9 F21 a list that nobody could be asked for says nothing against an entry: the group goes on when it is heard of again', async t => {
  const { world, ann, cat, id } = await meet(t);
  const dan = await world.register('Dan');
  await ann.client.addMembers(id, [idOf(dan)]);
  await until(async () => (await dan.client.group(id)) !== undefined);
  await until(async () => (await cat.client.group(id))?.members.length === 4);
  await cat.client.close();
  await cat.store.commit([{ collection: 'accounts', key: idOf(dan), row: undefined }]);
  const again = await world.restart(cat, { online: false });

  const { accounts } = world.server;
  const { fetch } = accounts;
  let failures = 0;
  await dan.client.leaveGroup(id);
  accounts.fetch = (async (input, init) => {
    if (!/\/v1\/accounts\/(lists|\w+\/devices)/.test(String(input))) return fetch(input, init);
    failures++;
    throw new TypeError('the network is away');
  }) as typeof fetch;
  again.client.connect();
  await until(() => failures >= 5);
  await again.client.whenOnline();
  accounts.fetch = fetch;
  await says(ann, id, 'hello');
  await sees(again, id, 'hello');
  await until(async () => (await again.client.group(id))?.members.length === 3);
  assert.deepEqual(
    again.notices.filter(({ kind }) => kind === 'group_conflict'),
    [],
  );
});
