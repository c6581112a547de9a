// The rules of groups, as both sides compute them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toHex } from '../bytes.ts';
import { wire } from '../gen/codec.js';
import { type AccountId, type GroupId, idBytes } from '../ids.ts';
import { applyGroupEvent } from './apply-event.ts';
import type { JoinAsked } from './apply-invite.ts';
import type { GroupRuleError, GroupRuleReason } from './group-rule.ts';
import { endMembership, type GroupState, mayWrite } from './group-state.ts';

const account = (letter: string) => letter.repeat(32) as AccountId;
const [ANN, BEN, CAT, DAN] = ['a', 'b', 'c', 'd'].map(account) as [AccountId, AccountId, AccountId, AccountId];
const GROUP = `g${'1'.repeat(32)}` as GroupId;
const keyHash = new Uint8Array(32).fill(7);
const invite = new Uint8Array(33).fill(5);
const named = (who: AccountId): wire.GroupMember.$Properties => ({ account: idBytes(who), accountKeyHash: keyHash });
const asked = (who: AccountId): JoinAsked => ({ account: who, keyHash: toHex(keyHash), invite: toHex(invite) });

/** Hashes are opaque here: one for each version. */
const hashOf = (version: number): string => version.toString(16).padStart(64, '0');

function event(version: number, actor: AccountId, change: Partial<wire.GroupEvent.$Properties>): wire.GroupEvent {
  const head = { group: idBytes(GROUP), version, actor: idBytes(actor), actorDevice: 1, createdAt: 1_000 };
  const previousHash = version === 1 ? new Uint8Array() : fromHex(hashOf(version - 1));
  return wire.GroupEvent.decode(wire.GroupEvent.encode({ ...head, previousHash, ...change }).finish());
}

type Step = readonly [actor: AccountId, change: Partial<wire.GroupEvent.$Properties>, join?: JoinAsked];

function apply(state: GroupState | undefined, ...steps: readonly Step[]): GroupState {
  let after = state;
  for (const [actor, change, join] of steps) {
    const version = (after?.version ?? 0) + 1;
    after = applyGroupEvent(after, {
      event: event(version, actor, change),
      hash: hashOf(version),
      ...(join ? { join } : {}),
    });
  }
  return after!;
}

const create = (...members: AccountId[]): Step => [
  ANN,
  { created: { name: 'Climbing', owner: named(ANN), members: members.map(named) } },
];
const remove = (by: AccountId, ...who: AccountId[]): Step => [by, { removed: { accounts: who.map(idBytes) } }];
const role = (by: AccountId, who: AccountId, to: wire.GroupRole): Step => [
  by,
  { role: { account: idBytes(who), role: to } },
];
const makeInvite = (by: AccountId, more: wire.GroupInviteMade.$Properties = {}): Step => [
  by,
  { invite: { publicKey: invite, ...more } },
];
const { GROUP_ROLE_ADMIN: ADMIN, GROUP_ROLE_OWNER: OWNER, GROUP_ROLE_MEMBER: MEMBER } = wire.GroupRole;

function assertRefused(reason: GroupRuleReason, state: GroupState | undefined, step: Step): void {
  assert.throws(
    () => apply(state, step),
    (error: GroupRuleError) => error.reason === reason,
  );
}

const rolesOf = ({ members }: GroupState) => Object.fromEntries([...members].map(([who, { role }]) => [who[0], role]));

test('a group begins with its creation, and only with it', () => {
  assert.deepEqual(rolesOf(apply(undefined, create(BEN, CAT))), { a: 'owner', b: 'member', c: 'member' });
  assertRefused('does_not_follow', undefined, remove(ANN, BEN));
  assertRefused('malformed', undefined, [BEN, { created: { name: 'x', owner: named(ANN) } }]);
  assertRefused('malformed', undefined, create(BEN, BEN));
  assertRefused('malformed', undefined, [ANN, { created: { name: ' ', owner: named(ANN) } }]);
});

test('an event follows the version and the hash before it, in its own group', () => {
  const state = apply(undefined, create(BEN));
  const removal = remove(ANN, BEN)[1];
  const wrong = { ...event(2, ANN, removal), previousHash: fromHex(hashOf(9)) } as wire.GroupEvent;
  assert.throws(() => applyGroupEvent(state, { event: wrong, hash: '' }), { reason: 'does_not_follow' });
  assert.throws(() => applyGroupEvent(state, { event: event(3, ANN, removal), hash: '' }), {
    reason: 'does_not_follow',
  });
  const elsewhere = { ...event(2, ANN, removal), group: new Uint8Array(16) } as wire.GroupEvent;
  assert.throws(() => applyGroupEvent(state, { event: elsewhere, hash: '' }), { reason: 'malformed' });
});

test('members leave; admins remove others; nobody removes the owner', () => {
  const state = apply(undefined, create(BEN, CAT));
  assert.deepEqual(rolesOf(apply(state, remove(BEN, BEN))), { a: 'owner', c: 'member' });
  assert.deepEqual(rolesOf(apply(state, remove(ANN, BEN, CAT))), { a: 'owner' });
  assertRefused('not_allowed', state, remove(BEN, CAT));
  assertRefused('not_allowed', apply(state, role(ANN, BEN, ADMIN)), remove(BEN, ANN));
  assertRefused('malformed', state, remove(ANN, DAN));
  assertRefused('not_a_member', state, remove(DAN, DAN));
});

