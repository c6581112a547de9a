import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GroupId, idBytes, wire } from '@parley/protocol';
import { secretHash } from '../accounts/secrets.ts';
import { createKey } from '../http/test-server.ts';
import { add, create, GROUP, joinOf, named, remove, withAddKeys } from './events.testing.ts';
import { createChain, register, startGroups } from './group.testing.ts';

const codeOf = (done: { ok: boolean; error?: { code: string } }) => done.error?.code ?? 'ok';
const { GROUP_ROLE_ADMIN: ADMIN } = wire.GroupRole;

test('an event becomes a stamped roster entry, and members read it', async t => {
  const rig = await startGroups(t);
  const [ann, ben, cat] = [await register(rig, 'a'), await register(rig, 'b'), await register(rig, 'c')];
  const chain = createChain(rig);
  const made = await chain.submit(ann, create(ann, ben));
  assert.ok(made.ok);
  assert.deepEqual([made.value.number, made.value.seq], [1, 1]);
  assert.ok((await chain.submit(ann, add(cat))).ok);
  const page = await rig.groups.roster(cat.account, GROUP, 0);
  assert.ok(page.ok);
  assert.deepEqual(
    page.value.entries?.map(({ number, seq }) => [number, seq]),
    [
      [1, 1],
      [2, 2],
    ],
  );
  assert.equal(page.value.more, false);
  assert.deepEqual(await rig.groups.own(cat.account).then(own => own.map(({ group, roster }) => [group, roster])), [
    [GROUP, 2],
  ]);
  assert.deepEqual(rig.groups.stats(), { groups: 1, members: 3, waiting: 0, behind: 0 });
});

test('the same event again has the same answer, from its own device only', async t => {
  const rig = await startGroups(t);
  const [ann, ben] = [await register(rig, 'a'), await register(rig, 'b')];
  const chain = createChain(rig);
  const { signed } = chain.make(ann, create(ann, ben));
  const first = await rig.groups.submit(ann, GROUP, signed);
  assert.ok(first.ok);
  assert.deepEqual(await rig.groups.submit(ann, GROUP, signed), first);
  const { id } = wire.GroupEvent.decode(wire.SignedGroupEvent.decode(signed).event);
  assert.equal(codeOf(await chain.submit(ben, { ...remove(ben), id })), 'bad_group_event');
});

test('who has left hears the answer to leaving again', async t => {
  const rig = await startGroups(t);
  const [ann, ben] = [await register(rig, 'a'), await register(rig, 'b')];
  const chain = createChain(rig);
  await chain.submit(ann, create(ann, ben));
  const { signed } = chain.make(ben, remove(ben));
  const left = await rig.groups.submit(ben, GROUP, signed);
  assert.ok(left.ok);
  assert.deepEqual(await rig.groups.submit(ben, GROUP, signed), left);
});

test('two admins change at once: one of them hears that the other was first', async t => {
  const rig = await startGroups(t);
  const [ann, ben, cat, dan] = await Promise.all(['a', 'b', 'c', 'd'].map(digit => register(rig, digit)));
  const chain = createChain(rig);
  await chain.submit(ann!, create(ann!, ben!));
  await chain.submit(ann!, { role: { account: idBytes(ben!.account), role: ADMIN } });
  const [annAdds, benAdds] = [chain.make(ann!, add(cat!)).signed, chain.make(ben!, add(dan!)).signed];
  const done = await Promise.all([rig.groups.submit(ann!, GROUP, annAdds), rig.groups.submit(ben!, GROUP, benAdds)]);
  assert.deepEqual(done.map(codeOf).sort(), ['group_conflict', 'ok']);
  const roster = await rig.groups.rosterAt(GROUP, 3);
  assert.equal(roster?.members.size, 3);
});

test('two processes change one group: each takes up what the other has done', async t => {
  const rig = await startGroups(t);
  const [ann, ben, cat] = [await register(rig, 'a'), await register(rig, 'b'), await register(rig, 'c')];
  const chain = createChain(rig);
  await chain.submit(ann, create(ann));
  const services = [rig.groups, await rig.another()];
  for (const [i, change] of [add(ben), add(cat), remove(ben), add(ben)].entries()) {
    const made = chain.make(ann, change);
    const done = await services[i % 2]!.submit(ann, GROUP, made.signed);
    assert.deepEqual([codeOf(done), done.ok && done.value.number], ['ok', i + 2]);
    chain.took(made);
  }
  const [one, other] = [chain.make(ann, remove(ben)).signed, chain.make(ann, remove(cat)).signed];
  const raced = await Promise.all([services[0]!.submit(ann, GROUP, one), services[1]!.submit(ann, GROUP, other)]);
  assert.deepEqual(raced.map(codeOf).sort(), ['group_conflict', 'ok']);
});

