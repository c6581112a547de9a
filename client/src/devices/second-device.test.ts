import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '@parley/protocol';
import { openClient } from '../open-client.ts';
import { linkSecondDevice } from '../testing/second-device.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person } from '../testing/world.ts';

async function texts(person: Person, chat: AccountId) {
  return (await person.client.messages(chat)).map(({ text, outgoing, state }) => ({ text, outgoing, state }));
}

async function family(t: { after(run: () => Promise<void>): void }) {
  const world = createWorld();
  t.after(world.close);
  const phone = await world.register('Alice');
  const bob = await world.register('Bob');
  const first = await phone.client.sendText(bob.client.account, 'before');
  await phone.client.waitFor(first.id, 'delivered');
  const laptop = await world.open(await linkSecondDevice(world.server.accounts, phone.store));
  return { world, phone, laptop, bob, alice: phone.client.account, to: bob.client.account };
}

test('a list that has changed: the send keeps its id, and every device on the new list gets it', async t => {
  const { world, phone, laptop, bob, alice, to } = await family(t);
  const { id } = await bob.client.sendText(alice, 'to both');
  await bob.client.waitFor(id, 'delivered');
  await until(async () => (await texts(phone, to)).length === 2 && (await texts(laptop, to)).length === 1);
  assert.equal((await laptop.client.messages(to))[0]?.id, id);
  const ids = world.server.frames.flatMap(({ frame, device }) =>
    frame.send && device.account === to ? [frame.send.id] : [],
  );
  assert.ok(ids.length >= 2, 'the first try was refused');
});

test('the other own device gets a copy of what was sent, its ticks and what was read', async t => {
  const { phone, laptop, bob, alice, to } = await family(t);
  const { id } = await phone.client.sendText(to, 'from the phone');
  await phone.client.waitFor(id, 'delivered');
  await until(async () => (await laptop.client.message(id))?.state === 'delivered');
  assert.deepEqual(await texts(laptop, to), [{ text: 'from the phone', outgoing: true, state: 'delivered' }]);
  const reply = await bob.client.sendText(alice, 'reply');
  await bob.client.waitFor(reply.id, 'delivered');
  await until(async () => (await laptop.client.chats())[0]?.unread === 1);
  await laptop.client.markRead(to);
  await bob.client.waitFor(reply.id, 'read');
  await until(async () => (await phone.client.chats())[0]?.unread === 0);
});

test('a note to self reaches the other own device', async t => {
  const { phone, laptop, alice } = await family(t);
  const { id } = await laptop.client.sendText(alice, 'milk');
  await laptop.client.waitFor(id, 'sent');
  await until(async () => (await texts(phone, alice)).length === 1);
  assert.deepEqual(await texts(phone, alice), [{ text: 'milk', outgoing: true, state: 'read' }]);
});

test('an own copy that can not be read is parked, and takes its place in the right chat when it comes again', async t => {
  const { world, phone, laptop, alice, to } = await family(t);
  const settle = await phone.client.sendText(alice, 'settle');
  await phone.client.waitFor(settle.id, 'sent');
  await until(async () => (await texts(laptop, alice)).length === 1);
  let damaged = false;
  world.server.onClientFrame = ({ send }) => {
    const data = send?.parts?.find(part => part.own)?.ciphertext?.data;
    if (data && !damaged) {
      damaged = true;
      data[data.length - 1] = (data.at(-1) ?? 0) ^ 1;
    }
    return undefined;
  };
  const { id } = await phone.client.sendText(to, 'copy me');
  await until(async () => (await laptop.client.message(id))?.text === 'copy me');
  assert.deepEqual(await texts(laptop, to), [{ text: 'copy me', outgoing: true, state: 'sent' }]);
  assert.equal((await texts(laptop, alice)).length, 1);
});

test('F8 D5 each device gets everything, whichever of them comes first', async t => {
  const { world, phone, laptop, bob, alice, to } = await family(t);
  await phone.client.close();
  await laptop.client.close();
  for (let i = 0; i < 10; i++) await bob.client.sendText(alice, `n${i}`);
  await until(async () => (await bob.client.status()).queued === 0);
  const phoneAgain = await world.restart(phone);
  const laptopAgain = await world.restart(laptop);
  assert.equal((await texts(phoneAgain, to)).length, 11);
  assert.equal((await texts(laptopAgain, to)).length, 10);
});

test('a companion has no account key', async t => {
  const { laptop } = await family(t);
  assert.equal((await laptop.store.get('profile', 'self'))?.accountKey, undefined);
  await laptop.client.close();
  const again = await openClient({ store: laptop.store });
  assert.equal(again.device, 2);
  await again.close();
});
