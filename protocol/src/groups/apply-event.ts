// What an event does to a group, or why it may not. Signatures, hashes of what is signed and whether a key belongs to an
// account are checked by whoever calls: this is about roles, limits and order only.

import { toHex } from '../bytes.ts';
import type { wire } from '../gen/codec.js';
import { type AccountId, accountIdFrom, groupIdFrom } from '../ids.ts';
import { limits } from '../limits.ts';
import { applyDetails, applySettings, changedSettings, checkedDetails } from './apply-details.ts';
import { applyInviteMade, applyInviteRevoked, applyJoined, type JoinAsked } from './apply-invite.ts';
import { applyAdded, applyRemoved, applyRole, memberFrom, namesOf } from './apply-members.ts';
import { refuse } from './group-rule.ts';
import { defaultGroupSettings, type GroupMemberState, type GroupState } from './group-state.ts';

export interface AppliedEvent {
  readonly event: wire.GroupEvent;
  /** SHA-256 of the serialised event, in hexadecimal. */
  readonly hash: string;
  /** What the event's SignedGroupJoin says, once both signatures have been checked. */
  readonly join?: JoinAsked;
}

/**
 * The state after the event. `before` is undefined for the first one.
 * @throws {GroupRuleError} it does not follow, is not allowed to its actor or breaks a limit
 */
export function applyGroupEvent(before: GroupState | undefined, { event, hash, join }: AppliedEvent): GroupState {
  const actor = ids(() => accountIdFrom(event.actor));
  if (!before) return { ...created(event, actor), hash };
  if (event.version !== before.version + 1 || toHex(event.previousHash) !== before.hash) {
    refuse('does_not_follow', `version ${event.version} does not follow version ${before.version}`);
  }
  if (ids(() => groupIdFrom(event.group)) !== before.group) refuse('malformed', 'an event of another group');
  if (!event.joined && !before.members.has(actor)) refuse('not_a_member', 'only members change a group');
  return { ...changed(before, event, actor, join), version: event.version, hash };
}

function changed(
  before: GroupState,
  event: wire.GroupEvent,
  actor: AccountId,
  join: JoinAsked | undefined,
): GroupState {
  if (event.added) return applyAdded(before, event, actor, join);
  if (event.removed) return applyRemoved(before, event.removed, actor);
  if (event.role) return applyRole(before, event.role, actor);
  if (event.details) return applyDetails(before, event.details, actor);
  if (event.settings) return applySettings(before, event.settings, actor);
  if (event.invite) return applyInviteMade(before, event.invite, actor);
  if (event.inviteRevoked) return applyInviteRevoked(before, event.inviteRevoked, actor);
  if (event.joined) return applyJoined(before, event, actor, join);
  return refuse('malformed', 'an event of a kind that this version does not know');
}

function created(event: wire.GroupEvent, actor: AccountId): Omit<GroupState, 'hash'> {
  const { created: change } = event;
  if (!change || event.version !== 1 || event.previousHash.length > 0) {
    return refuse('does_not_follow', 'a group begins with its creation');
  }
  const [owner, ownerState] = memberFrom(change.owner, 'owner', 1);
  if (owner !== actor) return refuse('malformed', 'the creator is not the owner');
  const members = new Map<AccountId, GroupMemberState>([[owner, ownerState]]);
  for (const [account, state] of namesOf(change.members ?? [], 'member', 1)) {
    if (members.has(account)) refuse('malformed', 'a member is named twice');
    members.set(account, state);
  }
  if (members.size > limits.maxGroupMembers) refuse('full', `a group has at most ${limits.maxGroupMembers} members`);
  const settings = changedSettings(defaultGroupSettings, change.settings ?? {});
  const { name = '', description = '', icon = new Uint8Array() } = change;
  const details = checkedDetails({ name: name ?? '', description: description ?? '', icon: icon ?? new Uint8Array() });
  return { group: ids(() => groupIdFrom(event.group)), version: 1, ...details, settings, members, invites: new Map() };
}

function ids<T>(read: () => T): T {
  try {
    return read();
  } catch {
    return refuse('malformed', 'an id is not one');
  }
}
