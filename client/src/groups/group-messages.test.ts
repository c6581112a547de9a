// Messages in groups: who reads what, in which order, and who has got it.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type AccountId, deviceKey, type GroupId, wire } from '@parley/protocol';
import type { Message } from '../client.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';

type People = Record<'ann' | 'ben' | 'cat' | 'dan', Person> & { readonly world: World };

async function meet(t: TestContext): Promise<People> {
  const world = createWorld();
  t.after(world.close);
  const [ann, ben] = [await world.register('Ann'), await world.register('Ben')];
  return { world, ann, ben, cat: await world.register('Cat'), dan: await world.register('Dan') };
}

const idOf = ({ client }: Person): AccountId => client.account;

async function groupOf(owner: Person, ...others: Person[]): Promise<GroupId> {
  const { id } = await owner.client.createGroup({ name: 'Climbing', members: others.map(idOf) });
  for (const { client } of others) await until(async () => (await client.group(id)) !== undefined);
  return id;
}

const shown = async ({ client }: Person, id: GroupId): Promise<Message[]> =>
  (await client.messages(id, { limit: 1_000 })).filter(({ notice }) => !notice);
const texts = async (person: Person, id: GroupId) => (await shown(person, id)).map(({ text }) => text);

async function sees(person: Person, id: GroupId, ...expected: string[]): Promise<void> {
  await until(async () => (await texts(person, id)).length >= expected.length);
  assert.deepEqual(await texts(person, id), expected);
}

async function says(person: Person, id: GroupId, text: string): Promise<Message> {
  const { id: message } = await person.client.sendText(id, text);
  return person.client.waitFor(message, 'sent');
}

test('D3 what is written in a group is read by all its members, in one order', async t => {
  const { ann, ben, cat } = await meet(t);
  const id = await groupOf(ann, ben, cat);
  for (let i = 0; i < 5; i++)
    for (const person of [ann, ben, cat]) await person.client.sendText(id, `${idOf(person)} ${i}`);
  for (const { client } of [ann, ben, cat]) await client.whenSent();
  for (const person of [ann, ben, cat]) await until(async () => (await shown(person, id)).length === 15);
  const [first, ...others] = await Promise.all([ann, ben, cat].map(person => texts(person, id)));
  for (const other of others) assert.deepEqual(other, first);
  for (const person of [ann, ben, cat]) {
    const own = first!.filter(text => text!.startsWith(idOf(person)));
    assert.deepEqual(
      own,
      [0, 1, 2, 3, 4].map(i => `${idOf(person)} ${i}`),
    );
  }
  assert.equal((await shown(ben, id)).find(({ author }) => author === idOf(ann))?.state, 'received');
  assert.equal((await ben.client.chat(idOf(ann))).name, 'Ann', 'names come with what is written');
});

test('F21 who has left or was removed gets nothing more, also of what was written before that was known', async t => {
  const { world, ann, ben, cat } = await meet(t);
  const id = await groupOf(ann, ben, cat);
  await says(ben, id, 'all of us');
  await sees(cat, id, 'all of us');
  const before = (await ben.store.get('ownSenderKeys', id))!;
  // Ben has not heard that Cat leaves, and writes meanwhile.
  world.server.cut(1006, ben.client);
  world.server.reachable = false;
  const { id: queued } = await ben.client.sendText(id, 'without Cat');
  await cat.client.leaveGroup(id);
  world.server.reachable = true;
  ben.client.connect();
  await ben.client.waitFor(queued, 'sent');
  await sees(ann, id, 'all of us', 'without Cat');
  const after = (await ben.store.get('ownSenderKeys', id))!;
  assert.notDeepEqual(after.record, before.record);
  assert.deepEqual(after.sharedWith, [deviceKey(idOf(ann), 1)]);
  const toCat = world.server.inboxes.of(cat.client).rows.map(({ envelope }) => wire.Envelope.decode(envelope));
  assert.ok(toCat.every(({ groupMessage }) => !groupMessage));
  await says(ann, id, 'nor with this');
  assert.deepEqual(await texts(cat, id), ['all of us']);
});

