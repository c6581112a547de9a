// A server that lies about somebody's devices: what it shows is noticed, and nothing is encrypted for what it has made up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, fromHex, wire } from '@parley/protocol';
import { changedLast, type Lie, lyingFetch, underAnotherKey } from '../support/lying-lists.ts';
import { allReach, createRealWorld, type Person, sendAll, texts, until } from './real-world.ts';

/** What Bob is shown of somebody's lists. */
function liar() {
  let told: { readonly about: AccountId; readonly lie: Lie } | undefined;
  return {
    fetch: lyingFetch(() => told),
    tells(about: AccountId, lie: Lie) {
      told = { about, lie };
    },
  };
}

async function setUp(t: Parameters<typeof createRealWorld>[0]) {
  const world = await createRealWorld(t);
  const server = liar();
  const phone = await world.register('Alice');
  const bob = await world.register('Bob', { fetch: server.fetch });
  const [alice, to] = [phone.client.account, bob.client.account];
  await allReach(bob, await sendAll(bob, alice, ['before']), 'delivered');
  await allReach(phone, await sendAll(phone, to, ['hello']), 'delivered');
  /** The devices that Bob has encrypted for, of Alice's. */
  const targets = new Set<number>();
  bob.network.up = ({ send }) => {
    for (const { own, device } of send?.parts ?? []) if (!own) targets.add(device ?? 0);
    return undefined;
  };
  return { world, server, phone, bob, alice, to, targets };
}

const noticed = (person: Person, kind: string) => until(() => person.notices.some(notice => notice.kind === kind));

/** Lines in the chat that tell the person. */
async function warnings({ client }: Person, chat: AccountId): Promise<number> {
  return (await client.messages(chat)).filter(({ notice }) => notice?.kind === 'devices_conflict').length;
}

test('a device that the server adds to a list is noticed, and nothing is encrypted for it', async t => {
  const { world, server, phone, bob, alice, targets } = await setUp(t);
  const add = changedLast(list => {
    const certificate = { account: fromHex(alice), device: 9, identityKey: new Uint8Array(33).fill(5), createdAt: 1 };
    list.devices.push({
      certificate: wire.DeviceCertificate.encode(certificate).finish(),
      signature: new Uint8Array(64),
    });
  });
  server.tells(alice, add);
  await world.link(phone);
  const { id } = await bob.client.sendText(alice, 'secret');
  await noticed(bob, 'untrusted_devices');
  await until(async () => (await warnings(bob, alice)) === 1);
  assert.ok(!targets.has(9));
  assert.notEqual((await bob.client.message(id))?.state, 'delivered');
  server.tells(alice, lists => lists);
  await bob.client.retry(id).catch(() => {}); // where it has not tried again by itself
  await bob.client.waitFor(id, 'delivered');
  assert.deepEqual([...targets].sort(), [1, 2]);
});

test('a certificate that the server strips from a list is noticed', async t => {
  const { world, server, phone, bob, alice, targets } = await setUp(t);
  server.tells(
    alice,
    changedLast(list => void list.devices.pop()),
  );
  await world.link(phone);
  const { id } = await bob.client.sendText(alice, 'to all of them');
  await noticed(bob, 'untrusted_devices');
  await until(async () => (await warnings(bob, alice)) === 1);
  assert.ok(!targets.has(2));
  assert.notEqual((await bob.client.message(id))?.state, 'delivered');
});

test('a device that was unlinked, which the server goes on to show, is noticed once its person writes', async t => {
  const { world, server, phone, bob, alice, to } = await setUp(t);
  await world.link(phone);
  await allReach(bob, await sendAll(bob, alice, ['to both']), 'delivered');
  server.tells(alice, lists =>
    lists.filter(({ list }) => wire.DeviceList.decode(list ?? new Uint8Array()).version <= 2),
  );
  await phone.client.unlink(2);
  await phone.client.sendText(to, 'written under the new list');
  await until(async () => (await texts(bob, to === alice ? to : alice)).includes('written under the new list'));
  await noticed(bob, 'list_conflict');
  await until(async () => (await warnings(bob, alice)) === 1);
});

test('an older list than one seen is never taken', async t => {
  const { world, server, phone, bob, alice, targets } = await setUp(t);
  const token = Buffer.from((await bob.store.get('profile', 'self'))?.token ?? []).toString('base64url');
  const headers = { authorization: `Bearer ${token}` };
  const first = await fetch(`${world.url}/v1/accounts/${alice}/devices`, { headers });
  const { lists: older } = wire.DeviceListChain.decode(new Uint8Array(await first.arrayBuffer()));
  await world.link(phone);
  await allReach(bob, await sendAll(bob, alice, ['to both']), 'delivered');
  await phone.client.unlink(2);
  server.tells(alice, () => older);
  targets.clear();
  const { id } = await bob.client.sendText(alice, 'for whom?');
  await noticed(bob, 'list_conflict');
  await until(async () => (await warnings(bob, alice)) === 1);
  assert.notEqual((await bob.client.message(id))?.state, 'delivered');
});

test('two people who are shown different lists notice it by what they write, and so does whose lists they are', async t => {
  const world = await createRealWorld(t);
  const server = liar();
  const phone = await world.register('Alice');
  const laptop = await world.link(phone);
  const carla = await world.register('Carla', { fetch: server.fetch });
  const [alice, to] = [phone.client.account, carla.client.account];
  server.tells(alice, await underAnotherKey(alice));
  const { id } = await carla.client.sendText(alice, 'hello');
  await carla.client.waitFor(id, 'delivered');
  for (const own of [phone, laptop]) await noticed(own, 'list_conflict');
  await phone.client.sendText(to, 'which of my devices do you see?');
  await noticed(carla, 'list_conflict');
  await until(async () => (await warnings(carla, alice)) === 1);
  assert.deepEqual(
    carla.notices.filter(({ kind }) => kind === 'list_conflict').map(notice => 'account' in notice && notice.account),
    [alice],
  );
});
