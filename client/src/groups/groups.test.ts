// Groups as devices know them, on a server that tells them events.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type AccountId, type GroupId, idBytes, wire } from '@parley/protocol';
import { until } from '../testing/until.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';
import type { Group } from './group-client.ts';

type People = Record<'ann' | 'ben' | 'cat' | 'dan', Person> & { readonly world: World };

async function meet(t: TestContext): Promise<People> {
  const world = createWorld();
  t.after(world.close);
  const [ann, ben] = [await world.register('Ann'), await world.register('Ben')];
  return { world, ann, ben, cat: await world.register('Cat'), dan: await world.register('Dan') };
}

const idOf = ({ client }: Person): AccountId => client.account;

/** Resolves once the person knows the group to be so. */
async function knows(person: Person, id: GroupId, is: (group: Group) => boolean): Promise<Group> {
  let group: Group | undefined;
  await until(async () => {
    group = await person.client.group(id);
    return group !== undefined && is(group);
  });
  return group!;
}

const isMember = (who: Person) => (group: Group) => group.members.some(({ account }) => account === idOf(who));
const isNoMember = (who: Person) => (group: Group) => !isMember(who)(group);
const noticesOf = async ({ client }: Person, id: GroupId) =>
  (await client.messages(id)).flatMap(({ author, notice }) => (notice ? [{ by: author, ...notice }] : []));

test('who is in a new group knows it by its name, its members and who made it', async t => {
  const { ann, ben, cat } = await meet(t);
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [idOf(ben), idOf(cat)] });
  const group = await knows(cat, id, isMember(cat));
  assert.equal(group.name, 'Climbing');
  assert.equal(group.role, 'member');
  assert.deepEqual(group.members[0], { ...group.members[0], account: idOf(ann), role: 'owner' });
  assert.deepEqual(await noticesOf(cat, id), [
    { by: idOf(ann), kind: 'group_created', name: 'Climbing' },
    { by: idOf(ann), kind: 'group_added', accounts: [idOf(ben), idOf(cat)] },
  ]);
  const [chat] = await cat.client.chats();
  assert.deepEqual(
    [chat?.id, chat?.name, chat?.group],
    [id, 'Climbing', { members: 3, mayWrite: true, mayPin: false, role: 'member' }],
  );
});

test('changes reach everybody, in one order, also who was away', async t => {
  const { world, ann, ben, cat, dan } = await meet(t);
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [idOf(ben), idOf(cat)] });
  await knows(cat, id, isMember(cat));
  world.server.cut(1006, cat.client);
  world.server.reachable = false;
  await ann.client.addMembers(id, [idOf(dan)]);
  await ann.client.setRole(id, idOf(ben), 'admin');
  world.server.reachable = true;
  ben.client.connect();
  await knows(ben, id, group => group.role === 'admin');
  await ben.client.changeGroup(id, { name: 'Bouldering', settings: { announcementsOnly: true } });
  cat.client.connect();
  const group = await knows(cat, id, ({ settings }) => settings.announcementsOnly);
  assert.equal(group.name, 'Bouldering');
  assert.equal(group.mayWrite, false);
  await knows(dan, id, ({ settings }) => settings.announcementsOnly);
  const kinds = (await noticesOf(cat, id)).map(({ kind }) => kind);
  const later = ['group_added', 'group_role', 'group_renamed', 'group_settings'];
  assert.deepEqual(kinds, ['group_created', 'group_added', ...later]);
  const seen = (await noticesOf(dan, id)).map(({ kind }) => kind);
  assert.deepEqual(seen, later, 'of what was before one came nothing is shown');
});

test('F25 who has left or was removed sees that, and no change after it; added again, it goes on', async t => {
  const { ann, ben, cat } = await meet(t);
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [idOf(ben), idOf(cat)] });
  await knows(ben, id, isMember(ben));
  assert.equal((await ben.client.leaveGroup(id)).role, undefined);
  await ann.client.removeMembers(id, [idOf(cat)]);
  const left = await knows(cat, id, isNoMember(cat));
  assert.equal(left.mayWrite, false);
  await ann.client.changeGroup(id, { name: 'Alone' });
  await ann.client.addMembers(id, [idOf(cat)]);
  assert.equal((await knows(cat, id, isMember(cat))).name, 'Alone');
  const kinds = (await noticesOf(cat, id)).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['group_created', 'group_added', 'group_left', 'group_removed', 'group_added']);
  assert.equal((await ben.client.group(id))?.name, 'Climbing');
});

