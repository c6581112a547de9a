// What was said before a device was linked comes to it: the newest first, all of it, and goes on after a restart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore, link, openClient } from '@parley/client';
import { allReach, createRealWorld, numbers, sendAll, shown, texts, until } from './real-world.ts';

test('a newly linked device gets what was said before: messages, files, names, groups, how chats are set up', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const bob = await world.register('Bob');
  const [alice, to] = [phone.client.account, bob.client.account];
  await allReach(bob, await sendAll(bob, alice, ['hello', 'gone']), 'delivered');
  const [hello, gone] = await shown(phone, to);
  await phone.client.react(hello!.id, '👍');
  await phone.client.deleteMessages(to, [gone!.id]);
  await phone.client.star(to, [hello!.id], true);
  await phone.client.updateChat(to, { pinned: true });
  const source = new Blob([new Uint8Array(10_000).fill(7)]);
  const file = await phone.client.sendFiles(to, [{ source, name: 'a.bin', type: 'application/x-a' }], { text: 'file' });
  await phone.client.waitFor(file.id, 'delivered');
  const group = await phone.client.createGroup({ name: 'Tent', members: [to] });
  const inGroup = await bob.client.whenSent().then(() => phone.client.sendText(group.id, 'in the group'));
  await phone.client.waitFor(inGroup.id, 'delivered');
  await phone.client.whenSent();

  const laptop = await world.link(phone);
  await until(async () => (await laptop.client.history()) === undefined && (await laptop.client.chats()).length === 2);
  assert.deepEqual(await texts(laptop, to), ['hello', 'file']);
  const [first, second] = await shown(laptop, to);
  assert.deepEqual(
    [first?.reactions, first?.starred, second?.state],
    [[{ account: alice, emoji: '👍' }], true, 'delivered'],
  );
  const bytes = await new Response(await laptop.client.openAttachment(second!.id, 0)).arrayBuffer();
  assert.equal(bytes.byteLength, 10_000);
  const chat = await laptop.client.chat(to);
  assert.deepEqual([chat.name, chat.pinnedAt !== undefined], ['Bob', true]);
  await until(async () => (await laptop.client.messages(group.id)).some(({ text }) => text === 'in the group'));

  const reading = await laptop.client.sendText(to, 'from the laptop', { replyTo: hello!.id });
  assert.equal(reading.quote?.excerpt, 'hello');
  await bob.client.markRead(alice);
  await until(async () => (await laptop.client.message(file.id))?.state === 'read');
});

test('F15 F16 a history of many parts goes on after a restart of either device, each message once and in its place', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const people = [await world.register('Bob'), await world.register('Carla')];
  for (const person of people) {
    await sendAll(person, phone.client.account, numbers(1_200));
    await person.client.whenSent();
  }
  for (const { client } of people) await until(async () => (await texts(phone, client.account)).length === 1_200);
  const store = createMemoryStore();
  const code = Promise.withResolvers<string>();
  const linking = link({ server: world.url, store, deviceName: 'Laptop', show: ({ text }) => code.resolve(text) });
  const [unconnected] = await Promise.all([linking, code.promise.then(text => phone.client.linkDevice(text))]);
  const phoneAgain = await world.restart(phone); // in the middle of making the parts
  await unconnected.close();
  let laptop = await openClient({ store });
  t.after(() => laptop.close());
  const seen: number[] = [];
  const half = Promise.withResolvers<void>();
  laptop.on('history', ({ done }) => {
    seen.push(done);
    half.resolve();
  });
  laptop.connect();
  await half.promise;
  await laptop.close();
  laptop = await openClient({ store });
  laptop.connect();
  for (const { client } of people) {
    const all = async () => (await laptop.messages(client.account, { limit: 5_000 })).map(({ text }) => text);
    await until(async () => (await all()).length === 1_200);
    assert.deepEqual(await all(), numbers(1_200));
  }
  await until(async () => (await laptop.history()) === undefined);
  assert.ok((seen[0] ?? 0) >= 400 && (seen[0] ?? 0) < 2_400, 'it comes in parts');
  assert.equal((await laptop.chat(people[0]!.client.account)).unread, 1_200);
  await phoneAgain.client.close();
});

