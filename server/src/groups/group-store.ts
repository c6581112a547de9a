// What is kept of groups: state, roster, who was a member from which entry to which. No decisions: those are the service's.
import type { AccountId, GroupId, GroupState } from '@parley/protocol';

export interface GroupStore {
  /** Other processes change it too: what was counted is over a moment later. */
  readonly isShared: boolean;
  /** As it is after its last entry; undefined: there is none. */
  group(group: GroupId): Promise<StoredGroup | undefined>;
  /**
   * Adds the roster's next entry with all that follows from it, atomically; durable when it resolves. Nothing is changed unless
   * `committed`. `conflict`: the roster does not end with the entry before; `invite_taken`: another group has, or had, an invite
   * with that key; `too_many_groups`: one who comes would be in more than `maxGroups`. Once under parallel calls.
   */
  commit(change: RosterChange): Promise<'committed' | 'conflict' | 'invite_taken' | 'too_many_groups'>;

  /** Undefined: no such group. */
  position(group: GroupId): Promise<Position | undefined>;
  /** Ascending from the one after `after`, up to and with `upTo`. */
  entries(group: GroupId, after: number, upTo: number, limit: number): Promise<StoredEntry[]>;
  /** The entry that the event of this id made. */
  entryOf(group: GroupId, eventId: string): Promise<StoredEntry | undefined>;
  /** Notes what the arbiter has stamped; entries up to there are posted. A repeat stamps anew. */
  stamp(group: GroupId, number: number, stamp: Stamp): Promise<void>;
  /** Entries after this one count as not posted. */
  unpost(group: GroupId, after: number): Promise<void>;

  /** Who the members were after that entry, for good; undefined: there is no such entry. */
  membersAt(group: GroupId, number: number): Promise<MembersAt | undefined>;
  /** The account's latest time in the group; undefined: it never was a member. */
  membership(group: GroupId, account: AccountId): Promise<Membership | undefined>;
  /** Where the account is a member, by group id. */
  memberships(account: AccountId): Promise<OwnMembership[]>;
  /** Accounts that are members somewhere with the lowest list version known of each, by id; `after` pages. */
  listsKnown(after: string, limit: number): Promise<{ account: AccountId; listVersion: number }[]>;
  /** Groups with entries that are not posted. */
  waiting(limit: number): Promise<GroupId[]>;
  /** Of every group by id; `after` pages. */
  positionsAfter(after: string, limit: number): Promise<(Position & { group: GroupId })[]>;

  /** The group that has, or had, an invite with this SHA-256 of its public key, hexadecimal. */
  groupByInvite(hash: string): Promise<GroupId | undefined>;
  /** The account's request from now on. `full`: nothing is changed, because `max` others wait. */
  addRequest(request: JoinRequest, max: number): Promise<'added' | 'replaced' | 'full'>;
  /** Oldest first. */
  requests(group: GroupId): Promise<Uint8Array[]>;
  /** False: there was none. */
  removeRequest(group: GroupId, account: AccountId): Promise<boolean>;
  totals(): Promise<GroupTotals>;
  close(): Promise<void>;
}

export interface StoredGroup extends Position {
  readonly state: GroupState;
}

export interface Position {
  /** Number of its last entry. */
  readonly roster: number;
  /** Entries up to here are stamped by the arbiter. */
  readonly posted: number;
}

export interface RosterChange {
  readonly number: number;
  /** A serialised GroupRosterEntry without seq and ts. */
  readonly entry: Uint8Array;
  /** Hexadecimal; absent for a change of devices. Unique in its group. */
  readonly eventId?: string;
  /** Undefined for the first entry. */
  readonly before: GroupState | undefined;
  readonly after: GroupState;
  /** Device list versions of those who come or whose devices have changed. Requests of those who come are over. */
  readonly listVersions: ReadonlyMap<AccountId, number>;
  readonly maxGroups: number;
}

export interface Stamp {
  readonly seq: number;
  readonly ts: number;
}

export interface StoredEntry extends Stamp {
  readonly number: number;
  /** As in RosterChange. `seq` and `ts` are 0 until it is stamped. */
  readonly entry: Uint8Array;
}

export interface MembersAt {
  readonly members: readonly { readonly account: AccountId; readonly isAdmin: boolean }[];
  readonly announcementsOnly: boolean;
}

export interface Membership {
  /** SHA-256 of the account key, hexadecimal. */
  readonly keyHash: string;
  /** Number of the entry that ended it; undefined: it lasts. */
  readonly until: number | undefined;
  /** The device list that the group was told of last. */
  readonly listVersion: number;
}

export interface OwnMembership {
  readonly group: GroupId;
  readonly version: number;
  readonly roster: number;
  readonly listVersion: number;
}

export interface JoinRequest {
  readonly group: GroupId;
  readonly account: AccountId;
  /** A serialised SignedGroupJoin. */
  readonly request: Uint8Array;
  readonly now: number;
}

export interface GroupTotals {
  readonly groups: number;
  /** Of all groups together. */
  readonly members: number;
  /** Roster entries that are not posted. */
  readonly waiting: number;
}
