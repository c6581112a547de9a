// A server that lies about somebody's devices: what it shows is noticed, and nothing is encrypted for what it has made up.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type AccountId, fromHex, idBytes, wire } from '@parley/protocol';
import { generateIdentityKeyPair } from '../../client/src/crypto/crypto.ts';
import { buildDeviceList } from '../../client/src/devices/device-list.ts';
import { platformEnv } from '../../client/src/open-client.ts';
import { allReach, createRealWorld, type Person, sendAll, texts, until } from './real-world.ts';

type Lists = readonly wire.SignedDeviceList.$Properties[];
type Lie = (lists: Lists, from: number) => Lists;

/** What Bob is shown of the lists of `about`. */
function liar() {
  let lie: Lie = lists => lists;
  let about: AccountId | undefined;
  const isAbout = (account: Uint8Array | null | undefined): boolean =>
    about !== undefined && Buffer.from(account ?? []).equals(idBytes(about));
  const lied: typeof fetch = async (input, init = {}) => {
    const response = await fetch(input, init);
    const url = new URL(String(input));
    if (!response.ok) return response;
    if (url.pathname === `/v1/accounts/${about}/devices`) {
      const { lists } = wire.DeviceListChain.decode(new Uint8Array(await response.arrayBuffer()));
      const from = Number(url.searchParams.get('from') ?? 1);
      return new Response(wire.DeviceListChain.encode({ lists: [...lie(lists, from)] }).finish() as BodyInit);
    }
    if (url.pathname !== '/v1/accounts/lists') return response;
    const { wanted } = wire.DeviceListsRequest.decode(init.body as Uint8Array);
    const { chains } = wire.DeviceListsResponse.decode(new Uint8Array(await response.arrayBuffer()));
    const told = chains.map((chain, i) =>
      isAbout(wanted[i]?.account) ? { lists: [...lie(chain.lists ?? [], wanted[i]?.from || 1)] } : chain,
    );
    return new Response(wire.DeviceListsResponse.encode({ chains: told }).finish() as BodyInit);
  };
  return {
    fetch: lied,
    tells(account: AccountId, next: Lie) {
      about = account;
      lie = next;
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

const changedLast =
  (change: (list: wire.DeviceList) => void): Lie =>
  lists =>
    lists.map((signed, i) => {
      const list = wire.DeviceList.decode(signed.list ?? new Uint8Array());
      if (i < lists.length - 1 || list.version < 2) return signed;
      change(list);
      return { ...signed, list: wire.DeviceList.encode(list).finish() };
    });

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
  const env = await platformEnv();
  const forger = await generateIdentityKeyPair(env);
  // The same devices, but under a key of the server's: it could add its own later.
  let previousHash: Uint8Array = new Uint8Array();
  server.tells(alice, lists =>
    lists.map(signed => {
      const { version, devices, createdAt } = wire.DeviceList.decode(signed.list ?? new Uint8Array());
      const listed = devices.map(({ certificate }) => {
        const { device, name, identityKey } = wire.DeviceCertificate.decode(certificate ?? new Uint8Array());
        return { device, name, identityKey };
      });
      const forged = buildDeviceList(
        { account: alice, version, previousHash, devices: listed, createdAt },
        forger,
        env,
      );
      const list = wire.SignedDeviceList.decode(forged);
      previousHash = createHash('sha256').update(list.list).digest();
      return list;
    }),
  );
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
