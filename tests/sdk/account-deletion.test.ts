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

test('who does not know that an account was deleted fails to write to it, with words, and goes on writing to others', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const bob = await world.register('Bob');
  const cleo = await world.register('Cleo');
  const dora = await world.register('Dora');
  const { account } = phone.client;
  // Cleo has Alice's lists from the group, and has never written to her; Dora has heard of nothing.
  const group = await phone.client.createGroup({ name: 'Choir', members: [bob.client.account, cleo.client.account] });
  await until(async () => (await cleo.client.group(group.id))?.members.length === 3);
  cleo.network.reachable = false;
  cleo.network.cut();
  const meant = await cleo.client.sendText(account, 'are you there?');
  const other = await cleo.client.sendText(bob.client.account, 'or you?');
  await phone.client.deleteAccount();
  cleo.network.reachable = true;
  await assert.rejects(cleo.client.waitFor(meant.id, 'sent'), { code: 'unknown_account' });
  await cleo.client.waitFor(other.id, 'delivered');
  const [row] = await cleo.client.messages(account);
  assert.deepEqual([row?.state, row?.error?.code, row?.error?.temporary], ['failed', 'unknown_account', false]);
  assert.ok(row?.error?.message);
  const first = await dora.client.sendText(account, 'hello');
  await assert.rejects(dora.client.waitFor(first.id, 'sent'), { code: 'unknown_account' });
  await assert.rejects(bob.client.addMembers(group.id, [account]), { code: 'unknown_account' });
});

test('what a deleted account has signed still holds: who comes into its group later follows it from the beginning', async t => {
  const world = await createRealWorld(t);
  const phone = await world.register('Alice');
  const bob = await world.register('Bob');
  const cleo = await world.register('Cleo');
  const { id } = await phone.client.createGroup({ name: 'Choir', members: [bob.client.account] });
  await phone.client.deleteAccount();
  await until(async () => (await bob.client.group(id))?.members.length === 1);
  const [ended, heir] = (await bob.client.messages(id)).slice(-2).map(({ notice }) => notice);
  assert.deepEqual(
    [ended, heir],
    [{ kind: 'group_account_ended' }, { kind: 'group_role', account: bob.client.account, role: 'owner', byRule: true }],
  );
  await bob.client.addMembers(id, [cleo.client.account]);
  const { id: sung } = await bob.client.sendText(id, 'la');
  await bob.client.waitFor(sung, 'delivered');
  assert.deepEqual(
    (await cleo.client.group(id))?.members.map(({ account, role }) => [account, role]),
    [
      [bob.client.account, 'owner'],
      [cleo.client.account, 'member'],
    ],
  );
  assert.equal((await cleo.client.messages(id)).at(-1)?.text, 'la');
});

test('a companion, which has no account key, does not end the account', async t => {
  const world = await createRealWorld(t);
  const laptop = await world.link(await world.register('Alice'));
  await assert.rejects(laptop.client.deleteAccount(), { code: 'no_account_key' });
});
