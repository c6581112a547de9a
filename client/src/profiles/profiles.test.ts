import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '@parley/protocol';
import { until } from '../testing/until.ts';
import { createWorld } from '../testing/world.ts';

const webp = (seed: number, length = 300) => {
  const bytes = new Uint8Array(length).fill(seed);
  bytes.set(new TextEncoder().encode('RIFF'), 0);
  bytes.set(new TextEncoder().encode('WEBP'), 8);
  return bytes;
};

async function people(t: { after(run: () => Promise<void>): void }) {
  const world = createWorld();
  t.after(world.close);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  const carol = await world.register('Carol');
  return { world, alice, bob, carol, to: bob.client.account, from: alice.client.account };
}

test('name and picture reach those written to, before the first text, again when they change, and after a restart', async t => {
  const { world, alice, bob, to, from } = await people(t);
  await alice.client.setProfile({ avatar: webp(1) });
  assert.deepEqual(await alice.client.avatarOf(from), webp(1));
  const seen: (string | undefined)[] = [];
  bob.client.on('message', async ({ chat }) => seen.push((await bob.client.chat(chat)).avatar));
  const { id } = await alice.client.sendText(to, 'hi');
  await alice.client.waitFor(id, 'delivered');
  await until(() => seen.length === 1);
  assert.equal(seen[0], alice.client.avatar);
  assert.deepEqual(await bob.client.avatarOf(from), webp(1));
  const told: object[] = [];
  alice.client.on('profile', value => told.push(value));
  await alice.client.setProfile({ name: 'Alice A.', avatar: webp(2) });
  assert.deepEqual(told, [{ name: 'Alice A.', avatar: alice.client.avatar }]);
  await until(async () => (await bob.client.chat(from)).name === 'Alice A.');
  assert.deepEqual(await bob.client.avatarOf(from), webp(2));
  const again = await world.restart(alice);
  assert.deepEqual([again.client.name, again.client.avatar], ['Alice A.', alice.client.avatar]);
  await again.client.setProfile({ avatar: null });
  await until(async () => (await bob.client.chat(from)).avatar === undefined);
  assert.equal(await bob.client.avatarOf(from), undefined);
  assert.equal(again.client.avatar, undefined);
});

test('a stranger who has only written is told neither name nor picture, by receipts neither', async t => {
  const { alice, bob, to, from } = await people(t);
  await bob.client.setProfile({ avatar: webp(3) });
  const { id } = await alice.client.sendText(to, 'who are you?');
  await alice.client.waitFor(id, 'delivered');
  await bob.client.markRead(from);
  await alice.client.waitFor(id, 'read');
  await bob.client.setProfile({ name: 'Bob B.' });
  await bob.client.whenSent();
  const unknown = await alice.client.chat(to);
  assert.deepEqual([unknown.name, unknown.avatar], [undefined, undefined]);
  const answer = await bob.client.sendText(from, 'Bob');
  await bob.client.waitFor(answer.id, 'delivered');
  const known = await alice.client.chat(to);
  assert.deepEqual([known.name, known.avatar], ['Bob B.', bob.client.avatar]);
});

test('what is no small picture is refused, and nothing has changed', async t => {
  const { alice } = await people(t);
  const svg = new TextEncoder().encode('<svg onload="alert(1)"/>');
  for (const avatar of [svg, new Uint8Array(), webp(1, limits.maxAvatarBytes + 1)]) {
    await assert.rejects(alice.client.setProfile({ name: 'Other', avatar }), { code: 'bad_avatar' });
  }
  assert.equal(alice.client.name, 'Alice');
  await alice.client.setProfile({ avatar: webp(1, limits.maxAvatarBytes) });
});

test('F48 a name that looks empty is refused, and of others left out; a strange one that can be seen is a name', async t => {
  const { world, alice, bob, to, from } = await people(t);
  const empty = ['', '   ', '\u200c', '\u202e\u2066', '\u2800\u3164', '\u00ad\ufe0f', '\u0301'];
  for (const name of empty) {
    await assert.rejects(alice.client.setProfile({ name }), { code: 'bad_name' }, JSON.stringify(name));
    await assert.rejects(world.register(name), { code: 'bad_name' });
  }
  await assert.rejects(alice.client.setProfile({ name: 'x'.repeat(limits.maxProfileNameBytes + 1) }), {
    code: 'bad_name',
  });
  for (const name of ['\u202eecilA', '我', '👨‍👩‍👧', 'عليّ', '٣']) await alice.client.setProfile({ name });
  const { id } = await alice.client.sendText(to, 'hi');
  await alice.client.waitFor(id, 'delivered');
  assert.equal((await bob.client.chat(from)).name, '٣');
  // Someone else's program sends what this one refuses.
  const row = await alice.store.get('profile', 'self');
  await alice.client.close();
  await alice.store.commit([{ collection: 'profile', key: 'self', row: { ...row, name: '\u200b' } as never }]);
  const mallory = await world.restart(alice);
  const { id: next } = await mallory.client.sendText(to, 'me again');
  await mallory.client.waitFor(next, 'delivered');
  assert.equal((await bob.client.chat(from)).name, '٣');
});