test('F2 one event that comes to two processes at a time is one entry, and both answer with it', async t => {
  const rig = await startGroups(t);
  const ann = await register(rig, 'a');
  const chain = createChain(rig);
  await chain.submit(ann, create(ann));
  const { signed } = chain.make(ann, { settings: { timerS: 60 } });
  const services = [rig.groups, await rig.another(), rig.groups];
  const done = await Promise.all(services.map(groups => groups.submit(ann, GROUP, signed)));
  assert.deepEqual(
    done.map(each => each.ok && each.value.number),
    [2, 2, 2],
  );
  assert.equal((await rig.store.position(GROUP))?.roster, 2);
});

test('what another process has changed is counted too, a little later', async t => {
  const rig = await startGroups(t);
  const ann = await register(rig, 'a');
  const other = await rig.another();
  await createChain(rig).submit(ann, create(ann));
  assert.equal(other.stats().groups, 0);
  rig.time.now += 10_001;
  other.stats();
  while (other.stats().groups === 0) await new Promise(setImmediate);
  assert.deepEqual([other.stats().groups, other.stats().members], [1, 1]);
});

test('an event is signed by the device that submits it, and that device is listed', async t => {
  const rig = await startGroups(t);
  const [ann, ben] = [await register(rig, 'a'), await register(rig, 'b')];
  const chain = createChain(rig);
  await chain.submit(ann, create(ann, ben));
  const refused = async (signed: Uint8Array, by = ann) =>
    assert.equal(codeOf(await rig.groups.submit(by, GROUP, signed)), 'bad_group_event');
  const { signed } = chain.make(ann, remove(ben));
  await refused(signed, ben); // of Ann, in Ben's hands
  await refused(chain.make({ ...ann, identity: ben.identity }, remove(ben)).signed, ben); // in Ann's name, by Ben
  await refused(chain.make({ ...ann, identity: ben.identity }, remove(ben)).signed);
  await refused(chain.make(ann, { ...remove(ben), actorDevice: 2 }).signed, { ...ann, device: 2 });
  for (const actorListVersion of [0, 2]) await refused(chain.make(ann, { ...remove(ben), actorListVersion }).signed);
  const forged = wire.SignedGroupEvent.decode(signed);
  forged.signature[3]! ^= 1;
  await refused(wire.SignedGroupEvent.encode(forged).finish());
  await refused(Uint8Array.of(1, 2, 3));
  await refused(chain.make(ann, { ...remove(ben), id: new Uint8Array(15) }).signed);
  assert.equal((await rig.store.position(GROUP))?.roster, 1);
});

test('members are named with the account key that they have', async t => {
  const rig = await startGroups(t);
  const [ann, ben] = [await register(rig, 'a'), await register(rig, 'b')];
  const chain = createChain(rig);
  const other = { ...named(ben), accountKeyHash: new Uint8Array(32) };
  assert.equal(codeOf(await chain.submit(ann, create({ ...ann, accountKey: ben.accountKey }))), 'stale_devices');
  const wrong = { created: { name: 'x', owner: named(ann), members: [other] } };
  assert.equal(codeOf(await chain.submit(ann, wrong)), 'stale_devices');
  assert.ok((await chain.submit(ann, create(ann))).ok);
  assert.equal(codeOf(await chain.submit(ann, { added: { members: [other] } })), 'stale_devices');
  const nobody = { account: idBytes(GROUP), accountKeyHash: new Uint8Array(32) };
  assert.equal(codeOf(await chain.submit(ann, { added: { members: [nobody] } })), 'unknown_account');
  assert.equal((await rig.store.position(GROUP))?.roster, 1);
});

