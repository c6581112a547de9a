// What a group is after its events so far: plain data, never changed in place. Server and clients compute it alike; what an
// event may do is in apply-event.ts.
import type { AccountId, GroupId } from '../ids.ts';

export type GroupRole = 'owner' | 'admin' | 'member';

export interface GroupState {
  readonly group: GroupId;
  /** Of the last event. */
  readonly version: number;
  /** SHA-256 of the last event, serialised, in hexadecimal. */
  readonly hash: string;
  readonly name: string;
  readonly description: string;
  /** Empty: none. */
  readonly icon: Uint8Array;
  readonly settings: GroupSettings;
  readonly members: ReadonlyMap<AccountId, GroupMemberState>;
  /** By public key, in hexadecimal. */
  readonly invites: ReadonlyMap<string, GroupInviteState>;
}

export interface GroupSettings {
  readonly announcementsOnly: boolean;
  readonly adminsEditDetails: boolean;
  /** Seconds after which messages vanish; 0: never. */
  readonly timerS: number;
}

export interface GroupMemberState {
  readonly role: GroupRole;
  /** Version of the event that made them a member: who has been here longest follows the last admin. */
  readonly since: number;
  /** SHA-256 of the account key that was meant, in hexadecimal. */
  readonly keyHash: string;
}

export interface GroupInviteState {
  /** Milliseconds since 1970; 0: never. */
  readonly expiresAt: number;
  /** 0: no cap. */
  readonly maxUses: number;
  readonly uses: number;
  readonly approval: boolean;
  readonly by: AccountId;
}

export const defaultGroupSettings: GroupSettings = { announcementsOnly: false, adminsEditDetails: true, timerS: 0 };

export function isAdmin({ members }: GroupState, account: AccountId): boolean {
  const role = members.get(account)?.role;
  return role === 'owner' || role === 'admin';
}

/** Whether the member may write messages. */
export function mayWrite(state: GroupState, account: AccountId): boolean {
  return state.members.has(account) && (!state.settings.announcementsOnly || isAdmin(state, account));
}

/**
 * The account was registered anew, under another key: its membership has ended without an event. Version and hash stay. The
 * same state when it was no member.
 */
export function endMembership(state: GroupState, account: AccountId): GroupState {
  if (!state.members.has(account)) return state;
  const members = new Map(state.members);
  members.delete(account);
  return { ...state, members: withOwner(members) };
}

/**
 * A group with members has an owner: when the last one has gone it is the admin who has been here longest, else the
 * member; of two who came with the same event the one with the lower id.
 */
export function withOwner(members: Map<AccountId, GroupMemberState>): ReadonlyMap<AccountId, GroupMemberState> {
  let heir: readonly [AccountId, GroupMemberState] | undefined;
  for (const entry of members) {
    if (entry[1].role === 'owner') return members;
    if (!heir || comesBefore(entry, heir)) heir = entry;
  }
  if (heir) members.set(heir[0], { ...heir[1], role: 'owner' });
  return members;
}

type Entry = readonly [AccountId, GroupMemberState];

function comesBefore([account, member]: Entry, [otherAccount, other]: Entry): boolean {
  if (member.role !== other.role) return member.role === 'admin';
  return member.since === other.since ? account < otherAccount : member.since < other.since;
}