test('the last owner gone, the longest-standing admin follows, else the longest-standing member', () => {
  const state = apply(undefined, create(CAT, BEN), [ANN, { added: { members: [named(DAN)] } }]);
  assert.deepEqual(rolesOf(apply(state, remove(ANN, ANN))), { b: 'owner', c: 'member', d: 'member' });
  const withAdmin = apply(state, role(ANN, DAN, ADMIN));
  assert.deepEqual(rolesOf(apply(withAdmin, remove(ANN, ANN))), { b: 'member', c: 'member', d: 'owner' });
  assert.deepEqual(rolesOf(endMembership(withAdmin, ANN)), { b: 'member', c: 'member', d: 'owner' });
  assert.equal(endMembership(state, account('e')), state);
});

test('roles: admins make admins, the owner unmakes them and gives the group away', () => {
  const state = apply(undefined, create(BEN, CAT), role(ANN, BEN, ADMIN));
  assert.equal(apply(state, role(BEN, CAT, ADMIN)).members.get(CAT)?.role, 'admin');
  assertRefused('not_allowed', state, role(BEN, CAT, OWNER));
  assertRefused('not_allowed', state, role(CAT, CAT, ADMIN));
  assertRefused('not_allowed', apply(state, role(BEN, CAT, ADMIN)), role(CAT, BEN, MEMBER));
  assert.equal(apply(state, role(BEN, BEN, MEMBER)).members.get(BEN)?.role, 'member');
  assert.deepEqual(rolesOf(apply(state, role(ANN, BEN, OWNER))), { a: 'admin', b: 'owner', c: 'member' });
  assertRefused('not_allowed', state, role(ANN, ANN, MEMBER));
});

test('details and settings: what is absent stays, and who may change it is a setting', () => {
  const state = apply(undefined, create(BEN), [ANN, { details: { description: 'Tuesdays' } }]);
  assert.equal(state.name, 'Climbing');
  assert.equal(state.description, 'Tuesdays');
  assertRefused('not_allowed', state, [BEN, { details: { name: 'Mine' } }]);
  const open = apply(state, [ANN, { settings: { adminsEditDetails: false, announcementsOnly: true } }]);
  assert.equal(apply(open, [BEN, { details: { name: 'Ours' } }]).name, 'Ours');
  assertRefused('not_allowed', open, [BEN, { settings: { announcementsOnly: false } }]);
  assert.equal(mayWrite(open, BEN), false);
  assert.equal(mayWrite(open, ANN), true);
});

test('F24 who joins by a link has both signatures; revoked, over and used-up links let nobody in', () => {
  const state = apply(undefined, create(), makeInvite(ANN, { maxUses: 1, expiresAt: 2_000 }));
  const joined = apply(state, [BEN, { joined: {} }, asked(BEN)]);
  assert.deepEqual(rolesOf(joined), { a: 'owner', b: 'member' });
  assertRefused('no_invite', joined, [CAT, { joined: {} }, asked(CAT)]);
  assertRefused('malformed', state, [BEN, { joined: {} }]);
  assertRefused('malformed', state, [BEN, { joined: {} }, asked(CAT)]);
  assertRefused('no_invite', state, [BEN, { joined: {}, createdAt: 2_001 }, asked(BEN)]);
  const revoked = apply(state, [ANN, { inviteRevoked: { publicKey: invite } }]);
  assertRefused('no_invite', revoked, [BEN, { joined: {} }, asked(BEN)]);
  assertRefused('not_allowed', apply(undefined, create(BEN)), makeInvite(BEN));
});

test('F24 by a link with approval an admin lets in who has asked, once for each use', () => {
  const state = apply(undefined, create(BEN), makeInvite(ANN, { approval: true, maxUses: 1 }));
  assertRefused('not_allowed', state, [CAT, { joined: {} }, asked(CAT)]);
  const letIn = (by: AccountId, who: AccountId, join?: JoinAsked): Step => {
    const change = { added: { members: [named(who)], request: new Uint8Array(1) } };
    return join ? [by, change, join] : [by, change];
  };
  assertRefused('not_allowed', state, letIn(BEN, CAT, asked(CAT)));
  assertRefused('malformed', state, letIn(ANN, CAT, asked(DAN)));
  assertRefused('malformed', state, letIn(ANN, CAT));
  const after = apply(state, letIn(ANN, CAT, asked(CAT)));
  assert.equal(after.members.get(CAT)?.role, 'member');
  assertRefused('no_invite', after, letIn(ANN, DAN, asked(DAN)));
});

test('F24 a group never has more members than it can have', () => {
  const many = Array.from({ length: 1_023 }, (_, i) => (i + 256).toString(16).padStart(32, 'f') as AccountId);
  const full = apply(undefined, create(...many), makeInvite(ANN));
  assertRefused('full', full, [ANN, { added: { members: [named(DAN)] } }]);
  assertRefused('full', full, [DAN, { joined: {} }, asked(DAN)]);
  assertRefused('full', undefined, create(...many, DAN));
});
