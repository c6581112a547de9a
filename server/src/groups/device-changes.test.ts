import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GroupId, idBytes, wire } from '@parley/protocol';
import { createKey } from '../http/test-server.ts';
import { add, create, GROUP, inviteIdOf, joinOf, remove } from './events.testing.ts';
import { createChain, type Rig, register, registerAnew, startGroups } from './group.testing.ts';

const codeOf = (done: { ok: boolean; error?: { code: string } }) => done.error?.code ?? 'ok';
const OTHER = `g${'2'.repeat(32)}` as GroupId;

/** Device changes in the group's roster, as they were stored. */
async function changesIn({ store }: Rig, group = GROUP) {
  const entries = await store.entries(group, 0, 1_000, 1_000);
  return entries.flatMap(({ entry }) => {
    const { devices } = wire.GroupRosterEntry.decode(entry);
    return devices ? [[devices.account, devices.listVersion, devices.registeredAnew ?? false]] : [];
  });
}

test('another device list is an entry in each group of its account, once', async t => {
  const rig = await startGroups(t);
  const [ann, ben] = [await register(rig, 'a'), await register(rig, 'b')];
  const [chain, other] = [createChain(rig), createChain(rig, OTHER)];
  await chain.submit(ann, create(ann, ben));
  await other.submit(ann, create(ann, ben));
  await other.submit(ben, remove(ben));
  const next = await registerAnew(rig, ben, ben.accountKey);
  const { devicesChanged, catchUp } = rig.groups;
  await Promise.all([devicesChanged(ben.account), catchUp(), devicesChanged(ben.account)]);
  await devicesChanged(ben.account);
  assert.deepEqual(await changesIn(rig), [[idBytes(ben.account), 2, false]]);
  assert.deepEqual(await changesIn(rig, OTHER), []);
  assert.equal((await rig.store.group(GROUP))?.state.version, 1, 'devices are no event');
  assert.equal(codeOf(await chain.submit(next, remove(next))), 'ok', 'a member, by the next device');
});

test('who registers anew without the account key is no member any more, and reads nothing of it', async t => {
  const rig = await startGroups(t);
  const [ann, ben] = [await register(rig, 'a'), await register(rig, 'b')];
  const chain = createChain(rig);
  await chain.submit(ann, create(ann, ben));
  const stranger = await registerAnew(rig, ann);
  assert.equal(codeOf(await chain.submit(stranger, remove(ben))), 'unknown_group', 'before the group was told');
  assert.equal(codeOf(await rig.groups.requests(stranger.account, GROUP)), 'unknown_group');
  await rig.groups.devicesChanged(ann.account);
  assert.deepEqual(await changesIn(rig), [[idBytes(ann.account), 2, true]]);
  const { state } = (await rig.store.group(GROUP))!;
  assert.deepEqual(
    [...state.members].map(([account, { role }]) => [account, role]),
    [[ben.account, 'owner']],
  );
  assert.equal(codeOf(await rig.groups.roster(stranger.account, GROUP, 0)), 'unknown_group');
  assert.equal(codeOf(await chain.submit(ben, add(stranger))), 'ok', 'an admin adds them again');
  assert.ok((await rig.groups.roster(stranger.account, GROUP, 0)).ok);
});

test('an account that ends is no member any more: its groups are told in order, once, and the owner has a successor', async t => {
  const rig = await startGroups(t);
  const [ann, ben, cat] = [await register(rig, 'a'), await register(rig, 'b'), await register(rig, 'c')];
  const chain = createChain(rig);
  await chain.submit(ann, create(ann, ben));
  await rig.accounts.remove(ann.account);
  await Promise.all([rig.groups.devicesChanged(ann.account), rig.groups.catchUp()]);
  const entries = await rig.store.entries(GROUP, 1, 1_000, 1_000);
  const [entry, ...more] = entries.map(({ entry }) => wire.GroupRosterEntry.decode(entry).devices);
  assert.deepEqual(more, []);
  assert.deepEqual(
    [entry?.account, entry?.listVersion, entry?.ended, entry?.registeredAnew],
    [idBytes(ann.account), 2, true, false],
  );
  const { state } = (await rig.store.group(GROUP))!;
  assert.deepEqual(
    [...state.members.values()].map(({ role }) => role),
    ['owner'],
  );
  assert.equal(codeOf(await chain.submit(ben, add(ann))), 'unknown_account');
  assert.equal(codeOf(await chain.submit(ben, add(cat))), 'ok');
});

test('a list that changes while its account is being added is told too', async t => {
  const rig = await startGroups(t);
  const [ann, ben] = [await register(rig, 'a'), await register(rig, 'b')];
  const chain = createChain(rig);
  await chain.submit(ann, create(ann));
  const { commit } = rig.store;
  const keys = { ...ben };
  rig.store.commit = async change => {
    rig.store.commit = commit;
    await registerAnew(rig, keys, keys.accountKey);
    await rig.groups.devicesChanged(ben.account); // finds no membership yet
    return commit(change);
  };
  assert.equal(codeOf(await chain.submit(ann, add(ben))), 'ok');
  assert.deepEqual(await changesIn(rig), [[idBytes(ben.account), 2, false]]);
});

test('what a crash has kept from a group is told after the next start', async t => {
  const rig = await startGroups(t);
  const people = await Promise.all(['a', 'b', 'c'].map(digit => register(rig, digit)));
  const [ann, ben, cat] = people;
  const chain = createChain(rig);
  await chain.submit(ann!, create(ann!, ben!, cat!));
  await registerAnew(rig, ben!);
  await registerAnew(rig, cat!, cat!.accountKey);
  await rig.reopen();
  await rig.groups.catchUp();
  assert.deepEqual(await changesIn(rig), [
    [idBytes(ben!.account), 2, true],
    [idBytes(cat!.account), 2, false],
  ]);
  await rig.groups.catchUp();
  assert.equal((await changesIn(rig)).length, 2);
});

test('who comes by a link after registering anew is the new one', async t => {
  const rig = await startGroups(t);
  const [ann, ben] = [await register(rig, 'a'), await register(rig, 'b')];
  const chain = createChain(rig);
  const link = createKey();
  await chain.submit(ann, create(ann, ben));
  await chain.submit(ann, { invite: { publicKey: link.publicKey } });
  const stranger = await registerAnew(rig, ben);
  await rig.groups.devicesChanged(ben.account);
  const preview = await rig.groups.preview(inviteIdOf(link));
  assert.ok(preview.ok);
  assert.equal(codeOf(await chain.submit(stranger, { joined: { join: joinOf(link, stranger) } })), 'ok');
  assert.equal((await rig.groups.rosterAt(GROUP, 4))?.members.size, 2);
  assert.equal((await rig.groups.rosterAt(GROUP, 3))?.members.size, 1);
});
