// Groups: who is a member, as signed events say it, and the roster, one numbered list of events and changes of members' devices.
// The server checks every event by the rules that clients have; who orders entries among messages is the arbiter of the message
// store. Messages do not come by here.
import type { AccountId, DeviceAddress, GroupId, WireError, wire } from '@parley/protocol';
import type { Outcome } from '../accounts/accounts.ts';

export interface Groups {
  /**
   * Takes a serialised GroupSubmission of this device, or a SignedGroupEvent alone. Answers with its roster entry, stamped if the arbiter could be reached
   * within a few seconds (else seq and ts are 0). The same event again: the same answer.
   */
  submit(
    device: DeviceAddress,
    group: GroupId,
    submitted: Uint8Array,
  ): Promise<Outcome<wire.GroupRosterEntry.$Properties>>;
  /** Entries after that number: all to members, to who has left up to the entry that ended it. */
  roster(account: AccountId, group: GroupId, after: number): Promise<Outcome<wire.GroupRosterPage.$Properties>>;
  /** Where the account is a member. */
  own(account: AccountId): Promise<readonly OwnGroup[]>;
  /** `invite`: SHA-256 of its public key, hexadecimal. */
  preview(invite: string): Promise<Outcome<wire.GroupPreview.$Properties>>;
  /**
   * Keeps a serialised SignedGroupJoin of the device's account for the admins, and tells them. A later one takes its place without
   * telling them again.
   */
  ask(device: DeviceAddress, invite: string, signed: Uint8Array): Promise<WireError | undefined>;
  /** To admins: serialised SignedGroupJoins, oldest first. */
  requests(account: AccountId, group: GroupId): Promise<Outcome<readonly Uint8Array[]>>;
  /** By an admin, or by who has asked. */
  removeRequest(account: AccountId, group: GroupId, asked: AccountId): Promise<WireError | undefined>;

  /**
   * Who belongs to the group after that entry, for good; undefined: no such group or entry. After 0, before the first entry,
   * nobody does. Without a promise when it is remembered.
   */
  rosterAt(group: GroupId, number: number): GroupRoster | undefined | Promise<GroupRoster | undefined>;
  /** Tells the account's groups of its latest device list, one roster entry each. Idempotent. */
  devicesChanged(account: AccountId): Promise<void>;
  /** Does what a crash, or a store that was put back, has left undone: entries not posted, device lists not told. */
  catchUp(): Promise<void>;
  /** Sees to entries that wait: the process that has made them may be gone. Resolves before they are posted. */
  postWaiting(): Promise<void>;
  stats(): GroupStats;
  /** Ends once nothing is under way. What is not posted is at the next `catchUp`. */
  close(): Promise<void>;
}

export interface OwnGroup {
  readonly group: GroupId;
  readonly version: number;
  readonly roster: number;
}

export interface GroupRoster {
  readonly members: ReadonlySet<AccountId>;
  /** Those who may write messages. */
  readonly writers: ReadonlySet<AccountId>;
}

export interface GroupStats {
  readonly groups: number;
  /** Of all groups together. */
  readonly members: number;
  /** Roster entries that the arbiter has not stamped yet. */
  readonly waiting: number;
  /** Groups whose arbiter knows later entries than the groups store. */
  readonly behind: number;
}