test('strangers are told of no group, members do what their role allows, and who has left reads up to there', async t => {
  const rig = await startGroups(t);
  const [ann, ben, eve] = [await register(rig, 'a'), await register(rig, 'b'), await register(rig, 'e')];
  const chain = createChain(rig);
  assert.equal(codeOf(await chain.submit(ann, remove(ann))), 'unknown_group');
  await chain.submit(ann, create(ann, ben));
  assert.equal(codeOf(await chain.submit(eve, remove(ben))), 'unknown_group');
  assert.equal(codeOf(await rig.groups.roster(eve.account, GROUP, 0)), 'unknown_group');
  assert.equal(codeOf(await rig.groups.requests(eve.account, GROUP)), 'unknown_group');
  assert.equal((await rig.groups.removeRequest(eve.account, GROUP, ben.account))?.code, 'unknown_group');
  assert.equal(codeOf(await rig.groups.requests(ben.account, GROUP)), 'group_forbidden');
  assert.equal((await rig.groups.removeRequest(ben.account, GROUP, eve.account))?.code, 'group_forbidden');
  for (const change of [add(eve), remove(ann), { settings: { timerS: 1 } }, { details: { name: 'Mine' } }]) {
    assert.equal(codeOf(await chain.submit(ben, change)), 'group_forbidden');
  }
  await chain.submit(ben, remove(ben));
  await chain.submit(ann, { details: { name: 'Without Ben' } });
  const page = await rig.groups.roster(ben.account, GROUP, 0);
  assert.ok(page.ok);
  assert.deepEqual(
    page.value.entries?.map(({ number }) => number),
    [1, 2],
  );
  assert.equal(codeOf(await chain.submit(ben, add(ben))), 'unknown_group');
});

test('caps: sizes, members, groups of an account, changes an hour', async t => {
  const caps = { maxGroupMembers: 2, maxGroupsPerAccount: 2, groupChangesPerHour: 6, maxGroupEventBytes: 1_000 };
  const rig = await startGroups(t, caps);
  const [ann, ben, cat] = [await register(rig, 'a'), await register(rig, 'b'), await register(rig, 'c')];
  const chain = createChain(rig);
  const group = (digit: string) => createChain(rig, `g${digit.repeat(32)}` as GroupId);
  assert.equal(codeOf(await chain.submit(ann, { details: { icon: new Uint8Array(1_000) } })), 'too_large');
  assert.equal(codeOf(await chain.submit(ann, create(ann, ben, cat))), 'group_full');
  assert.ok((await chain.submit(ann, create(ann, ben))).ok);
  assert.equal(codeOf(await chain.submit(ann, add(cat))), 'group_full');
  assert.ok((await group('2').submit(ann, create(ann))).ok);
  assert.equal(codeOf(await group('3').submit(ann, create(ann))), 'too_many_groups');
  assert.equal(codeOf(await group('3').submit(ben, create(ben, ann))), 'too_many_groups');
  assert.equal(await rig.store.group(`g${'3'.repeat(32)}` as GroupId), undefined);
  await chain.submit(ann, remove(ben));
  const limited = await chain.submit(ann, add(cat));
  assert.equal(codeOf(limited), 'rate_limited');
  assert.ok(!limited.ok && limited.error.retryAfterMs! > 0);
});

test('long rosters come in pages', async t => {
  const rig = await startGroups(t, { maxRosterPage: 60 });
  const ann = await register(rig, 'a');
  const chain = createChain(rig);
  await chain.submit(ann, create(ann));
  for (let i = 0; i < 70; i++) await chain.submit(ann, { settings: { timerS: i } });
  const numbers = async (after: number) => {
    const page = await rig.groups.roster(ann.account, GROUP, after);
    assert.ok(page.ok);
    return [page.value.entries?.at(0)?.number, page.value.entries?.at(-1)?.number, page.value.more];
  };
  assert.deepEqual(await numbers(0), [1, 60, true]);
  assert.deepEqual(await numbers(11), [12, 71, false]);
  assert.deepEqual(await numbers(71), [undefined, undefined, false]);
});

test('F21 who reads and who writes at an entry is told for good', async t => {
  const rig = await startGroups(t);
  const [ann, ben, cat] = [await register(rig, 'a'), await register(rig, 'b'), await register(rig, 'c')];
  const chain = createChain(rig);
  await chain.submit(ann, create(ann, ben));
  await chain.submit(ann, { settings: { announcementsOnly: true } });
  await chain.submit(ann, add(cat));
  await chain.submit(ann, remove(ben));
  const at = async (number: number) => {
    const roster = await rig.groups.rosterAt(GROUP, number);
    const letters = (accounts: Iterable<string>) => [...accounts].map(account => account[0]).join('');
    return roster && [letters(roster.members), letters(roster.writers)];
  };
  const told = [await at(0), await at(1), await at(2), await at(3), await at(4), await at(5)];
  assert.deepEqual(told, [['', ''], ['ab', 'ab'], ['ab', 'a'], ['abc', 'a'], ['ac', 'a'], undefined]);
  assert.ok(!(rig.groups.rosterAt(GROUP, 2) instanceof Promise), 'from memory, at once');
  assert.equal(await rig.groups.rosterAt(`g${'2'.repeat(32)}` as GroupId, 0), undefined);
});

