// Blocking, and what else a person sets about others, with the SDK against the real server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageId } from '@parley/client';
import { createRealWorld, type Person, shown, texts, until } from './real-world.ts';

async function pair(t: Parameters<typeof createRealWorld>[0]) {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  const hello = await bob.client.sendText(alice.client.account, 'hello');
  await bob.client.waitFor(hello.id, 'delivered');
  return { world, alice, bob, hello };
}

const stateOf = async ({ client }: Person, id: MessageId) => (await client.message(id))?.state;

test('D13 what a blocked person sends stays at one tick and never comes; later messages do', async t => {
  const { alice, bob } = await pair(t);
  await alice.client.block(bob.client.account);
  assert.deepEqual(await alice.client.blocked(), [bob.client.account]);
  const kept = await bob.client.sendText(alice.client.account, 'are you there?');
  await bob.client.waitFor(kept.id, 'sent');
  await alice.client.unblock(bob.client.account);
  const after = await bob.client.sendText(alice.client.account, 'again');
  await bob.client.waitFor(after.id, 'delivered');
  assert.equal(await stateOf(bob, kept.id), 'sent');
  assert.deepEqual(await texts(alice, bob.client.account), ['hello', 'again']);
  assert.deepEqual([...alice.notices, ...bob.notices], []);
});

test('D13 nobody writes to whom he has blocked, and a blocked person learns nothing by ticks, acts or the profile', async t => {
  const { alice, bob, hello } = await pair(t);
  const answer = await alice.client.sendText(bob.client.account, 'hi');
  await alice.client.waitFor(answer.id, 'delivered');
  await alice.client.block(bob.client.account);
  await assert.rejects(alice.client.sendText(bob.client.account, 'x'), { code: 'blocked' });
  await assert.rejects(alice.client.react(hello.id, '👍'), { code: 'blocked' });
  await alice.client.markRead(bob.client.account);
  await alice.client.setProfile({ name: 'Alice the Second' });
  await bob.client.react(answer.id, '👍');
  await bob.client.markRead(alice.client.account);
  await Promise.all([alice.client.whenSent(), bob.client.whenSent()]);
  await alice.client.unblock(bob.client.account);
  const last = await bob.client.sendText(alice.client.account, 'last');
  await bob.client.waitFor(last.id, 'delivered');
  assert.equal(await stateOf(bob, hello.id), 'delivered');
  assert.equal((await bob.client.chat(alice.client.account)).name, 'Alice');
  const [, hi] = await shown(alice, bob.client.account);
  assert.deepEqual([hi?.state, hi?.reactions], ['delivered', undefined]);
});

test('F26 a blocked person brings nobody into a group; groups in common go on, and call for no attention', async t => {
  const { world, alice, bob } = await pair(t);
  const carol = await world.register('Carol');
  const members = [alice.client.account, bob.client.account];
  const { id } = await carol.client.createGroup({ name: 'Both', members });
  await until(async () => (await bob.client.group(id))?.role !== undefined);
  await alice.client.block(bob.client.account);
  const wanted = { name: 'Trap', members: [alice.client.account, carol.client.account] };
  await assert.rejects(bob.client.createGroup(wanted), { code: 'add_refused' });
  const sent = await bob.client.sendText(id, 'to all');
  await bob.client.waitFor(sent.id, 'delivered');
  const said = (await alice.client.messages(id)).flatMap(({ text }) => text ?? []);
  assert.deepEqual(said, ['to all']);
  assert.equal((await alice.client.chat(id)).unread, 0);
  assert.equal((await carol.client.chat(id)).unread, 1);
});

test('without read receipts none are given, and none are shown', async t => {
  const { alice, bob, hello } = await pair(t);
  assert.deepEqual(await alice.client.privacy(), {
    presence: 'everyone',
    readReceipts: true,
    groups: 'everyone',
    blocked: [],
  });
  const told: boolean[] = [];
  alice.client.on('privacy', ({ readReceipts }) => told.push(readReceipts));
  await alice.client.setPrivacy({ readReceipts: false });
  assert.deepEqual(told, [false]);
  await alice.client.markRead(bob.client.account);
  const answer = await alice.client.sendText(bob.client.account, 'read it');
  await alice.client.waitFor(answer.id, 'delivered');
  await bob.client.markRead(alice.client.account);
  await bob.client.whenSent();
  const last = await bob.client.sendText(alice.client.account, 'done');
  await bob.client.waitFor(last.id, 'delivered');
  assert.equal(await stateOf(bob, hello.id), 'delivered');
  assert.equal(await stateOf(alice, answer.id), 'delivered');
});

test('what was set while the device was away is known when it is back', async t => {
  const { world, alice, bob } = await pair(t);
  const away = await world.restart(alice, { online: false });
  const token = (await away.store.get('profile', 'self'))!.token;
  const headers = { authorization: `Bearer ${Buffer.from(token).toString('base64url')}` };
  await fetch(`${world.url}/v1/blocks/${bob.client.account}`, { method: 'PUT', headers });
  assert.deepEqual(await away.client.blocked(), []);
  away.client.connect();
  await until(async () => (await away.client.blocked()).length === 1);
});

test('a report carries the own copies of what the person has written', async t => {
  const { alice, bob, hello } = await pair(t);
  const own = await alice.client.sendText(bob.client.account, 'mine');
  await alice.client.report(bob.client.account, [hello.id, own.id]);
  await assert.rejects(alice.client.report(alice.client.account, []), { code: 'bad_request' });
});
