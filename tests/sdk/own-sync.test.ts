// What a person arranges on one device is so on the others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '@parley/protocol';
import { allReach, createRealWorld, type Person, sendAll, texts, until } from './real-world.ts';

async function family(t: Parameters<typeof createRealWorld>[0]) {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const bob = await world.register('Bob');
  const laptop = await world.link(phone);
  const [alice, to] = [phone.client.account, bob.client.account];
  await allReach(bob, await sendAll(bob, alice, ['one', 'two', 'three']), 'delivered');
  const both = async (holds: (person: Person) => Promise<boolean>) => {
    for (const person of [phone, laptop]) await until(() => holds(person));
  };
  await both(async person => (await texts(person, to)).length === 3);
  return { world, phone, laptop, bob, alice, to, both };
}

test('archived, pinned, muted and marked unread on one device is so on the other, whichever was last', async t => {
  const { phone, laptop, to, both } = await family(t);
  await laptop.client.updateChat(to, { archived: true, mutedUntil: 5, markedUnread: true });
  await both(async ({ client }) => (await client.chat(to)).archived);
  await phone.client.updateChat(to, { pinned: true, archived: false });
  await both(async ({ client }) => (await client.chat(to)).pinnedAt !== undefined);
  const [a, b] = [await phone.client.chat(to), await laptop.client.chat(to)];
  assert.deepEqual([a.archived, a.mutedUntil, a.markedUnread], [false, 5, true]);
  assert.deepEqual([b.archived, b.mutedUntil, b.pinnedAt], [a.archived, a.mutedUntil, a.pinnedAt]);
  await phone.client.markRead(to);
  await both(async ({ client }) => !(await client.chat(to)).markedUnread && (await client.chat(to)).unread === 0);
});

test('two settings at the same moment end alike on both devices', async t => {
  const { phone, laptop, to, both } = await family(t);
  for (const { network } of [phone, laptop]) network.cut();
  await Promise.all([phone.client.updateChat(to, { archived: true }), laptop.client.updateChat(to, { mutedUntil: 9 })]);
  for (const { client } of [phone, laptop]) await client.whenSent();
  const stateOf = async ({ client }: Person) => {
    const { archived, mutedUntil } = await client.chat(to);
    return JSON.stringify({ archived, mutedUntil });
  };
  await until(async () => (await stateOf(phone)) === (await stateOf(laptop)));
  await both(async person => (await stateOf(person)) === (await stateOf(phone)));
});

test('U28 what is written on one device and not sent is on the other, the last of it, and only the text', async t => {
  const { phone, laptop, bob, to, both } = await family(t);
  const draftOf = async ({ client }: Person) => (await client.chat(to)).draft;
  const [first] = await phone.client.messages(to);
  laptop.network.cut();
  await phone.client.updateChat(to, { draft: { text: 'Dear B', replyTo: first?.id ?? ('' as never) } });
  await phone.client.updateChat(to, { draft: { text: 'Dear Bob' } });
  await both(async person => (await draftOf(person))?.text === 'Dear Bob');
  assert.deepEqual(await draftOf(laptop), { text: 'Dear Bob' });
  phone.network.cut();
  for (const text of ['D', 'De', 'Dear', 'Dear Robert']) await laptop.client.updateChat(to, { draft: { text } });
  await both(async person => (await draftOf(person))?.text === 'Dear Robert');
  await phone.client.sendText(to, 'Dear Robert');
  await phone.client.updateChat(to, { draft: null });
  await both(async person => (await draftOf(person)) === undefined);
  await until(async () => (await texts(bob, phone.client.account)).includes('Dear Robert'));
  assert.equal((await bob.client.chat(phone.client.account)).draft, undefined);
});

test('U28 without a network a draft takes one place in the queue, however often it changes', async t => {
  const { world, phone, laptop, to } = await family(t);
  await phone.client.whenSent();
  const { client } = await world.restart(phone, { online: false });
  for (let n = 0; n <= 20; n++) await client.updateChat(to, { draft: { text: 'x'.repeat(n) } });
  assert.equal((await client.status()).queued, 1);
  client.connect();
  await until(async () => (await laptop.client.chat(to)).draft?.text.length === 20);
});

test('what is deleted for oneself, starred, or a whole chat taken away goes on both devices', async t => {
  const { phone, laptop, bob, alice, to, both } = await family(t);
  const [one, two] = await phone.client.messages(to);
  await phone.client.star(to, [two?.id ?? ('' as never)], true);
  await both(async ({ client }) => (await client.starred()).length === 1);
  await laptop.client.star(to, [two?.id ?? ('' as never)], false);
  await both(async ({ client }) => (await client.starred()).length === 0);
  await phone.client.deleteMessages(to, [one?.id ?? ('' as never)]);
  await both(async person => (await texts(person, to)).join() === 'two,three');
  await laptop.client.deleteChat(to);
  await both(async ({ client }) => (await client.chats()).length === 0);
  await allReach(bob, await sendAll(bob, alice, ['afterwards']), 'delivered');
  await both(async person => (await texts(person, to)).join() === 'afterwards');
});

test('D4 what is deleted with its chat before its answer has come is gone on the other device too', async t => {
  const { phone, to, both } = await family(t);
  phone.network.down = ({ sent }) => (sent ? 'drop' : undefined);
  await phone.client.sendText(to, 'on its way');
  await both(async person => (await texts(person, to)).at(-1) === 'on its way');
  await phone.client.deleteChat(to);
  await both(async person => (await texts(person, to)).length === 0);
});

