// Several devices of one person around the real server: linked, seen, named, ended.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore, link } from '@parley/client';
import { allReach, createRealWorld, numbers, sendAll, texts, until } from './real-world.ts';

test('a linked device sends and receives as the person, and everybody encrypts for it', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const bob = await world.register('Bob');
  const alice = phone.client.account;
  const to = bob.client.account;
  await allReach(phone, await sendAll(phone, to, ['before']), 'delivered');
  const laptop = await world.link(phone, 'Laptop');
  assert.deepEqual(
    [laptop.client.account, laptop.client.device, laptop.client.name, laptop.client.phone],
    [alice, 2, 'Alice', phone.client.phone],
  );
  const reply = await bob.client.sendText(alice, 'to both');
  await bob.client.waitFor(reply.id, 'delivered');
  await until(async () => (await texts(laptop, to)).includes('to both') && (await texts(phone, to)).length === 2);
  const own = await laptop.client.sendText(to, 'from the laptop');
  await laptop.client.waitFor(own.id, 'delivered');
  await until(async () => (await texts(phone, to)).includes('from the laptop'));
  assert.deepEqual(await texts(bob, alice), ['before', 'to both', 'from the laptop']);
});

test('the devices of a person are listed with what the server knows of them, and can be named', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const laptop = await world.link(phone, 'Laptop');
  await phone.client.renameDevice(2, ' Kitchen ');
  const devices = await phone.client.devices();
  assert.deepEqual(
    devices.map(({ device, name, isThis }) => ({ device, name, isThis })),
    [
      { device: 1, name: 'primary', isThis: true },
      { device: 2, name: 'Kitchen', isThis: false },
    ],
  );
  const hour = 3_600_000;
  for (const { linkedAt = 0, lastActiveAt = 0 } of devices) {
    assert.ok(Date.now() - linkedAt < hour);
    assert.equal(lastActiveAt % hour, 0);
  }
  await assert.rejects(phone.client.renameDevice(3, 'Nobody'), { code: 'unknown_device' });
  await assert.rejects(laptop.client.renameDevice(1, 'Mine'), { code: 'no_account_key' });
  await assert.rejects(phone.client.renameDevice(2, 'x'.repeat(65)), { code: 'bad_name' });
});

test('F8 D5 each device of the person gets everything, whichever of them comes first', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const bob = await world.register('Bob');
  const laptop = await world.link(phone);
  await phone.client.close();
  await laptop.client.close();
  await sendAll(bob, phone.client.account, numbers(10));
  await bob.client.whenSent();
  const phoneAgain = await world.restart(phone);
  const laptopAgain = await world.restart(laptop);
  assert.deepEqual(await texts(phoneAgain, bob.client.account), numbers(10));
  assert.deepEqual(await texts(laptopAgain, bob.client.account), numbers(10));
});

test('F31 an unlinked device is told why it stops, reads nothing sent since, and gets no keys', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const bob = await world.register('Bob');
  const laptop = await world.link(phone);
  const alice = phone.client.account;
  await allReach(bob, await sendAll(bob, alice, ['for both']), 'delivered');
  await until(async () => (await texts(laptop, bob.client.account)).length === 1);
  await phone.client.unlink(2);
  await until(() => laptop.client.connection.state === 'stopped');
  assert.equal(laptop.client.connection.reason, 'unlinked');
  const sent = await bob.client.sendText(alice, 'for the phone');
  await bob.client.waitFor(sent.id, 'delivered');
  await until(async () => (await texts(phone, bob.client.account)).length === 2);
  assert.deepEqual(await texts(laptop, bob.client.account), ['for both']);
  const again = await world.restart(laptop, { online: false });
  again.client.connect();
  await until(() => again.client.connection.state === 'stopped');
  assert.equal(again.client.connection.reason, 'unlinked', 'in the next run too');
  await assert.rejects(again.client.sendFiles(bob.client.account, []).then(() => again.client.linkDevice('x')));
  assert.deepEqual(
    (await phone.client.devices()).map(({ device }) => device),
    [1],
  );
});

test('a number is never used again, and eight devices are all', async t => {
  const world = await createRealWorld(t, { maxDevices: 8, deviceChangesPerHour: 1_000 });
  const phone = await world.register('Alice');
  for (let device = 2; device <= 8; device++) await world.link(phone, `d${device}`, { online: false });
  await assert.rejects(phone.client.linkDevice(await codeOf(world.url)), { code: 'too_many_devices' });
  await phone.client.unlink(8);
  const next = await world.link(phone, 'd9', { online: false });
  assert.equal(next.client.device, 9);
});

test('a code that has expired, that another device has answered, or that is none links nothing', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const bob = await world.register('Bob');
  await assert.rejects(phone.client.linkDevice('parley:link/AAAA'), { code: 'bad_link_code' });
  await assert.rejects(phone.client.linkDevice(await codeOf('')), { code: 'link_not_found' });
  const code = await codeOf(world.url);
  const calledOff = new AbortController();
  const first = bob.client.linkDevice(code, calledOff.signal);
  const opened = `${world.url}/v1/links/${linkIn(code)}/1`;
  await until(async () => (await fetch(opened)).status === 200);
  await assert.rejects(phone.client.linkDevice(code), { code: 'link_taken' });
  calledOff.abort();
  await assert.rejects(first, { name: 'AbortError' });
  assert.equal((await phone.client.devices()).length, 1);
});

/** The code of a device that waits at that server; of one that waits nowhere. */
async function codeOf(server: string): Promise<string> {
  const over = new AbortController();
  const shown = Promise.withResolvers<string>();
  const answer = server ? undefined : async () => Response.json({ link: 'A'.repeat(22) }, { status: 201 });
  const waiting = link({
    server: server || 'http://127.0.0.1:1',
    store: createMemoryStore(),
    deviceName: 'Waiting',
    show: ({ text }) => shown.resolve(text),
    signal: over.signal,
    ...(answer ? { fetch: answer } : {}),
  });
  const code = await shown.promise;
  over.abort();
  await waiting.catch(() => {});
  return code;
}

const linkIn = (code: string): string =>
  Buffer.from(code.replace('parley:link/', ''), 'base64url').subarray(1, 17).toString('base64url');
