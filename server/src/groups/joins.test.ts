import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, type GroupId, wire } from '@parley/protocol';
import { createKey, type TestKey } from '../http/test-server.ts';
import { add, create, GROUP, inviteIdOf, joinOf, NOW, named, remove } from './events.testing.ts';
import { createChain, type Person, type Rig, register, startGroups } from './group.testing.ts';

const codeOf = (done: { ok: boolean; error?: { code: string } }) => done.error?.code ?? 'ok';
const invite = ({ publicKey }: TestKey, change: wire.GroupInviteMade.$Properties = {}) => ({
  invite: { publicKey, ...change },
});
const joined = (link: TestKey, who: Person) => ({ joined: { join: joinOf(link, who) } });

async function withInvite(rig: Rig, change: wire.GroupInviteMade.$Properties = {}) {
  const [ann, ben] = [await register(rig, 'a'), await register(rig, 'b')];
  const chain = createChain(rig);
  const link = createKey();
  await chain.submit(ann, create(ann));
  assert.ok((await chain.submit(ann, invite(link, change))).ok);
  return { ann, ben, chain, link };
}

/** As a client does: looks where the group is, joins after that, and looks again when somebody was first. */
async function joinByLink(rig: Rig, link: TestKey, who: Person): Promise<string> {
  const chain = createChain(rig);
  for (;;) {
    const preview = await rig.groups.preview(inviteIdOf(link));
    if (!preview.ok) return preview.error.code;
    chain.follow(preview.value);
    const done = await chain.submit(who, joined(link, who));
    if (codeOf(done) !== 'group_conflict') return codeOf(done);
  }
}

test('who has the link sees the group and joins', async t => {
  const rig = await startGroups(t);
  const { ben, link } = await withInvite(rig);
  const preview = await rig.groups.preview(inviteIdOf(link));
  assert.ok(preview.ok);
  assert.deepEqual([preview.value.name, preview.value.members, preview.value.version], ['Climbing', 1, 2]);
  assert.equal(codeOf(await rig.groups.preview('f'.repeat(64))), 'invite_not_found');
  assert.equal(await joinByLink(rig, link, ben), 'ok');
  assert.equal(await joinByLink(rig, link, ben), 'bad_group_event', 'a member already');
  assert.ok((await rig.groups.roster(ben.account, GROUP, 0)).ok);
});

test('F24 twenty join for the last seats at once, by two links: the cap is never passed', async t => {
  const rig = await startGroups(t, { maxGroupMembers: 8 });
  const { ann, chain, link } = await withInvite(rig);
  const second = createKey();
  await chain.submit(ann, invite(second));
  const digits = Array.from({ length: 20 }, (_, i) => (i + 0x30).toString(16));
  const people = await Promise.all(digits.map(digit => register(rig, digit)));
  const done = await Promise.all(people.map((who, i) => joinByLink(rig, i % 2 ? link : second, who)));
  assert.deepEqual(done.filter(code => code === 'ok').length, 7);
  assert.deepEqual([...new Set(done)].sort(), ['group_full', 'ok']);
  assert.equal((await rig.store.group(GROUP))?.state.members.size, 8);
  assert.equal(rig.groups.stats().members, 8);
});

test('F24 a link that is revoked, over by the time of the server, or used up lets nobody in', async t => {
  const rig = await startGroups(t);
  const { ann, ben, chain, link } = await withInvite(rig, { expiresAt: NOW + 10, maxUses: 1 });
  const cat = await register(rig, 'c');
  rig.time.now = NOW + 11;
  assert.equal(codeOf(await chain.submit(ben, joined(link, ben))), 'invite_not_found', 'whatever the event says');
  assert.equal(codeOf(await rig.groups.preview(inviteIdOf(link))), 'invite_not_found');
  rig.time.now = NOW + 10;
  assert.equal(codeOf(await chain.submit(ben, joined(link, ben))), 'ok');
  assert.equal(await joinByLink(rig, link, cat), 'invite_not_found');
  const other = createKey();
  await chain.submit(ann, invite(other));
  await chain.submit(ann, { inviteRevoked: { publicKey: other.publicKey } });
  assert.equal(await joinByLink(rig, other, cat), 'invite_not_found');
  assert.equal(codeOf(await chain.submit(cat, joined(other, cat))), 'invite_not_found');
  assert.equal((await rig.groups.ask(cat, inviteIdOf(other), joinOf(other, cat)))?.code, 'invite_not_found');
});

