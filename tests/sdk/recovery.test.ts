// An account comes back to a new device: with its recovery code it goes on, without it begins anew.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type AskPin, type AskRecoveryCode, type Client, createMemoryStore, register } from '@parley/client';
import { fromBase64, toBase64, wire } from '@parley/protocol';
import { createRealWorld, type Person, type RealWorld, shown, texts, until } from './real-world.ts';

async function withCode(person: Person): Promise<string> {
  const code = await person.client.newRecoveryCode();
  await person.client.setRecoveryCode(code);
  return code;
}

/** Somebody's number on a new device. */
async function registerAnew(
  t: TestContext,
  world: RealWorld,
  { client: { phone } }: Person,
  recoveryCode: AskRecoveryCode,
  pin?: AskPin,
): Promise<Client> {
  const code = async ({ developmentCode = '' }) => developmentCode;
  const at = { server: world.url, phone, name: 'Alice', store: createMemoryStore() };
  const client = await register({ ...at, code, recoveryCode, ...(pin ? { pin } : {}), random: () => 0.01 });
  t.after(() => client.close());
  client.connect();
  await client.whenOnline();
  return client;
}

const keyNotices = async (person: Person, of: Client) =>
  (await shown(person, of.account)).filter(({ notice }) => notice?.kind === 'security_code_changed').length;

test('with the recovery code the account goes on: same number to compare, companions stay, the lost device ends', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const bob = await world.register('Bob');
  const laptop = await world.link(phone);
  const group = await phone.client.createGroup({ name: 'Choir', members: [bob.client.account] });
  await phone.client.markVerified(bob.client.account, true);
  const before = await phone.client.safetyNumber(bob.client.account);
  const code = await withCode(phone);
  const again = await registerAnew(t, world, phone, async () => code);
  assert.deepEqual([again.account, again.device], [phone.client.account, 3]);
  await until(() => phone.client.connection.state === 'stopped');
  assert.equal(phone.client.connection.reason, 'unlinked');
  assert.deepEqual(await again.safetyNumber(bob.client.account), before);
  const { id } = await bob.client.sendText(again.account, 'are you back?');
  await bob.client.waitFor(id, 'delivered');
  await until(async () => (await again.messages(bob.client.account)).at(-1)?.text === 'are you back?');
  await until(async () => (await texts(laptop, bob.client.account)).includes('are you back?'));
  assert.equal(await keyNotices(bob, again), 0);
  await until(async () => (await again.group(group.id))?.members.length === 2);
  const sung = await again.sendText(group.id, 'la');
  await again.waitFor(sung.id, 'delivered');
  await bob.client.sendText(group.id, 'lo');
  await until(async () => (await again.messages(group.id)).at(-1)?.text === 'lo');
  const link = await world.link({ ...phone, client: again }, 'Tablet', { online: false });
  assert.equal(link.client.device, 4, 'the new device holds the account key');
});

test('without the recovery code the account begins anew: other devices end, contacts and groups are told', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const bob = await world.register('Bob');
  const laptop = await world.link(phone);
  const group = await bob.client.createGroup({ name: 'Choir', members: [phone.client.account] });
  const hello = await bob.client.sendText(phone.client.account, 'hello');
  await bob.client.waitFor(hello.id, 'delivered');
  await withCode(phone);
  const again = await registerAnew(t, world, phone, async () => undefined);
  await until(() => laptop.client.connection.state === 'stopped' && phone.client.connection.state === 'stopped');
  const { id } = await bob.client.sendText(again.account, 'who is this?');
  await bob.client.waitFor(id, 'delivered');
  await until(async () => (await keyNotices(bob, again)) === 1);
  await until(async () => (await bob.client.group(group.id))?.members.length === 1);
  assert.equal(await again.recoveryCodeSince(), undefined);
});

test('a wrong recovery code is asked for again, and a newer one takes the place of the old', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  assert.equal(await phone.client.recoveryCodeSince(), undefined);
  const old = await withCode(phone);
  const code = await withCode(phone);
  assert.ok(await phone.client.recoveryCodeSince());
  const given = [old, code.slice(1), code];
  const errors: (string | undefined)[] = [];
  const again = await registerAnew(t, world, phone, async ({ error, isKept }) => {
    assert.equal(isKept, true);
    errors.push(error?.code);
    return given.shift();
  });
  assert.deepEqual(errors, [undefined, 'wrong_recovery_code', 'bad_recovery_code']);
  assert.equal(again.device, 2);
});

test('where nothing is kept, a recovery code fails in words and the account stays as it is', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const code = await phone.client.newRecoveryCode();
  await assert.rejects(
    registerAnew(t, world, phone, async ({ isKept }) => (isKept ? undefined : code)),
    { code: 'recovery_not_found' },
  );
  assert.equal((await phone.client.devices()).length, 1);
  assert.equal(phone.client.connection.state, 'online');
});

test('an account with a PIN is registered anew with it only, and comes back by its recovery code then', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const code = await withCode(phone);
  assert.equal(await phone.client.hasPin(), false);
  await assert.rejects(phone.client.setPin('12345'), { code: 'weak_pin' });
  await phone.client.setPin('correct horse');
  assert.equal(await phone.client.hasPin(), true);
  await assert.rejects(
    registerAnew(t, world, phone, async () => code),
    { code: 'pin_needed' },
  );
  const errors: (string | undefined)[] = [];
  const again = await registerAnew(
    t,
    world,
    phone,
    async () => code,
    async ({ attempt, error }) => {
      errors.push(error?.code);
      return attempt === 1 ? 'wrong horse' : 'correct horse';
    },
  );
  assert.deepEqual(errors, [undefined, 'bad_pin']);
  assert.equal(await again.hasPin(), true, 'the account goes on');
  await again.setPin(null);
  await registerAnew(t, world, phone, async () => undefined);
});

test('lists that do not lead where the backup was made are not taken, whatever the recovery code opens', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  await world.link(phone, 'Laptop', { online: false });
  const recoveryCode = await withCode(phone);
  const rolledBack: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!String(input).endsWith('/recovery')) return response;
    const answer = (await response.json()) as { deviceLists: string };
    const { lists } = wire.DeviceListChain.decode(fromBase64(answer.deviceLists));
    const deviceLists = toBase64(wire.DeviceListChain.encode({ lists: lists.slice(0, 1) }).finish());
    return Response.json({ ...answer, deviceLists });
  };
  const code = async ({ developmentCode = '' }) => developmentCode;
  const store = createMemoryStore();
  const at = { server: world.url, phone: phone.client.phone, name: 'Alice', store, fetch: rolledBack };
  await assert.rejects(register({ ...at, code, recoveryCode: async () => recoveryCode }), {
    code: 'untrusted_devices',
  });
  assert.equal(await store.get('profile', 'self'), undefined);
  assert.equal((await phone.client.devices()).length, 2);
});

test('a companion, which has no account key, makes no recovery code', async t => {
  const world = await createRealWorld(t);
  const laptop = await world.link(await world.register('Alice'));
  await assert.rejects(withCode(laptop), { code: 'no_account_key' });
});
