// Who sees what of a profile, with the SDK against the real server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allReach, createRealWorld, type Person, sendAll, until } from './real-world.ts';

const picture = (seed: number) => Uint8Array.of(0xff, 0xd8, 0xff, ...new Uint8Array(300).fill(seed));
const profileOf = ({ client }: Person, of: Person) => client.profile(of.client.account);

async function people(t: Parameters<typeof createRealWorld>[0]) {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  await alice.client.setProfile({ about: 'In the garden', avatar: picture(1) });
  return { world, alice, bob };
}

/** Each has written to the other. */
async function acquainted(one: Person, other: Person): Promise<void> {
  await allReach(one, await sendAll(one, other.client.account, ['hello']), 'delivered');
  await allReach(other, await sendAll(other, one.client.account, ['hello']), 'delivered');
}

test('D13 after a block the profile has new keys: whoever is blocked learns of no change, everybody else does', async t => {
  const { world, alice, bob } = await people(t);
  const carol = await world.register('Carol');
  for (const other of [bob, carol]) await acquainted(alice, other);
  for (const other of [bob, carol]) await until(async () => (await profileOf(other, alice)).about === 'In the garden');
  const key = async ({ store }: Person) => (await store.get('contacts', alice.client.account))?.profile?.key;
  const before = await key(carol);
  await alice.client.block(bob.client.account);
  await alice.client.setProfile({ about: 'Away', name: 'Alice A.', avatar: picture(2) });
  await alice.client.whenSent();
  await until(async () => (await carol.client.chat(alice.client.account)).about === 'Away');
  assert.notDeepEqual(await key(carol), before);
  const { name, about } = await profileOf(bob, alice);
  assert.deepEqual([name, about], ['Alice', 'In the garden']);
  await alice.client.unblock(bob.client.account);
  assert.equal(
    (await profileOf(bob, alice)).about,
    'In the garden',
    'the server gives it, and the old key opens nothing',
  );
  await acquainted(alice, bob);
  await until(async () => (await bob.client.chat(alice.client.account)).about === 'Away');
});

test('words and picture are for contacts unless they are for everybody, or for nobody', async t => {
  const { world, alice, bob } = await people(t);
  const carol = await world.register('Carol');
  await acquainted(alice, bob);
  const group = await alice.client.createGroup({
    name: 'All',
    members: [bob.client.account, carol.client.account],
  });
  const written = await alice.client.sendText(group.id, 'welcome');
  await alice.client.waitFor(written.id, 'delivered');
  const { avatar } = alice.client;
  const sees = async (person: Person, about: string | undefined, picture: string | undefined) =>
    until(async () => {
      const seen = await profileOf(person, alice);
      return seen.about === about && seen.avatar === picture;
    });
  assert.deepEqual(await profileOf(carol, alice), { name: 'Alice' }, 'of a group in common: the name');
  await sees(bob, 'In the garden', avatar);
  await alice.client.setProfile({ aboutFor: 'everyone', avatarFor: 'nobody' });
  await alice.client.whenSent();
  await sees(bob, 'In the garden', undefined);
  await sees(carol, 'In the garden', undefined);
  await alice.client.setProfile({ aboutFor: 'nobody', avatarFor: 'everyone' });
  await alice.client.whenSent();
  await sees(carol, undefined, avatar);
  await sees(bob, undefined, avatar);
  assert.deepEqual(await alice.client.profile(), {
    name: 'Alice',
    about: 'In the garden',
    avatar,
    aboutFor: 'nobody',
    avatarFor: 'everyone',
  });
});

test('own devices show the same profile, whichever set it last, and others that one too', async t => {
  const { world, alice, bob } = await people(t);
  const laptop = await world.link(alice);
  assert.equal((await laptop.client.profile()).about, 'In the garden');
  await acquainted(alice, bob);
  await laptop.client.setProfile({ about: 'On the train' });
  await until(async () => (await alice.client.profile()).about === 'On the train');
  await until(async () => (await bob.client.chat(alice.client.account)).about === 'On the train');
  for (const { network } of [alice, laptop]) network.cut();
  await Promise.all([alice.client.setProfile({ about: 'Here' }), laptop.client.setProfile({ about: 'There' })]);
  const told = async ({ client }: Person) => (await client.profile()).about;
  await until(async () => (await told(alice)) === (await told(laptop)));
  await until(async () => (await profileOf(bob, alice)).about === (await told(alice)));
});

test('a member who has never written is shown by name once whoever added him has, and by his own word after that', async t => {
  const { world, alice, bob } = await people(t);
  const carol = await world.register('Carol');
  for (const other of [bob, carol]) await acquainted(alice, other);
  await bob.client.setProfile({ aboutFor: 'everyone', about: 'Silent' });
  await bob.client.whenSent();
  const { id } = await alice.client.createGroup({ name: 'All', members: [bob.client.account, carol.client.account] });
  await until(async () => (await carol.client.group(id))?.role !== undefined);
  assert.deepEqual(await profileOf(carol, bob), {});
  await alice.client.sendText(id, 'welcome');
  await until(async () => (await profileOf(carol, bob)).name === 'Bob');
  assert.equal((await profileOf(carol, bob)).about, 'Silent');
  const dave = await world.register('Dave');
  await acquainted(alice, dave);
  await alice.client.addMembers(id, [dave.client.account]);
  await alice.client.sendText(id, 'this is Dave');
  await until(async () => (await profileOf(dave, bob)).name === 'Bob');
  await until(async () => (await profileOf(carol, dave)).name === 'Dave');
  await bob.client.setProfile({ name: 'Robert' });
  await bob.client.sendText(id, 'hello');
  await until(async () => (await carol.client.chat(bob.client.account)).name === 'Robert');
});

test('a key of somebody that is not his shows nothing, and his own counts when he writes', async t => {
  const { world, alice, bob } = await people(t);
  const carol = await world.register('Carol');
  for (const other of [bob, carol]) await acquainted(alice, other);
  const { id } = await alice.client.createGroup({ name: 'All', members: [bob.client.account, carol.client.account] });
  const known = await alice.store.get('contacts', bob.client.account);
  const profile = { ...known?.profile, key: new Uint8Array(32).fill(7) };
  await alice.client.close();
  await alice.store.commit([{ collection: 'contacts', key: bob.client.account, row: { ...known, profile } as never }]);
  const mallory = await world.restart(alice);
  const { id: sent } = await mallory.client.sendText(id, 'this is Bob');
  await mallory.client.waitFor(sent, 'delivered');
  await until(async () => (await carol.store.get('contacts', bob.client.account))?.profile?.hearsay === true);
  assert.deepEqual(await profileOf(carol, bob), {});
  await bob.client.sendText(id, 'I am Bob');
  await until(async () => (await profileOf(carol, bob)).name === 'Bob');
  assert.equal((await carol.store.get('contacts', bob.client.account))?.profile?.hearsay, undefined);
});
