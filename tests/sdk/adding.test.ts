// Who may add somebody to groups, as he has set it, with the SDK against the real server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex, wire } from '@parley/protocol';
import { createRealWorld, type Person, until } from './real-world.ts';

const accountOf = ({ client }: Person) => client.account;

/** Has them make a group with these: who refuses, or nobody. */
async function refusersOf(by: Person, ...members: Person[]): Promise<unknown> {
  try {
    await by.client.createGroup({ name: 'Climbing', members: members.map(accountOf) });
    return [];
  } catch (error) {
    const { code, accounts } = error as { code: string; accounts?: unknown };
    return code === 'add_refused' ? accounts : error;
  }
}

async function writes(from: Person, to: Person): Promise<void> {
  const { id } = await from.client.sendText(accountOf(to), 'hello');
  await from.client.waitFor(id, 'delivered');
}

async function people(t: Parameters<typeof createRealWorld>[0]) {
  const world = await createRealWorld(t);
  const [alice, bob, carol] = [
    await world.register('Alice'),
    await world.register('Bob'),
    await world.register('Carol'),
  ];
  return { world, alice, bob, carol };
}

async function lets(alice: Person, groups: 'everyone' | 'contacts' | 'nobody'): Promise<void> {
  await alice.client.setPrivacy({ groups });
  await alice.client.whenSent();
}

test('who lets contacts is added by those he has written to, and nobody else', async t => {
  const { world, alice, bob, carol } = await people(t);
  await lets(alice, 'contacts');
  assert.equal((await alice.client.privacy()).groups, 'contacts');
  await writes(bob, alice);
  assert.deepEqual(await refusersOf(bob, alice, carol), [accountOf(alice)], 'he has written to her, not she to him');
  assert.deepEqual(await refusersOf(bob, carol), []);
  await writes(alice, bob);
  assert.deepEqual(await refusersOf(bob, alice, carol), []);
  assert.deepEqual(await refusersOf(carol, alice, bob), [accountOf(alice)]);
  const { id } = await carol.client.createGroup({ name: 'Later', members: [accountOf(bob)] });
  await assert.rejects(carol.client.addMembers(id, [accountOf(alice)]), { code: 'add_refused' });
  const { link = '' } = await carol.client.makeInvite(id);
  assert.equal((await alice.client.joinGroup(link)).state, 'joined');
  const laptop = await world.link(bob);
  await writes(alice, bob);
  await until(async () => (await laptop.client.messages(accountOf(alice))).length > 0);
  assert.deepEqual(await refusersOf(laptop, alice), [], 'his other device has heard of her');
});

test('F26 after a block the key from before lets nobody add; the next message hands on the new one', async t => {
  const { alice, bob } = await people(t);
  await lets(alice, 'contacts');
  await writes(alice, bob);
  await alice.client.block(accountOf(bob));
  await alice.client.whenSent();
  assert.deepEqual(await refusersOf(bob, alice), [accountOf(alice)]);
  await alice.client.unblock(accountOf(bob));
  assert.deepEqual(await refusersOf(bob, alice), [accountOf(alice)], 'his key is an old one');
  await writes(alice, bob);
  assert.deepEqual(await refusersOf(bob, alice), []);
});

test('who lets nobody is added by no contact either, until he lets everyone', async t => {
  const { world, alice, bob, carol } = await people(t);
  await writes(alice, bob);
  const laptop = await world.link(alice);
  await lets(laptop, 'nobody');
  await until(async () => (await alice.client.privacy()).groups === 'nobody');
  assert.deepEqual(await refusersOf(bob, alice, carol), [accountOf(alice)]);
  await lets(laptop, 'contacts');
  assert.deepEqual(await refusersOf(bob, alice, carol), []);
  assert.deepEqual(await refusersOf(carol, alice), [accountOf(alice)]);
  await lets(alice, 'everyone');
  assert.deepEqual(await refusersOf(carol, alice), []);
});

test('a key is shown to the server for nobody who is added without', async t => {
  const world = await createRealWorld(t);
  const bodies: Uint8Array[] = [];
  const watched: typeof fetch = (url, init) => {
    if (String(url).endsWith('/events')) bodies.push(init?.body as Uint8Array);
    return fetch(url, init);
  };
  const [alice, bob] = [await world.register('Alice'), await world.register('Bob', { fetch: watched })];
  const carol = await world.register('Carol');
  for (const person of [alice, carol]) await writes(person, bob);
  assert.deepEqual(await refusersOf(bob, alice, carol), []);
  await lets(alice, 'contacts');
  assert.deepEqual(await refusersOf(bob, alice, carol), []);
  const shown = bodies.map(body => wire.GroupSubmission.decode(body).addKeys.map(({ account }) => toHex(account!)));
  assert.deepEqual(shown, [[], [], [accountOf(alice)]]);
});