test('F21 a message sealed for a member who has left meanwhile is sealed anew under the same id', async t => {
  const { world, ann, ben, cat } = await meet(t);
  const id = await groupOf(ann, ben, cat);
  await says(ben, id, 'first');
  let held: wire.SendGroup | undefined;
  world.server.onClientFrame = frame => {
    if (!frame.sendGroup || held) return undefined;
    held = frame.sendGroup as wire.SendGroup;
    // What comes now is refused as the arbiter would, since somebody is removed before it.
    void ann.client.removeMembers(id, [idOf(cat)]);
    return 'drop';
  };
  const { id: message } = await ben.client.sendText(id, 'second');
  await until(() => held !== undefined);
  await until(async () => (await ben.client.group(id))?.members.length === 2);
  world.server.cut(1006, ben.client);
  ben.client.connect();
  await ben.client.waitFor(message, 'sent');
  await sees(ann, id, 'first', 'second');
  const again = world.server.frames.findLast(({ frame }) => frame.sendGroup)!.frame.sendGroup!;
  assert.deepEqual(again.id, held!.id);
  assert.notDeepEqual(again.data, held!.data);
  assert.deepEqual(await texts(cat, id), ['first']);
});

test('F22 who joins reads everything from there on, and nothing before, while others write all the time', async t => {
  const { ann, ben, cat, dan } = await meet(t);
  const id = await groupOf(ann, ben, cat);
  let writing = true;
  const writers = [ann, ben, cat].map(async person => {
    for (let i = 0; writing; i++) await says(person, id, `${idOf(person)} ${i}`);
  });
  await until(async () => (await shown(ann, id)).length > 10);
  await ann.client.addMembers(id, [idOf(dan)]);
  await until(async () => (await shown(dan, id)).length > 10);
  writing = false;
  await Promise.all(writers);
  const last = async (person: Person) => (await shown(person, id)).at(-1)?.id;
  await until(async () => (await last(dan)) === (await last(ann)) && (await last(ben)) === (await last(ann)));
  const all = await texts(ann, id);
  const seen = await shown(dan, id);
  assert.ok(seen.every(({ state }) => state === 'received'));
  assert.deepEqual(
    seen.map(({ text }) => text),
    all.slice(-seen.length),
  );
  assert.ok(seen.length < all.length);
});

test('F23 a device without prekeys holds up nobody, and reads when it can be reached', async t => {
  const { world, ann, ben, cat } = await meet(t);
  const id = await groupOf(ann, ben, cat);
  const key = deviceKey(idOf(cat), 1);
  const keys = world.server.accounts.keys.get(key)!;
  world.server.accounts.keys.delete(key);
  await says(ann, id, 'for Ben');
  await sees(ben, id, 'for Ben');
  world.server.accounts.keys.set(key, keys);
  // Cat cannot read it, says so, and gets it in a session of her own.
  await until(async () => (await texts(cat, id)).includes('for Ben'));
});

test('D2 D4 an answer that gets lost makes no second message in a group', async t => {
  const { world, ann, ben } = await meet(t);
  const id = await groupOf(ann, ben);
  let lost = 0;
  world.server.onServerFrame = frame => (frame.sent?.groupSeq && lost++ === 0 ? 'drop' : undefined);
  const { id: message } = await ann.client.sendText(id, 'once');
  await until(() => lost === 1);
  world.server.cut(1006, ann.client);
  ann.client.connect();
  await ann.client.waitFor(message, 'sent');
  await says(ann, id, 'and more');
  await sees(ben, id, 'once', 'and more');
});

test('F9 what was written in a group without a network is there after a restart, and leaves in order', async t => {
  const { world, ann, ben } = await meet(t);
  const id = await groupOf(ann, ben);
  await says(ann, id, 'zero');
  world.server.reachable = false;
  world.server.cut(1006, ann.client);
  for (const text of ['one', 'two', 'three']) await ann.client.sendText(id, text);
  const again = await world.restart(ann, { online: false, killed: true });
  world.server.reachable = true;
  again.client.connect();
  await again.client.whenSent();
  await sees(ben, id, 'zero', 'one', 'two', 'three');
});

test('D7 ticks: delivered and read once all members of then have got that far, and who has is told', async t => {
  const { ann, ben, cat, dan } = await meet(t);
  const id = await groupOf(ann, ben, cat);
  const { id: message } = await says(ann, id, 'who reads this?');
  await ann.client.waitFor(message, 'delivered');
  await sees(ben, id, 'who reads this?');
  await ben.client.markRead(id);
  await until(async () => (await ann.client.receipts(message)).some(({ state }) => state === 'read'));
  assert.deepEqual(
    (await ann.client.receipts(message)).map(({ account, state }) => [account, state]),
    [
      [idOf(ben), 'read'],
      [idOf(cat), 'delivered'],
    ],
  );
  await ann.client.addMembers(id, [idOf(dan)]);
  await until(async () => (await cat.client.chat(id)).unread === 1);
  await cat.client.markRead(id);
  await ann.client.waitFor(message, 'read');
  assert.equal((await cat.client.chat(id)).unread, 0);
});

