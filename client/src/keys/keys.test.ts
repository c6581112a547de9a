import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceKey, wire } from '@parley/protocol';
import { peekPreKeyMessage } from '../crypto/crypto.ts';
import { SELF } from '../store/schema.ts';
import { createManualClock, turns } from '../testing/manual-clock.ts';
import { until } from '../testing/until.ts';
import { createWorld } from '../testing/world.ts';

const DAY_MS = 86_400_000;

async function alone(t: { after(run: () => Promise<void>): void }) {
  const clock = createManualClock();
  const world = createWorld(clock);
  t.after(world.close);
  const alice = await world.register('Alice');
  const { accounts } = world.server;
  const published = () => accounts.keys.get(deviceKey(alice.client.account, 1)) as wire.KeyUpload;
  return { clock, world, alice, accounts, published };
}

test('signed prekeys are replaced each week; the old ones are kept 45 days for messages on their way', async t => {
  const { clock, world, alice, published } = await alone(t);
  const before = published().signedPrekey?.id;
  clock.set(clock.now() + 8 * DAY_MS);
  const second = await world.restart(alice);
  await until(() => published().signedPrekey?.id !== before);
  const retired = () => second.store.get('prekeys', `signed.${String(before).padStart(16, '0')}`);
  await until(async () => (await retired())?.retiredAt !== undefined);
  assert.equal(published().kyberPrekey?.id, published().signedPrekey?.id);
  clock.set(clock.now() + 44 * DAY_MS);
  const third = await world.restart(second);
  await turns(50);
  assert.ok(await retired());
  clock.set(clock.now() + 2 * DAY_MS);
  const fourth = await world.restart(third);
  await until(async () => (await retired()) === undefined);
  assert.deepEqual(fourth.notices, []);
});

test('a device that stays connected replaces its keys too, and so asks the server for something each day', async t => {
  const { clock, accounts, published } = await alone(t);
  await turns(50);
  const before = published().signedPrekey?.id;
  let asked = 0;
  accounts.before = (method, path) => {
    if (method === 'GET' && path === '/v1/keys') asked++;
  };
  clock.set(clock.now() + 7 * DAY_MS);
  await clock.advance(DAY_MS);
  await until(() => asked === 1);
  await until(() => published().signedPrekey?.id !== before);
});

test('F28 a server that went back to older signed keys gets the current ones, and the same ones', async t => {
  const { clock, world, alice, published } = await alone(t);
  const { signedPrekey, kyberPrekey } = published();
  clock.set(clock.now() + 8 * DAY_MS);
  const second = await world.restart(alice);
  await until(() => published().signedPrekey?.id !== signedPrekey?.id);
  const current = published().signedPrekey;
  Object.assign(published(), { signedPrekey, kyberPrekey });
  const third = await world.restart(second);
  await until(() => published().signedPrekey?.id !== signedPrekey?.id);
  assert.deepEqual(published().signedPrekey?.key, current?.key);
  assert.equal(published().kyberPrekey?.id, current?.id);
  await until(async () => (await third.store.get('keyring', SELF))?.signedUnpublished === false);
});

test('F27 keys are durable before they are published, and an upload that failed is made up for with the same keys', async t => {
  const { world, alice, accounts, published } = await alone(t);
  published().oneTimePrekeys.splice(0, 90);
  accounts.before = (method, path) => {
    if (method === 'POST' && path === '/v1/keys') throw new TypeError('no network');
  };
  const second = await world.restart(alice);
  await until(async () => ((await second.store.get('keyring', SELF))?.unpublished.length ?? 0) === 100);
  await until(() => second.notices.some(notice => notice.kind === 'problem'));
  const made = (await second.store.get('keyring', SELF))?.unpublished;
  accounts.before = () => {};
  const third = await world.restart(second);
  await until(() => published().oneTimePrekeys.length === 110);
  assert.deepEqual(
    published()
      .oneTimePrekeys.slice(10)
      .map(key => key.id),
    made,
  );
  await until(async () => (await third.store.get('keyring', SELF))?.unpublished.length === 0);
});

test('F27 when the one-time keys run out while the device is online, it publishes more', async t => {
  const { world, alice, published } = await alone(t);
  published().oneTimePrekeys.splice(0, 97);
  for (let i = 0; i < 4; i++) {
    const stranger = await world.register(`Stranger ${i}`);
    const { id } = await stranger.client.sendText(alice.client.account, 'hello');
    await stranger.client.waitFor(id, 'delivered');
  }
  await until(() => published().oneTimePrekeys.length === 100);
  assert.equal((await alice.client.chats()).length, 4);
});