test('what a role does not allow is refused, and two changes at once both happen', async t => {
  const { ann, ben, cat, dan } = await meet(t);
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [idOf(ben), idOf(cat)] });
  await knows(ben, id, isMember(ben));
  await assert.rejects(ben.client.changeGroup(id, { name: 'Mine' }), { code: 'group_forbidden' });
  await assert.rejects(ben.client.addMembers(id, [idOf(dan)]), { code: 'group_forbidden' });
  await ann.client.setRole(id, idOf(ben), 'admin');
  await knows(ben, id, group => group.role === 'admin');
  await Promise.all([ann.client.changeGroup(id, { name: 'Two' }), ben.client.addMembers(id, [idOf(dan)])]);
  assert.equal((await knows(dan, id, isMember(dan))).name, 'Two');
});

test('F24 a link lets in whoever has it, until it is revoked or used up', async t => {
  const { ann, ben, cat, dan } = await meet(t);
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [] });
  const { link } = await ann.client.makeInvite(id, { maxUses: 2 });
  const preview = await ben.client.previewInvite(link!);
  assert.deepEqual([preview.name, preview.members, preview.isMember], ['Climbing', 1, false]);
  const joined = await Promise.all([ben, cat].map(({ client }) => client.joinGroup(link!)));
  assert.deepEqual(joined, Array(2).fill({ id, state: 'joined' }));
  await assert.rejects(dan.client.joinGroup(link!), { code: 'invite_not_found' });
  const secret = new Uint8Array(32).fill(3);
  const twice = [await ann.client.makeInvite(id, { secret }), await ann.client.makeInvite(id, { secret })];
  assert.deepEqual(twice[0], twice[1], 'asked twice, made once');
  await ann.client.revokeInvite(id, twice[0]!.id);
  const { id: second, link: other } = await ann.client.makeInvite(id);
  assert.deepEqual((await ann.client.revokeInvite(id, second)).invites.length, 1);
  await assert.rejects(dan.client.previewInvite(other!), { code: 'invite_not_found' });
  await assert.rejects(dan.client.joinGroup('https://elsewhere.test/join#abc'), { code: 'bad_link' });
  await knows(ann, id, group => group.members.length === 3);
  assert.deepEqual((await noticesOf(ann, id)).filter(({ kind }) => kind === 'group_joined').length, 2);
});

test('who was added while opening a link, and has not heard of it, has joined', async t => {
  const { world, ann, ben } = await meet(t);
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [] });
  const { link } = await ann.client.makeInvite(id);
  world.server.onServerFrame = (frame, device) =>
    frame.deliver && device.account === ben.client.account ? 'drop' : undefined;
  await ann.client.addMembers(id, [ben.client.account]);
  assert.equal(await ben.client.group(id), undefined);
  assert.deepEqual(await ben.client.joinGroup(link!), { id, state: 'joined' });
  assert.equal((await ben.client.group(id))?.members.length, 2);
});

test('F24 with approval, an admin sees who asks and lets in or not', async t => {
  const { ann, ben, cat } = await meet(t);
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [] });
  const { link } = await ann.client.makeInvite(id, { approval: true });
  for (const { client } of [ben, cat]) assert.equal((await client.joinGroup(link!)).state, 'asked');
  await until(() => ann.notices.filter(({ kind }) => kind === 'join_asked').length === 2);
  const asking = (await ann.client.joinRequests(id)).map(({ account }) => account);
  assert.deepEqual(new Set(asking), new Set([idOf(ben), idOf(cat)]));
  await ann.client.answerRequest(id, idOf(ben), true);
  await ann.client.answerRequest(id, idOf(cat), false);
  await knows(ben, id, isMember(ben));
  assert.deepEqual(await ann.client.joinRequests(id), []);
  assert.equal(await cat.client.group(id), undefined);
  await assert.rejects(ben.client.joinRequests(id), { code: 'group_forbidden' });
});

/** The signed event that made the last version. */
function lastEvent(world: World, id: GroupId): Uint8Array {
  return world.server.groups.of(id).entries.at(-1)!.event!;
}

function resigned(signed: Uint8Array, change: Partial<wire.GroupEvent.$Properties>): Uint8Array {
  const { event, signature } = wire.SignedGroupEvent.decode(signed);
  const changed = wire.GroupEvent.encode({ ...wire.GroupEvent.decode(event), ...change }).finish();
  return wire.SignedGroupEvent.encode({ event: changed, signature }).finish();
}