test('D7 receipts that come before the answer to their message count when it has come', async t => {
  const { world, ann, ben, cat } = await meet(t);
  const id = await groupOf(ann, ben, cat);
  const { server } = world;
  let marks = 0;
  server.onServerFrame = ({ sent, deliver }, { account }) => {
    if (account !== idOf(ann)) return undefined;
    if (sent?.groupSeq && marks < 2) return 'drop';
    if (deliver && wire.Envelope.decode(deliver.envelope ?? new Uint8Array()).groupDelivered) marks++;
    return undefined;
  };
  const { id: message } = await ann.client.sendText(id, 'an answer gets lost');
  await until(() => marks >= 2);
  assert.equal((await shown(ann, id)).at(-1)?.state, 'pending');
  server.cut(undefined, { account: idOf(ann), device: 1 });
  await ann.client.waitFor(message, 'delivered');
});

test('answers, files by reference and mentions go to a group, and mentions only of its members', async t => {
  const { ann, ben, dan } = await meet(t);
  const id = await groupOf(ann, ben);
  const first = await says(ann, id, 'Lunch?');
  const mentions = [{ account: idOf(ben), start: 4, length: 4 }];
  const { id: second } = await ann.client.sendText(id, 'Hey @Ben', { replyTo: first.id, mentions });
  await ann.client.waitFor(second, 'sent');
  await until(async () => (await shown(ben, id)).length === 2);
  const [, seen] = await shown(ben, id);
  assert.deepEqual([seen?.quote?.excerpt, seen?.mentions], ['Lunch?', mentions]);
  assert.equal((await ben.client.chat(id)).group?.mentioned, true);
  await ben.client.markRead(id);
  assert.equal((await ben.client.chat(id)).group?.mentioned, undefined);
  const stranger = [{ account: idOf(dan), start: 4, length: 4 }];
  await assert.rejects(ann.client.sendText(id, 'Hey @Dan', { mentions: stranger }), { code: 'bad_mentions' });
  await assert.rejects(dan.client.sendText(id, 'let me in'), { code: 'unknown_group' });
});

test('D8 a server that shows two members different histories is noticed with the next message', async t => {
  const { world, ann, ben, cat } = await meet(t);
  const id = await groupOf(ann, ben, cat);
  await says(ben, id, 'fine');
  await sees(cat, id, 'fine');
  // Cat is told of no change any more, and the roster says that there was none.
  const { entries } = world.server.groups.of(id);
  world.server.onServerFrame = (frame, device) => {
    const { groupRoster } = wire.Envelope.decode(frame.deliver?.envelope ?? new Uint8Array());
    return groupRoster && device.account === idOf(cat) ? 'drop' : undefined;
  };
  await ann.client.changeGroup(id, { name: 'Without Cat' });
  await until(async () => (await ben.client.group(id))?.name === 'Without Cat');
  await says(ben, id, 'hello');
  const hidden = entries.pop();
  await until(() => cat.notices.some(({ kind }) => kind === 'group_conflict'));
  assert.ok(hidden);
  assert.equal((await cat.client.messages(id)).at(-1)?.notice?.kind, 'group_conflict');
});

test('messages of a group with a timer vanish on every device when their time is over, also while nobody looked', async t => {
  const clock = createManualClock(Date.now());
  const world = createWorld(clock);
  t.after(world.close);
  const [ann, ben] = [await world.register('Ann'), await world.register('Ben')];
  const id = await groupOf(ann, ben);
  await ann.client.changeGroup(id, { settings: { timerS: 60 } });
  await until(async () => (await ben.client.group(id))?.settings.timerS === 60);
  await says(ann, id, 'gone in a minute');
  await says(ben, id, 'mine too');
  for (const person of [ann, ben]) await sees(person, id, 'gone in a minute', 'mine too');
  await ben.client.close();
  await clock.advance(61_000);
  await until(async () => (await texts(ann, id)).length === 0);
  const again = await world.restart(ben, { online: false });
  await until(async () => (await texts(again, id)).length === 0);
  assert.equal((await again.client.chat(id)).unread, 0);
});