test('a bundle whose prekeys the device has not signed is not used, and the message fails with the reason', async t => {
  const { world, alice, accounts } = await alone(t);
  const bob = await world.register('Bob');
  const keys = accounts.keys.get(deviceKey(bob.client.account, 1));
  const signed = keys?.signedPrekey;
  if (signed?.key) signed.key = accounts.keys.get(deviceKey(alice.client.account, 1))?.signedPrekey?.key ?? null;
  const { id } = await alice.client.sendText(bob.client.account, 'secret');
  await assert.rejects(alice.client.waitFor(id, 'sent'), { code: 'untrusted_devices' });
  assert.ok(!world.server.frames.some(({ frame }) => frame.send));
});

test('a forged device list is not used: the message fails, and the person is told', async t => {
  const { world, alice, accounts } = await alone(t);
  const bob = await world.register('Bob');
  const mallory = await world.register('Mallory');
  const account = [...accounts.byPhone.values()].find(each => each.account === bob.client.account);
  const theirs = [...accounts.byPhone.values()].find(each => each.account === mallory.client.account);
  const genuine = account?.lists.splice(0) ?? [];
  const forged = wire.SignedDeviceList.decode(genuine[0] ?? new Uint8Array());
  forged.signature = wire.SignedDeviceList.decode(theirs?.lists[0] ?? new Uint8Array()).signature;
  account?.lists.push(wire.SignedDeviceList.encode(forged).finish());
  const { id } = await alice.client.sendText(bob.client.account, 'secret');
  await assert.rejects(alice.client.waitFor(id, 'sent'), { code: 'untrusted_devices' });
  assert.ok(alice.notices.some(notice => notice.kind === 'untrusted_devices'));
  account?.lists.splice(0, 1, ...genuine);
  await alice.client.retry(id);
  await alice.client.waitFor(id, 'delivered');
});

test('a server that shows different lists to different people is noticed', async t => {
  const { world, alice, accounts } = await alone(t);
  const bob = await world.register('Bob');
  const hello = await alice.client.sendText(bob.client.account, 'hi');
  await alice.client.waitFor(hello.id, 'delivered');
  const row = await alice.store.get('accounts', bob.client.account);
  assert.ok(row && accounts);
  await alice.client.close();
  await alice.store.commit([
    { collection: 'accounts', key: row.account, row: { ...row, hashes: { 1: '00'.repeat(32) } } },
  ]);
  const again = await world.restart(alice);
  const { id } = await bob.client.sendText(alice.client.account, 'what I call my list');
  await bob.client.waitFor(id, 'delivered');
  await until(() => again.notices.some(notice => notice.kind === 'list_conflict'));
});

test('a session that is never answered is started anew after 30 days; what was sent on either is read', async t => {
  const { clock, world, alice, accounts } = await alone(t);
  const bob = await world.register('Bob', { online: false });
  let claims = 0;
  accounts.before = (_method, path) => {
    if (path === '/v1/keys/claim') claims++;
  };
  let now = alice;
  const to = bob.client.account;
  /** Sends after so many days; answers which session carried it. */
  async function sendAfter(days: number, text: string): Promise<string | undefined> {
    clock.set(clock.now() + days * DAY_MS);
    now = await world.restart(now);
    const { id } = await now.client.sendText(to, text);
    await now.client.waitFor(id, 'sent');
    const [part] = world.server.frames.findLast(({ frame }) => frame.send)?.frame.send?.parts ?? [];
    const { kind, data } = part?.ciphertext ?? {};
    return kind === wire.CiphertextKind.CIPHERTEXT_KIND_PREKEY ? peekPreKeyMessage(data!).memoryKey : undefined;
  }
  const first = await sendAfter(0, 'one');
  assert.ok(first);
  assert.equal(await sendAfter(29, 'two'), first);
  const second = await sendAfter(2, 'three');
  assert.ok(second && second !== first);
  assert.equal(await sendAfter(29, 'four'), second, 'its own 30 days');
  assert.equal(claims, 2);
  const theirs = await world.restart(bob);
  await until(async () => (await theirs.client.messages(alice.client.account)).length === 4);
  const texts = (await theirs.client.messages(alice.client.account)).map(({ text }) => text);
  assert.deepEqual(texts, ['one', 'two', 'three', 'four']);
  const { id } = await theirs.client.sendText(alice.client.account, 'back');
  await theirs.client.waitFor(id, 'delivered');
  assert.equal(await sendAfter(400, 'five'), undefined, 'an answered session does not age');
  assert.equal(claims, 2);
});

test('a session that was started while the clock was wrong by more than that is started anew', async t => {
  const { clock, world, alice } = await alone(t);
  const bob = await world.register('Bob', { online: false });
  const send = async (person: typeof alice) => {
    const { id } = await person.client.sendText(bob.client.account, 'hello');
    await person.client.waitFor(id, 'sent');
    return (await person.store.get('sessions', deviceKey(bob.client.account, 1)))?.startedAt;
  };
  const right = clock.now();
  clock.set(right + 365 * DAY_MS);
  const ahead = await world.restart(alice);
  assert.equal(await send(ahead), right + 365 * DAY_MS);
  clock.set(right);
  assert.equal(await send(await world.restart(ahead)), right);
});
