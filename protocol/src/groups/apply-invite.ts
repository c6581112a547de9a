// Links that let people in.
import { toHex } from '../bytes.ts';
import type { wire } from '../gen/codec.js';
import type { AccountId } from '../ids.ts';
import { limits } from '../limits.ts';
import { refuse } from './group-rule.ts';
import { type GroupInviteState, type GroupState, isAdmin } from './group-state.ts';

/** Who asks to join, by which invite: a GroupJoin that both have signed. */
export interface JoinAsked {
  readonly account: AccountId;
  /** SHA-256 of the account key, in hexadecimal. */
  readonly keyHash: string;
  /** The invite's public key, in hexadecimal. */
  readonly invite: string;
}

const PUBLIC_KEY_BYTES = 33;

export function applyInviteMade(
  before: GroupState,
  { publicKey, expiresAt, maxUses, approval }: wire.GroupInviteMade.$Properties,
  by: AccountId,
): GroupState {
  if (!isAdmin(before, by)) refuse('not_allowed', 'only admins make invite links');
  if (publicKey?.length !== PUBLIC_KEY_BYTES) return refuse('malformed', 'an invite has a public key of 33 bytes');
  if (before.invites.size >= limits.maxGroupInvites) {
    refuse('not_allowed', `a group has at most ${limits.maxGroupInvites} invite links: revoke one`);
  }
  const invite = { expiresAt: expiresAt ?? 0, maxUses: maxUses ?? 0, uses: 0, approval: approval ?? false, by };
  return withInvite(before, toHex(publicKey), invite);
}

export function applyInviteRevoked(
  before: GroupState,
  { publicKey }: wire.GroupInviteRevoked.$Properties,
  actor: AccountId,
): GroupState {
  if (!isAdmin(before, actor)) refuse('not_allowed', 'only admins revoke invite links');
  const invites = new Map(before.invites);
  if (!invites.delete(toHex(publicKey ?? new Uint8Array()))) refuse('no_invite', 'there is no such invite link');
  return { ...before, invites };
}

export function applyJoined(
  before: GroupState,
  { version, createdAt }: wire.GroupEvent,
  actor: AccountId,
  join: JoinAsked | undefined,
): GroupState {
  if (!join || join.account !== actor) return refuse('malformed', 'who joins has not asked');
  if (usableInvite(before, join.invite, createdAt).approval) {
    refuse('not_allowed', 'an admin has to let in who comes by this link');
  }
  if (before.members.has(actor)) refuse('malformed', 'who joins is a member already');
  if (before.members.size >= limits.maxGroupMembers) refuse('full', 'the group is full');
  const members = new Map(before.members).set(actor, { role: 'member', since: version, keyHash: join.keyHash });
  return useInvite({ ...before, members }, join.invite, createdAt);
}

/** `now` of an event is its author's clock: whoever orders events compares with the real one before. */
export function useInvite(state: GroupState, publicKey: string, now: number): GroupState {
  const invite = usableInvite(state, publicKey, now);
  return withInvite(state, publicKey, { ...invite, uses: invite.uses + 1 });
}

/** @throws {GroupRuleError} it is not there, over, or used up */
export function usableInvite(state: GroupState, publicKey: string, now: number): GroupInviteState {
  const invite = state.invites.get(publicKey);
  if (!invite) return refuse('no_invite', 'there is no such invite link');
  if (invite.expiresAt > 0 && now > invite.expiresAt) refuse('no_invite', 'the invite link is over');
  if (invite.maxUses > 0 && invite.uses >= invite.maxUses) refuse('no_invite', 'the invite link is used up');
  return invite;
}

function withInvite(state: GroupState, publicKey: string, invite: GroupInviteState): GroupState {
  return { ...state, invites: new Map(state.invites).set(publicKey, invite) };
}