test('D3 what is written after a chat was taken away is stamped after what was in it, from either device', async t => {
  const { phone, laptop, to, both } = await family(t);
  const newest = (await phone.client.messages(to)).at(-1)?.ts ?? Number.NaN;
  await phone.client.deleteChat(to);
  await both(async ({ client }) => (await client.chats()).length === 0);
  for (const { client, network } of [phone, laptop]) {
    const seen: number[] = [];
    network.up = ({ send }) => void (toHex(send?.to ?? new Uint8Array()) === to && seen.push(send?.after ?? 0));
    const { id } = await client.sendText(to, 'afterwards');
    await client.waitFor(id, 'sent');
    assert.ok(seen.length > 0 && seen.every(after => after >= newest));
  }
});

test('how a chat was set up goes with it on both devices, also where somebody has written meanwhile', async t => {
  const { world, phone, laptop, bob, alice, to, both } = await family(t);
  await phone.client.updateChat(to, { pinned: true });
  await both(async ({ client }) => (await client.chat(to)).pinnedAt !== undefined);
  const away = await world.restart(laptop, { online: false });
  await allReach(bob, await sendAll(bob, alice, ['meanwhile']), 'delivered');
  await phone.client.updateChat(to, { mutedUntil: 9 });
  await away.client.deleteChat(to);
  away.client.connect();
  for (const person of [phone, away]) {
    await until(async () => (await texts(person, to)).join() === 'meanwhile');
    await until(async () => (await person.client.chat(to)).pinnedAt === undefined);
    await until(async () => (await person.client.chat(to)).mutedUntil === undefined);
  }
});

test('a chat set up after it was deleted elsewhere is so on both devices, whichever hears of it first', async t => {
  const { world, phone, laptop, to } = await family(t);
  const away = await world.restart(laptop, { online: false });
  await away.client.deleteChat(to);
  await phone.client.updateChat(to, { archived: false });
  await phone.client.updateChat(to, { archived: true }); // later, even within the same millisecond
  away.client.connect();
  await until(async () => (await away.client.chat(to)).archived);
  await until(async () => (await texts(phone, to)).length === 0);
  await away.client.updateChat(to, { draft: { text: 'and then' } });
  await until(async () => (await phone.client.chat(to)).draft?.text === 'and then');
  for (const { client } of [phone, away]) assert.equal((await client.chat(to)).archived, true);
});

test('name, picture and whom one has verified are the same on all devices, also on a new one', async t => {
  const { world, phone, laptop, to, both } = await family(t);
  const avatar = Uint8Array.from([0xff, 0xd8, 0xff, 1, 2, 3]);
  await laptop.client.setProfile({ name: 'Alicia', avatar });
  await both(async ({ client }) => client.name === 'Alicia' && client.avatar !== undefined);
  assert.deepEqual(await phone.client.avatarOf(phone.client.account), avatar);
  await phone.client.markVerified(to, true);
  await laptop.client.safetyNumber(to);
  await both(async ({ client }) => (await client.chat(to)).verified);
  await laptop.client.markVerified(to, false);
  await both(async ({ client }) => !(await client.chat(to)).verified);
  const tablet = await world.link(phone, 'Tablet');
  assert.equal(tablet.client.name, 'Alicia');
  assert.deepEqual(await tablet.client.avatarOf(tablet.client.account), avatar);
});

test('a new device knows the groups, and reads and writes there', async t => {
  const { world, phone, bob, to } = await family(t);
  const group = await phone.client.createGroup({ name: 'Tent', members: [to] });
  const tablet = await world.link(phone, 'Tablet');
  await until(async () => (await tablet.client.group(group.id)) !== undefined);
  const { id } = await tablet.client.sendText(group.id, 'from the tablet');
  await tablet.client.waitFor(id, 'delivered');
  const reply = await bob.client.sendText(group.id, 'to the group');
  await bob.client.waitFor(reply.id, 'delivered');
  for (const person of [phone, tablet, bob]) {
    await until(async () => {
      const all = (await person.client.messages(group.id)).map(({ text }) => text);
      return all.includes('from the tablet') && all.includes('to the group');
    });
  }
});

test('F25 a device that ends itself is taken off the list, and nobody encrypts for it any more', async t => {
  const { phone, laptop, bob, alice } = await family(t);
  await laptop.client.endDevice();
  await until(async () => (await phone.client.devices()).length === 1);
  const { id } = await bob.client.sendText(alice, 'for the phone');
  await bob.client.waitFor(id, 'delivered');
  assert.equal((await phone.client.devices()).length, 1);
});

test('the account key moves: offered on one device, taken on the other, and gone where it was', async t => {
  const { world, phone, laptop, bob, alice, to } = await family(t);
  await assert.rejects(laptop.client.takeAccountKey(), { code: 'no_account_key' });
  await assert.rejects(laptop.client.offerAccountKey(1), { code: 'no_account_key' });
  await phone.client.offerAccountKey(2);
  await until(() => laptop.notices.some(({ kind }) => kind === 'account_key_offered'));
  assert.equal(await laptop.client.holdsAccountKey(), false);
  await laptop.client.takeAccountKey();
  await until(async () => !(await phone.client.holdsAccountKey()));
  assert.equal(await laptop.client.holdsAccountKey(), true);
  await laptop.client.unlink(1);
  await until(() => phone.client.connection.reason === 'unlinked');
  const tablet = await world.link(laptop, 'Tablet');
  const { id } = await bob.client.sendText(alice, 'still you');
  await bob.client.waitFor(id, 'delivered');
  await until(async () => (await texts(tablet, to)).includes('still you'));
  assert.ok(!bob.notices.some(({ kind }) => kind === 'security_code_changed'));
});