for (const [what, entryOf] of [
  [
    'adds a member',
    (world: World, id: GroupId, dan: Person) => {
      const member = { account: idBytes(idOf(dan)), accountKeyHash: new Uint8Array(32) };
      return resigned(lastEvent(world, id), { created: null, version: 2, added: { members: [member] } });
    },
  ],
  ['tells an old event again', lastEvent],
  ['tells what nobody can read', () => new Uint8Array([255])],
] as const) {
  test(`D8 a server that ${what} is noticed: nothing of it is taken, and the group says so`, async t => {
    const { world, ann, ben, dan } = await meet(t);
    const { id } = await ann.client.createGroup({ name: 'Climbing', members: [idOf(ben)] });
    await knows(ben, id, isMember(ben));
    world.server.groups.tell(id, { event: entryOf(world, id, dan) }, [idOf(ben)]);
    const group = await knows(ben, id, ({ conflict }) => conflict === true);
    assert.equal(group.members.length, 2);
    assert.equal(group.mayWrite, false);
    assert.deepEqual((await noticesOf(ben, id)).at(-1)?.kind, 'group_conflict');
    assert.equal(ben.notices.filter(({ kind }) => kind === 'group_conflict').length, 1);
    await assert.rejects(ben.client.leaveGroup(id), { code: 'group_conflict' });
  });
}

test('D8 a server that leaves out an event is noticed', async t => {
  const { world, ann, ben, cat } = await meet(t);
  const { server } = world;
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [idOf(ben)] });
  await knows(ben, id, isMember(ben));
  // Ben is shown a history in which nobody has added Cat.
  server.onServerFrame = (frame, device) => (frame.deliver && device.account === idOf(ben) ? 'drop' : undefined);
  await ann.client.addMembers(id, [idOf(cat)]);
  await ann.client.changeGroup(id, { name: 'With Cat' });
  const { entries } = server.groups.of(id);
  const [, renaming] = entries.splice(1);
  server.onServerFrame = () => undefined;
  server.groups.tell(id, { event: renaming!.event! }, [idOf(ben)]);
  const group = await knows(ben, id, ({ conflict }) => conflict === true);
  assert.equal(group.name, 'Climbing');
});

test('an account registered anew is a member no more, until it is added again', async t => {
  const { world, ann, ben } = await meet(t);
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [idOf(ben)] });
  await knows(ben, id, isMember(ben));
  await ben.client.close();
  const again = await world.register('Ben', { phone: ben.client.phone });
  world.server.groups.devicesChanged(idOf(ben), 2, true);
  await knows(ann, id, isNoMember(ben));
  assert.equal((await noticesOf(ann, id)).at(-1)?.kind, 'group_registered_anew');
  await ann.client.addMembers(id, [idOf(again)]);
  await knows(again, id, isMember(again));
});

test('F21 what a member did before they registered anew counts for those who hear of all of it later', async t => {
  const { world, ann, ben, cat } = await meet(t);
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [idOf(ben), idOf(cat)] });
  await ann.client.setRole(id, idOf(ben), 'admin');
  await knows(cat, id, ({ members }) => members.some(({ account, role }) => account === idOf(ben) && role === 'admin'));
  await cat.client.close();
  world.server.groups.devicesChanged(idOf(ben), 1, false);
  await ben.client.changeGroup(id, { name: 'By Ben' });
  await ben.client.close();
  const again = await world.register('Ben', { phone: ben.client.phone });
  world.server.groups.devicesChanged(idOf(ben), 2, true);
  const group = await knows(await world.restart(cat), id, isNoMember(ben));
  assert.deepEqual([group.name, group.conflict], ['By Ben', undefined]);
  await ann.client.addMembers(id, [idOf(again)]);
  // Who has never seen the own lists of before.
  const own = await knows(again, id, ({ name }) => name === 'By Ben');
  assert.equal(own.conflict, undefined);
});

test('the owner gone, everybody names the same one after them', async t => {
  const { ann, ben, cat } = await meet(t);
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [idOf(ben), idOf(cat)] });
  await ann.client.setRole(id, idOf(cat), 'admin');
  await ann.client.leaveGroup(id);
  for (const person of [ben, cat]) {
    const group = await knows(person, id, isNoMember(ann));
    assert.deepEqual([group.members[0]?.account, group.members[0]?.role], [idOf(cat), 'owner']);
    assert.deepEqual((await noticesOf(person, id)).at(-1), {
      by: idOf(ann),
      kind: 'group_role',
      account: idOf(cat),
      role: 'owner',
      byRule: true,
    });
  }
});

test('groups are there after a restart, and their icons', async t => {
  const { world, ann, ben } = await meet(t);
  const icon = Uint8Array.from([0xff, 0xd8, 0xff, 1, 2]);
  const { id } = await ann.client.createGroup({
    name: 'Climbing',
    description: 'On Tuesdays',
    icon,
    members: [idOf(ben)],
  });
  await knows(ben, id, isMember(ben));
  const again = await world.restart(ben);
  const group = await again.client.group(id);
  assert.deepEqual([group?.name, group?.description], ['Climbing', 'On Tuesdays']);
  assert.deepEqual(await again.client.avatarOf(id), icon);
  await ann.client.changeGroup(id, { icon: null });
  assert.equal((await knows(again, id, ({ icon: hash }) => hash === undefined)).icon, undefined);
  assert.equal(await again.client.avatarOf(id), undefined);
});