test('what becomes of messages while the archive that brings them is on its way is not lost', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const [bob, carla] = [await world.register('Bob'), await world.register('Carla')];
  const [alice, to] = [phone.client.account, bob.client.account];
  await allReach(bob, await sendAll(bob, alice, ['put otherwise', 'taken back', 'liked', 'starred']), 'delivered');
  await allReach(carla, await sendAll(carla, alice, ['all of this goes']), 'delivered');
  const read = await phone.client.sendText(to, 'read');
  await phone.client.waitFor(read.id, 'delivered');
  const opened = Promise.withResolvers<void>();
  const held: typeof fetch = async (input, init) => {
    if (new URL(String(input)).pathname.startsWith('/v1/blobs/')) await opened.promise;
    return fetch(input, init);
  };
  const laptop = await world.link(phone, 'Laptop', { fetch: held });
  await until(async () => (await laptop.store.get('profile', 'self'))?.archive?.parts.at(-1)?.last === true);

  const [first, second, third, fourth] = await shown(bob, alice);
  await bob.client.editText(first!.id, 'otherwise');
  await bob.client.deleteForEveryone(second!.id);
  await bob.client.react(third!.id, '👍');
  await bob.client.markRead(alice);
  await phone.client.star(to, [fourth!.id], true);
  await phone.client.markRead(to);
  await phone.client.deleteChat(carla.client.account);
  const last = await bob.client.sendText(alice, 'last');
  await phone.client.waitFor(read.id, 'read');
  for (const { client } of [phone, laptop]) await until(async () => (await client.message(last.id)) !== undefined);
  await phone.client.whenSent();
  const mark = await phone.client.sendText(to, 'after all of that');
  await until(async () => (await laptop.client.message(mark.id)) !== undefined);
  assert.equal((await shown(laptop, to)).length, 2);
  opened.resolve();
  await until(async () => (await laptop.client.history()) === undefined);

  const standing = async ({ client }: typeof phone) =>
    (await client.messages(to)).map(({ id, text, state, unread, starred, edited, deletedBy, reactions }) => {
      const marks = { unread: unread ?? false, starred, edited, deletedBy, reactions };
      return { text, ...marks, state: id === mark.id ? 'any' : state };
    });
  assert.deepEqual(await standing(laptop), await standing(phone));
  assert.deepEqual(
    (await laptop.client.chats()).map(({ id, unread }) => [id, unread]),
    [[to, 1]],
  );
});

for (const lost of ['before a part of it has come', 'after the first part']) {
  test(`D9 when the device that sends the history is lost ${lost}, another one that has it sends it`, async t => {
    const world = await createRealWorld(t);
    const phone = await world.register('Alice');
    const bob = await world.register('Bob');
    const [alice, to] = [phone.client.account, bob.client.account];
    await allReach(bob, await sendAll(bob, alice, numbers(1_100)), 'delivered');
    const tablet = await world.link(phone, 'Tablet');
    await until(
      async () => (await tablet.client.history()) === undefined && (await texts(tablet, to)).length === 1_100,
    );
    const code = await phone.client.newRecoveryCode();
    await phone.client.setRecoveryCode(code);
    const half = Promise.withResolvers<void>();
    let sent = 0;
    const parts = lost.startsWith('before') ? 0 : 1;
    phone.network.up = ({ send }) => (send && sent++ >= parts ? 'drop' : undefined);
    const laptop = await world.link(phone, 'Laptop');
    laptop.client.on('history', () => half.resolve());
    if (parts > 0) await half.promise;
    await world.register('Alice', { phone: phone.client.phone, recoveryCode: async () => code });
    await allReach(bob, await sendAll(bob, alice, ['are you back?']), 'delivered');
    await until(async () => (await texts(laptop, to)).length === 1_101);
    assert.deepEqual(await texts(laptop, to), [...numbers(1_100), 'are you back?']);
    await until(async () => (await laptop.client.history()) === undefined);
  });
}

test('D4 a chat that was taken away does not come back with the history of a second device, which had it before', async t => {
  const world = await createRealWorld(t);
  const collected = Promise.withResolvers<void>();
  const uploaded = Promise.withResolvers<void>();
  let isSlow = false;
  const slow: typeof fetch = async (input, init) => {
    if (isSlow && new URL(String(input)).pathname.startsWith('/v1/assets')) {
      collected.resolve();
      await uploaded.promise;
    }
    return fetch(input, init);
  };
  const phone = await world.register('Alice', { fetch: slow });
  const bob = await world.register('Bob');
  const [alice, to] = [phone.client.account, bob.client.account];
  const old = await world.link(phone, 'Old');
  const tablet = await world.link(phone, 'Tablet');
  await allReach(bob, await sendAll(bob, alice, ['before']), 'delivered');
  await until(async () => (await tablet.client.history()) === undefined && (await texts(tablet, to)).length === 1);
  isSlow = true;
  const laptop = await world.link(phone, 'Laptop');
  await collected.promise;
  const removed = Promise.withResolvers<void>();
  laptop.client.on('removed', () => removed.resolve());
  await tablet.client.deleteChat(to);
  await removed.promise;
  await phone.client.unlink(old.client.device); // the laptop cannot tell whether that one was to send it: it asks anyone
  await tablet.client.sendText(to, 'after');
  await until(async () => (await laptop.client.history()) === undefined && (await texts(laptop, to)).length === 1);
  uploaded.resolve();
  await until(async () => !(await phone.store.get('profile', 'self'))?.archiving);
  await phone.client.sendText(to, 'last');
  await until(async () => (await texts(laptop, to)).at(-1) === 'last');
  await until(async () => (await laptop.client.history()) === undefined);
  for (const device of [phone, tablet, laptop]) assert.deepEqual(await texts(device, to), ['after', 'last']);
});

