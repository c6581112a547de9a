// A person ends the account for good.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRealWorld, until } from './real-world.ts';

test('a deleted account leaves its groups, its devices end, nobody can write to it, and its number is a new one', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const bob = await world.register('Bob');
  const cleo = await world.register('Cleo');
  const laptop = await world.link(phone);
  const { account } = phone.client;
  const { id: group } = await phone.client.createGroup({
    name: 'Choir',
    members: [bob.client.account, cleo.client.account],
  });
  await until(async () => (await bob.client.group(group))?.members.length === 3);
  const before = await bob.client.sendText(account, 'hello');
  await bob.client.waitFor(before.id, 'delivered');
  await phone.client.deleteAccount();
  await until(() => [phone, laptop].every(({ client }) => client.connection.state === 'stopped'));
  assert.deepEqual([phone.client.connection.reason, laptop.client.connection.reason], ['unlinked', 'unlinked']);
  for (const { client } of [bob, cleo]) {
    await until(async () => (await client.group(group))?.members.length === 2);
    assert.equal((await client.group(group))?.members[0]?.role, 'owner');
  }
  const sung = await bob.client.sendText(group, 'la');
  await bob.client.waitFor(sung.id, 'delivered');
  const after = await bob.client.sendText(account, 'are you there?');
  await assert.rejects(bob.client.waitFor(after.id, 'sent'), { code: 'unknown_account' });
  await assert.rejects(cleo.client.resolve(phone.client.phone), { code: 'unknown_phone' });
  const other = await world.register('Dora', { phone: phone.client.phone });
  assert.notEqual(other.client.account, account);
  assert.equal(other.client.device, 1);
});

test('a companion, which has no account key, does not end the account', async t => {
  const world = await createRealWorld(t);
  const laptop = await world.link(await world.register('Alice'));
  await assert.rejects(laptop.client.deleteAccount(), { code: 'no_account_key' });
});
