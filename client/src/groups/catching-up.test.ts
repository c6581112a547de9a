// What a device makes of a group while what it asks the server for is late, or cannot be had.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { AccountId, GroupId } from '@parley/protocol';
import { turns } from '../testing/manual-clock.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';

const idOf = ({ client }: Person): AccountId => client.account;

async function meet(t: TestContext, ...names: string[]) {
  const world = createWorld();
  t.after(world.close);
  const ann = await world.register('Ann');
  const others: Person[] = [];
  for (const name of names) others.push(await world.register(name));
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: others.map(idOf) });
  for (const { client } of others) await until(async () => (await client.group(id)) !== undefined);
  return { world, ann, others, id };
}

/** The next answer of this route is made at once, and arrives when it is let go. */
function hold({ server: { accounts } }: World, route: string) {
  const { fetch } = accounts;
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  let isHeld = false;
  accounts.fetch = (async (input, init) => {
    const answer = await fetch(input, init);
    if (isHeld || !String(input).includes(route)) return answer;
    isHeld = true;
    asked.resolve();
    await gate.promise;
    return answer;
  }) as typeof fetch;
  return { asked: asked.promise, letGo: gate.resolve };
}

const conflicts = ({ notices }: Person) => notices.filter(({ kind }) => kind === 'group_conflict');
const members = async ({ client }: Person, id: GroupId) => (await client.group(id))?.members.length;

test('D9 F21 an answer that was made before an entry came about says nothing against that entry', async t => {
  const { world, ann, others, id } = await meet(t, 'Cat', 'Dan');
  const [cat, dan] = others as [Person, Person];
  await ann.client.setRole(id, idOf(cat), 'admin');
  await until(async () => (await cat.client.group(id))?.role === 'admin');
  const again = await world.restart(cat, { online: false });
  const stranger = await world.register('Eve');
  await stranger.client.sendText(idOf(cat), 'hello');
  await stranger.client.whenSent();
  await ann.client.changeGroup(id, { name: 'Bouldering' });
  const roster = hold(world, '/roster');
  const change = again.client.changeGroup(id, { description: 'Wednesdays' }); // another came first: it asks for that
  await roster.asked;

  await dan.client.close();
  await world.register('Dan', { phone: dan.client.phone });
  world.server.groups.devicesChanged(idOf(dan), 2, true);
  const lists = hold(world, '/devices');
  again.client.connect();
  await lists.asked; // of the stranger, behind whose message both entries wait
  await turns(100);
  lists.letGo();
  await turns(1_000);
  roster.letGo();
  await change;
  await until(async () => (await members(again, id)) === 2);
  assert.deepEqual(conflicts(again), []);
  await ann.client.sendText(id, 'hello');
  await until(async () => (await again.client.messages(id)).at(-1)?.text === 'hello');
});

test('D9 F21 an answer that is not about a list, such as that one is logged out, says nothing against an entry', async t => {
  const { world, ann, others, id } = await meet(t, 'Cat', 'Dan');
  const [cat, dan] = others as [Person, Person];
  await cat.client.close();
  await cat.store.commit([{ collection: 'accounts', key: idOf(dan), row: undefined }]);
  const again = await world.restart(cat, { online: false });
  await dan.client.leaveGroup(id);

  const { accounts } = world.server;
  const { fetch } = accounts;
  let refusals = 0;
  accounts.fetch = (async (input, init) => {
    if (!/\/v1\/accounts\/(lists|\w+\/devices)/.test(String(input))) return fetch(input, init);
    refusals++;
    return Response.json({ code: 'unauthorized', message: 'unauthorized', temporary: false }, { status: 401 });
  }) as typeof fetch;
  again.client.connect();
  await until(() => refusals > 1); // for the entry, and once more behind it
  await again.client.whenOnline();
  await turns(100);
  accounts.fetch = fetch;
  await ann.client.sendText(id, 'hello');
  await until(async () => (await members(again, id)) === 2);
  assert.deepEqual(conflicts(again), []);
});

test('who joins and was added meanwhile is in, also while the server has not placed that yet', async t => {
  const { world, ann, id } = await meet(t);
  const { link = '' } = await ann.client.makeInvite(id);
  const dan = await world.register('Dan');
  world.server.onServerFrame = ({ deliver }, { account }) => (deliver && account === idOf(dan) ? 'drop' : undefined);
  await ann.client.addMembers(id, [idOf(dan)]);
  const { entries } = world.server.groups.of(id);
  const added = entries.at(-1)!;
  entries[entries.length - 1] = { ...added, seq: 0 };
  const roster = hold(world, '/roster');
  const joining = dan.client.joinGroup(link);
  await roster.asked;
  entries[entries.length - 1] = added;
  roster.letGo();
  assert.deepEqual(await joining, { id, state: 'joined' });
});

test('who joins, was added meanwhile and ends the program before that is known hears that it has ended, not that the join is wrong', async t => {
  const { world, ann, id } = await meet(t);
  const { link = '' } = await ann.client.makeInvite(id);
  const dan = await world.register('Dan');
  world.server.onServerFrame = ({ deliver }, { account }) => (deliver && account === idOf(dan) ? 'drop' : undefined);
  await ann.client.addMembers(id, [idOf(dan)]);
  const roster = hold(world, '/roster');
  const joining = dan.client.joinGroup(link).catch(error => error.code);
  await roster.asked;
  await dan.client.close();
  roster.letGo();
  assert.equal(await joining, 'closed');
});