test('F26 nobody is brought into a group by somebody whom he has blocked, but may come by himself', async t => {
  const rig = await startGroups(t);
  const [ann, ben, cat] = [await register(rig, 'a'), await register(rig, 'b'), await register(rig, 'c')];
  await rig.accountStore.changePrivacy(ann.account, { block: ben.account }, 10);
  const chain = createChain(rig);
  assert.equal(codeOf(await chain.submit(ben, create(ben, ann, cat))), 'add_refused');
  assert.equal(codeOf(await chain.submit(ben, create(ben, cat))), 'ok');
  assert.equal(codeOf(await chain.submit(ben, add(ann))), 'add_refused');
  await chain.submit(ben, { role: { account: idBytes(cat.account), role: ADMIN } });
  assert.equal(codeOf(await chain.submit(cat, add(ann))), 'ok', 'somebody else may');
});

test('who lets only contacts add him is added by whoever shows his key, which nobody else gets to see', async t => {
  const rig = await startGroups(t, { maxGroupMembers: 4 });
  const [ann, ben, cat] = [await register(rig, 'a'), await register(rig, 'b'), await register(rig, 'c')];
  const [right, wrong] = [new Uint8Array(16).fill(7), new Uint8Array(16).fill(8)];
  const body = new Uint8Array();
  await rig.accountStore.putProfile(ann.account, { version: 1, body, addKeyHash: secretHash(right) });
  await rig.accountStore.changePrivacy(ann.account, { groups: 'contacts' }, 10);
  const chain = createChain(rig);
  const { signed, ...made } = chain.make(ben, create(ben, ann, cat));
  const submit = (...keys: Uint8Array[]) =>
    rig.groups.submit(
      ben,
      GROUP,
      withAddKeys(
        signed,
        keys.map(key => [ann, key]),
      ),
    );
  for (const keys of [[], [wrong], [new Uint8Array()]]) {
    const refused = await submit(...keys);
    assert.ok(!refused.ok);
    assert.deepEqual([refused.error.code, refused.error.accounts], ['add_refused', [ann.account]]);
  }
  assert.equal(codeOf(await submit(...Array(4).fill(right))), 'ok', 'named often, but one account');
  chain.took(made);
  const page = await rig.groups.roster(ann.account, GROUP, 0);
  assert.ok(page.ok);
  assert.deepEqual(
    page.value.entries?.map(({ event }) => event && Buffer.from(event)),
    [Buffer.from(signed)],
  );
});

test('who lets nobody add him comes by a link, or is let in when he has asked', async t => {
  const rig = await startGroups(t, { maxGroupMembers: 3 });
  const [ann, ben, cat] = [await register(rig, 'a'), await register(rig, 'b'), await register(rig, 'c')];
  const key = new Uint8Array(16).fill(7);
  for (const { account } of [ann, cat]) {
    const body = new Uint8Array();
    await rig.accountStore.putProfile(account, { version: 1, body, addKeyHash: secretHash(key) });
    await rig.accountStore.changePrivacy(account, { groups: 'nobody' }, 10);
  }
  const chain = createChain(rig);
  assert.equal(codeOf(await chain.submit(ben, create(ben))), 'ok', 'oneself nobody adds');
  const { signed } = chain.make(ben, add(ann));
  assert.equal(codeOf(await rig.groups.submit(ben, GROUP, withAddKeys(signed, [[ann, key]]))), 'add_refused');
  const many = Array.from(
    { length: 4 },
    (_, n) => [{ account: String(n).repeat(32) as never, device: 1 }, key] as const,
  );
  assert.equal(codeOf(await rig.groups.submit(ben, GROUP, withAddKeys(signed, many))), 'too_large');
  const [open, asked] = [createKey(), createKey()];
  await chain.submit(ben, { invite: { publicKey: open.publicKey } });
  assert.equal(codeOf(await chain.submit(ann, { joined: { join: joinOf(open, ann) } })), 'ok');
  await chain.submit(ben, { invite: { publicKey: asked.publicKey, approval: true } });
  const request = joinOf(asked, cat);
  assert.equal(codeOf(await chain.submit(ben, { added: { members: [named(cat)], request } })), 'ok');
});
