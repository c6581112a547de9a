// Groups of the SDK against the real server: who is in them, and what changes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Group, GroupId } from '@parley/client';
import { createRealWorld, type Person, until } from './real-world.ts';

async function knows({ client }: Person, id: GroupId, is: (group: Group) => boolean): Promise<Group> {
  let group: Group | undefined;
  await until(async () => {
    group = await client.group(id);
    return group !== undefined && is(group);
  });
  return group!;
}

const has = (who: Person) => (group: Group) => group.members.some(({ account }) => account === who.client.account);
const hasNot = (who: Person) => (group: Group) => !has(who)(group);

test('a group is made, grows by invitation and by link, and everybody sees the same', async t => {
  const world = await createRealWorld(t);
  const [ann, ben] = [await world.register('Ann'), await world.register('Ben')];
  const [cat, dan] = [await world.register('Cat'), await world.register('Dan')];
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [ben.client.account] });
  await knows(ben, id, has(ben));
  await ann.client.addMembers(id, [cat.client.account]);
  await ann.client.setRole(id, ben.client.account, 'admin');
  await knows(ben, id, ({ role }) => role === 'admin');
  const { link } = await ben.client.makeInvite(id, { maxUses: 1 });
  assert.equal((await dan.client.previewInvite(link!)).name, 'Climbing');
  assert.deepEqual(await dan.client.joinGroup(link!), { id, state: 'joined' });
  await ben.client.changeGroup(id, { name: 'Bouldering 🧗', description: 'On Tuesdays' });
  const seen = await Promise.all(
    [ann, ben, cat, dan].map(person =>
      knows(person, id, ({ name, members }) => name !== 'Climbing' && members.length === 4),
    ),
  );
  const rolesOf = ({ members }: Group) => members.map(({ account, role }) => `${account} ${role}`);
  for (const group of seen) assert.deepEqual(rolesOf(group), rolesOf(seen[0]!));
  await cat.client.leaveGroup(id);
  await ben.client.removeMembers(id, [dan.client.account]);
  assert.equal((await knows(dan, id, hasNot(dan))).mayWrite, false);
  await knows(ann, id, ({ members }) => members.length === 2);
  assert.deepEqual(
    [ann, ben, cat, dan].flatMap(({ notices }) => notices),
    [],
  );
});

test('F24 with approval an admin lets in who asks; a revoked link lets in nobody', async t => {
  const world = await createRealWorld(t);
  const [ann, ben, cat] = [await world.register('Ann'), await world.register('Ben'), await world.register('Cat')];
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [] });
  const invite = await ann.client.makeInvite(id, { approval: true });
  assert.equal((await ben.client.joinGroup(invite.link!)).state, 'asked');
  await until(() => ann.notices.some(({ kind }) => kind === 'join_asked'));
  await ann.client.answerRequest(id, ben.client.account, true);
  await knows(ben, id, has(ben));
  await ann.client.revokeInvite(id, invite.id);
  await assert.rejects(cat.client.joinGroup(invite.link!), { code: 'invite_not_found' });
  await assert.rejects(ben.client.removeMembers(id, [ann.client.account]), { code: 'group_forbidden' });
});

test('what changed while one was away, or the server restarted, is known afterwards', async t => {
  const world = await createRealWorld(t);
  const [ann, ben] = [await world.register('Ann'), await world.register('Ben')];
  const cat = await world.register('Cat');
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [ben.client.account] });
  await knows(ben, id, has(ben));
  ben.network.reachable = false;
  ben.network.cut();
  await ann.client.changeGroup(id, { name: 'Bouldering' });
  await world.restartServer();
  await ann.client.whenOnline();
  await ann.client.addMembers(id, [cat.client.account]);
  await ann.client.changeGroup(id, { settings: { announcementsOnly: true } });
  ben.network.reachable = true;
  ben.client.connect();
  const group = await knows(ben, id, ({ settings }) => settings.announcementsOnly);
  assert.deepEqual([group.name, group.members.length, group.mayWrite], ['Bouldering', 3, false]);
});

const texts = async ({ client }: Person, id: GroupId) =>
  (await client.messages(id, { limit: 1_000 })).filter(({ notice }) => !notice).map(({ text }) => text);

test('D3 D7 three write in a group, and see who has got what', async t => {
  const world = await createRealWorld(t);
  const [ann, ben, cat] = [await world.register('Ann'), await world.register('Ben'), await world.register('Cat')];
  const members = [ben, cat].map(({ client }) => client.account);
  const { id } = await ann.client.createGroup({ name: 'Climbing', members });
  for (const person of [ben, cat]) await knows(person, id, has(person));
  const { id: first } = await ann.client.sendText(id, 'Lunch?');
  await ann.client.waitFor(first, 'delivered');
  for (let i = 0; i < 10; i++)
    for (const { client } of [ann, ben, cat]) await client.sendText(id, `${client.name} ${i}`);
  await Promise.all([ann, ben, cat].map(({ client }) => client.whenSent()));
  for (const person of [ann, ben, cat]) await until(async () => (await texts(person, id)).length === 31);
  assert.deepEqual(await texts(ben, id), await texts(ann, id));
  assert.deepEqual(await texts(cat, id), await texts(ann, id));
  await ben.client.markRead(id);
  await until(async () => (await ann.client.receipts(first)).some(({ state }) => state === 'read'));
  await cat.client.markRead(id);
  await ann.client.waitFor(first, 'read');
});

test('F21 F22 who goes reads nothing after, who comes nothing before, and a restart of the server changes nothing of it', async t => {
  const world = await createRealWorld(t);
  const [ann, ben] = [await world.register('Ann'), await world.register('Ben')];
  const [cat, dan] = [await world.register('Cat'), await world.register('Dan')];
  const { id } = await ann.client.createGroup({
    name: 'Climbing',
    members: [ben, cat].map(({ client }) => client.account),
  });
  for (const person of [ben, cat]) await knows(person, id, has(person));
  await ben.client.waitFor((await ben.client.sendText(id, 'one')).id, 'sent');
  await until(async () => (await texts(cat, id)).length === 1);
  await ann.client.removeMembers(id, [cat.client.account]);
  await world.restartServer();
  await ann.client.whenOnline();
  await ann.client.addMembers(id, [dan.client.account]);
  await ben.client.waitFor((await ben.client.sendText(id, 'two')).id, 'sent');
  await ann.client.waitFor((await ann.client.sendText(id, 'three')).id, 'sent');
  await until(async () => (await texts(dan, id)).length === 2);
  assert.deepEqual(await texts(dan, id), ['two', 'three']);
  await until(async () => (await texts(ben, id)).length === 3);
  assert.deepEqual(await texts(ben, id), ['one', 'two', 'three']);
  assert.deepEqual(await texts(cat, id), ['one']);
});

test('a file sent to a group is opened by its members', async t => {
  const world = await createRealWorld(t);
  const [ann, ben] = [await world.register('Ann'), await world.register('Ben')];
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [ben.client.account] });
  await knows(ben, id, has(ben));
  const bytes = crypto.getRandomValues(new Uint8Array(10_000));
  await ann.client.sendFiles(id, [{ source: new Blob([bytes]), name: 'wall.bin', type: 'application/octet-stream' }]);
  await until(async () => (await texts(ben, id)).length === 1);
  const message = (await ben.client.messages(id)).at(-1)!;
  const opened = await new Response(await ben.client.openAttachment(message.id, 0)).bytes();
  assert.deepEqual(opened, bytes);
});
