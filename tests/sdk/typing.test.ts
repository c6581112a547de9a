// "Is typing" between SDK clients, through the real server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatId, Typing } from '@parley/client';
import { createManualClock } from '../../client/src/testing/manual-clock.ts';
import { createRealWorld, type Person, until } from './real-world.ts';

function watch({ client }: Person): Typing[] {
  const seen: Typing[] = [];
  client.on('typing', typing => seen.push(typing));
  return seen;
}

const kindsOf = (seen: readonly Typing[], chat: ChatId) =>
  seen.filter(typing => typing.chat === chat).map(({ kind }) => kind);

async function talk(one: Person, other: Person): Promise<void> {
  const { id } = await one.client.sendText(other.client.account, 'hello');
  await one.client.waitFor(id, 'delivered');
}

test('F39 typing is over by time, by the message, and with the connection', async t => {
  const world = await createRealWorld(t);
  const clock = createManualClock();
  const [alice, bob] = [await world.register('Alice', { clock }), await world.register('Bob')];
  await talk(bob, alice);
  const seen = watch(alice);
  const chat = bob.client.account;
  await bob.client.typing(alice.client.account, 'text');
  await until(async () => seen.length === 1);
  await clock.advance(6_000);
  assert.deepEqual(kindsOf(seen, chat), ['text', undefined]);
  await bob.client.typing(alice.client.account, 'voice');
  await until(async () => seen.length === 3);
  await bob.client.sendText(alice.client.account, 'said');
  await until(async () => seen.length === 4);
  await bob.client.typing(alice.client.account, 'text');
  await until(async () => seen.length === 5);
  alice.network.cut();
  await until(async () => seen.length === 6);
  assert.deepEqual(kindsOf(seen, chat), ['text', undefined, 'voice', undefined, 'text', undefined]);
});

test('typing is said again every three seconds, and taken back', async t => {
  const world = await createRealWorld(t);
  const clock = createManualClock();
  const [alice, bob] = [await world.register('Alice'), await world.register('Bob', { clock })];
  await talk(bob, alice);
  const seen = watch(alice);
  let frames = 0;
  bob.network.up = ({ typing }) => {
    if (typing) frames++;
    return undefined;
  };
  for (let i = 0; i < 10; i++) await bob.client.typing(alice.client.account, 'text');
  assert.equal(frames, 1);
  await clock.advance(3_000);
  await bob.client.typing(alice.client.account, 'text');
  assert.equal(frames, 2);
  await bob.client.typing(alice.client.account, undefined);
  await bob.client.typing(alice.client.account, undefined);
  assert.equal(frames, 3);
  await until(async () => seen.length === 2);
  assert.deepEqual(kindsOf(seen, bob.client.account), ['text', undefined]);
});

test('F26 strangers and blocked people are not seen typing, nor do they see it', async t => {
  const world = await createRealWorld(t);
  const [alice, bob, carol] = [
    await world.register('Alice'),
    await world.register('Bob'),
    await world.register('Carol'),
  ];
  await talk(bob, alice);
  await talk(carol, alice);
  await alice.client.block(bob.client.account);
  const [byAlice, byBob] = [watch(alice), watch(bob)];
  await bob.client.typing(alice.client.account, 'text');
  await alice.client.typing(bob.client.account, 'text');
  const stranger = await world.register('Dan');
  await stranger.client.typing(alice.client.account, 'text');
  await carol.client.typing(alice.client.account, 'text');
  await until(async () => byAlice.length > 0);
  assert.deepEqual(
    byAlice.map(({ account }) => account),
    [carol.client.account],
  );
  await talk(alice, carol);
  assert.deepEqual(byBob, []);
});

test('U7 in a group its members see who types', async t => {
  const world = await createRealWorld(t);
  const [ann, ben, cat] = [await world.register('Ann'), await world.register('Ben'), await world.register('Cat')];
  const members = [ben.client.account, cat.client.account];
  const { id } = await ann.client.createGroup({ name: 'Climbing', members });
  await until(async () => (await ben.client.group(id)) !== undefined && (await cat.client.group(id)) !== undefined);
  const seen = [watch(ann), watch(cat)];
  await ben.client.typing(id, 'voice');
  await until(async () => seen.every(each => each.length === 1));
  for (const [typing] of seen) assert.deepEqual(typing, { chat: id, account: ben.client.account, kind: 'voice' });
});
