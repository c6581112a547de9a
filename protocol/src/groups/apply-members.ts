// Who comes, goes and rises.
import { toHex } from '../bytes.ts';
import { wire } from '../gen/codec.js';
import { type AccountId, accountIdFrom } from '../ids.ts';
import { limits } from '../limits.ts';
import { type JoinAsked, useInvite } from './apply-invite.ts';
import { refuse } from './group-rule.ts';
import { type GroupMemberState, type GroupRole, type GroupState, isAdmin, withOwner } from './group-state.ts';

const HASH_BYTES = 32;

export function memberFrom(
  named: wire.GroupMember.$Properties | null | undefined,
  role: GroupRole,
  since: number,
): readonly [AccountId, GroupMemberState] {
  const { accountKeyHash = new Uint8Array() } = named ?? {};
  if (accountKeyHash?.length !== HASH_BYTES) return refuse('malformed', 'a member is named without an account key');
  return [accountFrom(named?.account), { role, since, keyHash: toHex(accountKeyHash) }];
}

export function* namesOf(
  named: readonly wire.GroupMember.$Properties[],
  role: GroupRole,
  since: number,
): Generator<readonly [AccountId, GroupMemberState]> {
  for (const each of named) yield memberFrom(each, role, since);
}

/** Who is let in on request has asked by an invite, and uses it up by one. */
export function applyAdded(
  before: GroupState,
  { added, version, createdAt }: wire.GroupEvent,
  actor: AccountId,
  join: JoinAsked | undefined,
): GroupState {
  if (!isAdmin(before, actor)) refuse('not_allowed', 'only admins add members');
  const members = new Map(before.members);
  for (const [account, state] of namesOf(added?.members ?? [], 'member', version)) {
    if (members.has(account)) refuse('malformed', 'who is added is a member already');
    members.set(account, state);
  }
  if (members.size === before.members.size) refuse('malformed', 'nobody is added');
  if (members.size > limits.maxGroupMembers) refuse('full', `a group has at most ${limits.maxGroupMembers} members`);
  if (!added?.request?.length) return { ...before, members };
  const isTheirs =
    join && members.size === before.members.size + 1 && members.get(join.account)?.keyHash === join.keyHash;
  if (!join || !isTheirs || before.members.has(join.account)) refuse('malformed', 'the request is not of who is added');
  return useInvite({ ...before, members }, join!.invite, createdAt);
}

/** Owner and admins remove others, but nobody the owner; everybody may leave. */
export function applyRemoved(
  before: GroupState,
  { accounts }: wire.GroupMembersRemoved.$Properties,
  actor: AccountId,
): GroupState {
  const members = new Map(before.members);
  const leaving = accounts?.length === 1 && accountFrom(accounts[0]) === actor;
  if (!leaving && !isAdmin(before, actor)) refuse('not_allowed', 'only admins remove members');
  for (const bytes of accounts ?? []) {
    const account = accountFrom(bytes);
    if (!leaving && members.get(account)?.role === 'owner') refuse('not_allowed', 'nobody removes the owner');
    if (!members.delete(account)) refuse('malformed', 'who is removed is no member');
  }
  if (members.size === before.members.size) refuse('malformed', 'nobody is removed');
  return { ...before, members: withOwner(members) };
}

/** Admins make others admins; only the owner unmakes them, or gives the group away. An admin may step down. */
export function applyRole(
  before: GroupState,
  { account: bytes, role: wanted }: wire.GroupRoleSet.$Properties,
  actor: AccountId,
): GroupState {
  const account = accountFrom(bytes);
  const member = before.members.get(account);
  if (!member) return refuse('malformed', 'who gets a role is no member');
  const role = roleOf(wanted);
  const isOwner = before.members.get(actor)?.role === 'owner';
  const promotes = member.role === 'member' && role === 'admin' && isAdmin(before, actor);
  const stepsDown = account === actor && member.role === 'admin' && role === 'member';
  if (!isOwner && !promotes && !stepsDown) refuse('not_allowed', 'your role does not allow it');
  if (isOwner && account === actor) refuse('not_allowed', 'the owner makes somebody else the owner, or leaves');
  const members = new Map(before.members);
  if (role === 'owner') members.set(actor, { ...before.members.get(actor)!, role: 'admin' });
  members.set(account, { ...member, role });
  return { ...before, members };
}

function roleOf(role: wire.GroupRole | null | undefined): GroupRole {
  switch (role) {
    case wire.GroupRole.GROUP_ROLE_OWNER:
      return 'owner';
    case wire.GroupRole.GROUP_ROLE_ADMIN:
      return 'admin';
    case wire.GroupRole.GROUP_ROLE_MEMBER:
      return 'member';
    default:
      return refuse('malformed', 'a role that this version does not know');
  }
}

function accountFrom(bytes: Uint8Array | null | undefined): AccountId {
  try {
    return accountIdFrom(bytes ?? new Uint8Array());
  } catch {
    return refuse('malformed', 'an account id is not one');
  }
}
