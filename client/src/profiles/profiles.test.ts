import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, limits } from '@parley/protocol';
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

test('name, words and picture reach those written to, again when they change, and after a restart', async t => {
  const { world, alice, bob, to, from } = await people(t);
  await alice.client.setProfile({ avatar: webp(1), about: ' In the garden ' });
  assert.deepEqual(await alice.client.avatarOf(from), webp(1));
  const names: (string | undefined)[] = [];
  bob.client.on('message', async ({ chat }) => names.push((await bob.client.chat(chat)).name));
  const { id } = await alice.client.sendText(to, 'hi');
  await alice.client.waitFor(id, 'delivered');
  await until(() => names.length === 1);
  assert.equal(names[0], 'Alice', 'nobody is nameless until the profile is there');
  await until(async () => (await bob.client.chat(from)).avatar === alice.client.avatar);
  assert.equal((await bob.client.chat(from)).about, 'In the garden');
  assert.deepEqual(await bob.client.avatarOf(from), webp(1));
  const told: object[] = [];
  alice.client.on('profile', value => told.push(value));
  await alice.client.setProfile({ name: 'Alice A.', avatar: webp(2) });
  assert.deepEqual(told, [{ name: 'Alice A.', about: 'In the garden', avatar: alice.client.avatar }]);
  await until(async () => (await bob.client.chat(from)).avatar === alice.client.avatar);
  assert.equal((await bob.client.chat(from)).name, 'Alice A.');
  assert.deepEqual(await bob.client.avatarOf(from), webp(2));
  const again = await world.restart(alice);
  assert.deepEqual([again.client.name, again.client.avatar], ['Alice A.', alice.client.avatar]);
  await again.client.setProfile({ avatar: null, about: '' });
  await until(async () => (await bob.client.chat(from)).avatar === undefined);
  assert.equal((await bob.client.chat(from)).about, undefined);
  assert.equal(await bob.client.avatarOf(from), undefined);
  assert.equal(again.client.avatar, undefined);
});

test('the server holds nothing that can be read, in a few sizes', async t => {
  const { world, alice, from } = await people(t);
  const sizes: number[] = [];
  for (const change of [{ about: '' }, { about: 'x'.repeat(limits.maxAboutChars) }, { avatar: webp(1, 12_000) }]) {
    await alice.client.setProfile(change);
    await alice.client.whenSent();
    const { profile = '' } = world.server.accounts.profiles.get(from) ?? {};
    const bytes = fromBase64(profile);
    assert.ok(!Buffer.from(bytes).includes('Alice') && !Buffer.from(bytes).includes('xxxx'));
    sizes.push(bytes.length);
  }
  assert.deepEqual(sizes, [1024 + 28, 1024 + 28, 32_768 + 28]);
  assert.ok(sizes.every(size => size <= limits.maxProfileBytes));
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
  assert.equal(known.name, 'Bob B.');
  await until(async () => (await alice.client.chat(to)).avatar === bob.client.avatar);
});

test('what is no small picture or too many words is refused, and nothing has changed', async t => {
  const { alice } = await people(t);
  const svg = new TextEncoder().encode('<svg onload="alert(1)"/>');
  for (const avatar of [svg, new Uint8Array(), webp(1, limits.maxAvatarBytes + 1)]) {
    await assert.rejects(alice.client.setProfile({ name: 'Other', avatar }), { code: 'bad_avatar' });
  }
  await assert.rejects(alice.client.setProfile({ about: 'x'.repeat(limits.maxAboutChars + 1) }), { code: 'bad_about' });
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