for (const reached of ['pending', 'read'] as const) {
  test(`D1 D3 what the server has, and whose answer is still to come, is on a new device too, as it was stamped (${reached})`, async t => {
    const world = await createRealWorld(t);
    const phone = await world.register('Alice');
    const bob = await world.register('Bob');
    const [alice, to] = [phone.client.account, bob.client.account];
    await allReach(phone, await sendAll(phone, to, ['first']), 'delivered');
    bob.network.reachable = false;
    bob.network.cut();
    const stored = Promise.withResolvers<void>();
    phone.network.down = ({ sent }) => {
      if (!sent) return undefined;
      stored.resolve();
      return 'drop';
    };
    const { id } = await phone.client.sendText(to, 'second');
    await stored.promise;
    if (reached === 'read') {
      bob.network.reachable = true;
      bob.client.connect();
      await until(async () => (await bob.client.message(id)) !== undefined);
      await bob.client.markRead(alice);
    }
    await until(async () => (await phone.client.message(id))?.state === reached);
    const laptop = await world.link(phone);
    await until(async () => (await laptop.client.history()) === undefined);
    phone.network.down = () => undefined;
    phone.network.cut();
    await phone.client.whenSent();
    const { ts } = (await phone.client.message(id))!;
    await until(async () => (await laptop.client.message(id))?.ts === ts);
    assert.deepEqual(await texts(laptop, to), ['first', 'second']);
  });
}

test('a part that cannot be had is sent again, also while the next ones are on their way', async t => {
  const world = await createRealWorld(t);
  const onTheWay = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  let uploads = 0;
  const phone = await world.register('Alice', {
    async fetch(input, init) {
      const isUpload = new URL(String(input)).pathname === '/v1/assets';
      if (isUpload && ++uploads === 3) {
        onTheWay.resolve();
        await goOn.promise;
      }
      return fetch(input, init);
    },
  });
  const bob = await world.register('Bob');
  await sendAll(bob, phone.client.account, numbers(2_200));
  await bob.client.whenSent();
  await until(async () => (await texts(phone, bob.client.account)).length === 2_200);
  const laptop = await world.link(phone, 'Laptop', { fetch: withoutSecond('/v1/blobs/', onTheWay.promise) });
  const asked = async () => (await laptop.store.get('profile', 'self'))?.archive?.askedAgain === 1;
  await until(asked);
  await until(async () => Object.values((await phone.store.get('profile', 'self'))?.archiving ?? {})[0]?.done === 0);
  goOn.resolve();
  await until(async () => (await laptop.client.history()) === undefined);
  await until(async () => (await texts(laptop, bob.client.account)).length === 2_200);
});

test('a part that cannot be had is sent again by a device without the account key, too', async t => {
  const world = await createRealWorld(t);
  const never = Promise.withResolvers<void>();
  let isSlow = false;
  const phone = await world.register('Alice', {
    async fetch(input, init) {
      if (isSlow && new URL(String(input)).pathname === '/v1/assets') await never.promise;
      return fetch(input, init);
    },
  });
  t.after(() => never.resolve());
  const bob = await world.register('Bob');
  const old = await world.link(phone, 'Old');
  const tablet = await world.link(phone, 'Tablet');
  const [alice, to] = [phone.client.account, bob.client.account];
  await allReach(bob, await sendAll(bob, alice, ['before']), 'delivered');
  await until(async () => (await tablet.client.history()) === undefined && (await texts(tablet, to)).length === 1);
  isSlow = true;
  const laptop = await world.link(phone, 'Laptop', { fetch: withoutSecond('/v1/blobs/') });
  await phone.client.unlink(old.client.device);
  await tablet.client.sendText(to, 'after');
  await until(async () => (await laptop.client.history()) === undefined);
  assert.deepEqual(await texts(laptop, to), ['before', 'after']);
});

/** The second of these is not there any more. */
function withoutSecond(path: string, ready?: Promise<void>): typeof fetch {
  let count = 0;
  return async (input, init) => {
    if (!new URL(String(input)).pathname.startsWith(path) || ++count !== 2) return fetch(input, init);
    await ready;
    return new Response(undefined, { status: 404 });
  };
}
