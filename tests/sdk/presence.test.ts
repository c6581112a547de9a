// Who is online and when somebody was there last, between SDK clients, through the real server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Presence } from '@parley/client';
import { limits } from '@parley/protocol';
import { createRealWorld, type Person, type RealWorld, until } from './real-world.ts';

/** Changes are told within a moment. */
const quick = { presenceEveryMs: 10, presencePollMs: 50 };

function follow({ client }: Person): Presence[] {
  const seen: Presence[] = [];
  client.on('presence', presence => seen.push(presence));
  return seen;
}

const lastOf = (seen: readonly Presence[], { client }: Person): Presence | undefined =>
  seen.findLast(({ account }) => account === client.account);

/** Until what one has heard last of the other is so. */
const isOnline = (seen: readonly Presence[], person: Person, online = true): Promise<void> =>
  until(async () => lastOf(seen, person)?.online === online);

async function pair(world: RealWorld): Promise<[Person, Person, Presence[]]> {
  const [alice, bob] = [await world.register('Alice'), await world.register('Bob')];
  const seen = follow(alice);
  await alice.client.watch([bob.client.account]);
  return [alice, bob, seen];
}

test('U33 whoever says that he is there is online, and was there a moment ago when he goes', async t => {
  const world = await createRealWorld(t, quick);
  const [, bob, seen] = await pair(world);
  await bob.client.setActive(true);
  await isOnline(seen, bob);
  await bob.client.setActive(false);
  await isOnline(seen, bob, false);
  const { lastSeen } = lastOf(seen, bob)!;
  assert.equal(lastSeen! % limits.lastSeenMs, 0);
  assert.ok(Date.now() - lastSeen! < 2 * limits.lastSeenMs);
  const carol = await world.register('Carol');
  const byCarol = follow(carol);
  await carol.client.watch([bob.client.account]);
  await isOnline(byCarol, bob, false);
  assert.equal(lastOf(byCarol, bob)!.lastSeen, lastSeen, 'kept by the server');
});

test('F40 idle stays idle across reconnects, active stays active, and who is cut off is offline', async t => {
  const world = await createRealWorld(t, quick);
  const [alice, bob, seen] = await pair(world);
  const carol = await world.register('Carol');
  await alice.client.watch([bob.client.account, carol.client.account]);
  for (const { network, client } of [bob, carol]) {
    if (client === bob.client) await client.setActive(true);
    network.cut();
    await until(async () => client.connection.state !== 'online');
    await client.whenOnline();
  }
  await isOnline(seen, bob);
  bob.network.reachable = false;
  bob.network.cut();
  await isOnline(seen, bob, false);
  assert.ok(lastOf(seen, bob)!.lastSeen);
  assert.equal(
    seen.some(presence => presence.account === carol.client.account && presence.online),
    false,
  );
});

test('a connection that ends takes what is known along, and the next one brings it back', async t => {
  const world = await createRealWorld(t, quick);
  const [alice, bob, seen] = await pair(world);
  await bob.client.setActive(true);
  await isOnline(seen, bob);
  alice.network.cut();
  await isOnline(seen, bob, false);
  assert.equal(lastOf(seen, bob)!.lastSeen, undefined);
  await isOnline(seen, bob);
  await alice.client.watch([]);
  await isOnline(seen, bob, false);
});

test('who hides himself is not seen and sees nobody, from that moment and until he shows himself again', async t => {
  const world = await createRealWorld(t, quick);
  const [alice, bob, seen] = await pair(world);
  const byBob = follow(bob);
  await bob.client.watch([alice.client.account]);
  for (const { client } of [alice, bob]) await client.setActive(true);
  await Promise.all([isOnline(seen, bob), isOnline(byBob, alice)]);
  await bob.client.setPrivacy({ presence: 'nobody' });
  await Promise.all([isOnline(seen, bob, false), isOnline(byBob, alice, false)]);
  assert.deepEqual([lastOf(seen, bob)!.lastSeen, lastOf(byBob, alice)!.lastSeen], [undefined, undefined]);
  await bob.client.setPrivacy({ presence: 'everyone' });
  await Promise.all([isOnline(seen, bob), isOnline(byBob, alice)]);
});

test('F26 neither side of a block sees the other', async t => {
  const world = await createRealWorld(t, quick);
  const [alice, bob, seen] = await pair(world);
  const byBob = follow(bob);
  await bob.client.watch([alice.client.account]);
  for (const { client } of [alice, bob]) await client.setActive(true);
  await Promise.all([isOnline(seen, bob), isOnline(byBob, alice)]);
  await alice.client.block(bob.client.account);
  await Promise.all([isOnline(seen, bob, false), isOnline(byBob, alice, false)]);
  await alice.client.unblock(bob.client.account);
  await Promise.all([isOnline(seen, bob), isOnline(byBob, alice)]);
});

test('F26 who may be seen again is seen, also when the server says so before it answers the change', async t => {
  const world = await createRealWorld(t, quick);
  let isHeld = false;
  const answers = Promise.withResolvers<void>();
  const late: typeof fetch = async (...request) => {
    const answer = await fetch(...request);
    if (isHeld) await answers.promise;
    return answer;
  };
  const [alice, bob] = [await world.register('Alice', { fetch: late }), await world.register('Bob')];
  const seen = follow(alice);
  await alice.client.watch([bob.client.account]);
  await bob.client.setActive(true);
  await isOnline(seen, bob);
  await alice.client.block(bob.client.account);
  await isOnline(seen, bob, false);
  isHeld = true;
  const unblocked = alice.client.unblock(bob.client.account);
  await isOnline(seen, bob).finally(answers.resolve);
  await unblocked;
  assert.equal(lastOf(seen, bob)!.online, true);
});