test('a join is signed by the link, for this group and this person', async t => {
  const rig = await startGroups(t);
  const { ann, ben, chain, link } = await withInvite(rig);
  const stranger = createKey();
  const badly: [Uint8Array, string][] = [
    [joinOf({ ...stranger, publicKey: link.publicKey }, ben), 'bad_group_event'],
    [joinOf(link, ben, `g${'2'.repeat(32)}` as GroupId), 'bad_group_event'],
    [joinOf(link, ann), 'bad_group_event'],
    [joinOf(stranger, ben), 'invite_not_found'],
    [new Uint8Array(), 'bad_group_event'],
    [joinOf(link, { ...ben, accountKey: ann.accountKey }), 'stale_devices'],
  ];
  for (const [join, code] of badly) assert.equal(codeOf(await chain.submit(ben, { joined: { join } })), code);
  const nowhere = createChain(rig, `g${'2'.repeat(32)}` as GroupId);
  const join = joinOf(link, ben, `g${'2'.repeat(32)}` as GroupId);
  assert.equal(codeOf(await nowhere.submit(ben, { joined: { join } })), 'invite_not_found');
});

test('F24 with approval one asks, the admins are told, and one of them lets in or says no', async t => {
  const rig = await startGroups(t, { maxGroupRequests: 2 });
  const { ann, ben, chain, link } = await withInvite(rig, { approval: true, maxUses: 1 });
  const [cat, dan] = [await register(rig, 'c'), await register(rig, 'd')];
  assert.equal(codeOf(await chain.submit(ben, joined(link, ben))), 'group_forbidden');
  const ask = (who: Person, join = joinOf(link, who)) => rig.groups.ask(who, inviteIdOf(link), join);
  assert.equal((await ask(ben, joinOf(link, cat)))?.code, 'bad_group_event');
  assert.equal((await ask(ben, joinOf(link, { ...ben, accountKey: ann.accountKey })))?.code, 'stale_devices');
  assert.equal(await ask(ben), undefined);
  assert.equal(await ask(ben), undefined);
  assert.equal(rig.notes.length, 1, 'told once');
  assert.equal(await ask(cat), undefined);
  assert.equal((await ask(dan))?.code, 'rate_limited');
  const [note] = rig.notes;
  assert.deepEqual([...note!.accounts], [ann.account]);
  const { groupRequested, control } = wire.Envelope.decode(note!.envelope);
  assert.deepEqual([groupRequested?.request, control], [joinOf(link, ben), true]);
  const waiting = await rig.groups.requests(ann.account, GROUP);
  assert.ok(waiting.ok);
  assert.equal(waiting.value.length, 2);
  assert.equal(await rig.groups.removeRequest(cat.account, GROUP, cat.account), undefined, 'who has asked');
  assert.equal((await rig.groups.removeRequest(ann.account, GROUP, cat.account))?.code, 'not_found');
  const letIn = (who: Person) => ({ added: { members: [named(who)], request: joinOf(link, who) } });
  assert.equal(codeOf(await chain.submit(ann, letIn(ben))), 'ok');
  const left = await rig.groups.requests(ann.account, GROUP);
  assert.deepEqual(left.ok && left.value, []);
  assert.equal(codeOf(await chain.submit(ann, letIn(cat))), 'invite_not_found', 'used up');
});

test('a link does not let anybody into a group that all have left', async t => {
  const rig = await startGroups(t);
  const { ann, ben, chain, link } = await withInvite(rig);
  await chain.submit(ann, remove(ann));
  assert.equal(codeOf(await rig.groups.preview(inviteIdOf(link))), 'invite_not_found');
  assert.equal(codeOf(await chain.submit(ben, joined(link, ben))), 'invite_not_found');
});

test("a link's key serves one group: another one cannot take it over", async t => {
  const rig = await startGroups(t);
  const { ann, ben, chain, link } = await withInvite(rig);
  await chain.submit(ann, { inviteRevoked: { publicKey: link.publicKey } });
  const thief = createChain(rig, `g${'2'.repeat(32)}` as GroupId);
  await thief.submit(ben, create(ben));
  assert.equal(codeOf(await thief.submit(ben, invite(link))), 'bad_group_event');
  assert.equal(codeOf(await thief.submit(ben, add(ann))), 'ok');
  assert.deepEqual(fromHex(inviteIdOf(link)).length, 32);
});
