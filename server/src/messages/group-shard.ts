// The arbiter of groups: one order for a group's messages and roster entries, durable before anyone hears of it. It is part
// of the message store, which also keeps the inboxes that all of it is fanned out to.
import type { AccountId, DeviceAddress, GroupId, MessageId } from '@parley/protocol';
import type { RunPlace, StoredRow } from './message-store.ts';

export interface GroupShard {
  /**
   * Stamps a message: finds (sender, id) unseen and `roster` the last entry's number, gives it the next seq and a time
   * above all before it in the group, and keeps it for fan-out, in one transaction. Resolves once durable (D1).
   * Order: as `append` has it, for one group instead of one inbox. Idempotent by (sender, id) as `append` is (D2).
   * Failure: rejects when the disk refuses; nothing of the call is then stored.
   */
  postGroup(post: GroupPost): Promise<GroupPostResult>;

  /** Stamps the group's next roster entry. Idempotent by its number: a repeat is answered as the first one was. */
  postRoster(post: RosterPost): Promise<RosterPostResult>;

  /** Number of the group's last roster entry; undefined: it has none. */
  groupRoster(group: GroupId): Promise<number | undefined>;

  /**
   * Stamped records that have not been dropped, in each lane by ascending position above its `after`, or from the first
   * one; only durable ones. A group has one lane. Of several processes on one store a lane is one's at a time: what that one has
   * taken and neither dropped nor asked beyond for some seconds goes to another.
   */
  groupOutbox(after: readonly OutboxPlace[], limit: number): Promise<GroupRecord[]>;

  /** Forgets records up to and including the place in each lane: they are kept elsewhere. */
  dropGroupOutbox(upTo: readonly OutboxPlace[]): Promise<void>;

  /** Records that have not been dropped. Cheap: from memory. */
  groupOutboxRows(): number;

  /**
   * Writes records to every present device of their accounts but the sending one, all of them in one transaction;
   * resolves to the rows once durable. Order: among calls of it as called, also within a call. Idempotent by (group, seq): a record at or below the last seq that was written for the group stores
   * nothing; seq 0 is always stored. An inbox that is full gets a missed marker (D10).
   */
  fanOut(...records: FanOut[]): Promise<readonly StoredRow[]>;

  /**
   * Acks of rows that `fanOut` has written leave marks, durable with the delete (D7): up to where a member's first device
   * has stored what an account has sent to a group; none for control messages and own copies. This writes one receipt for
   * each sender and group that has marks, with all of them, and resolves to the rows once durable.
   */
  writeGroupReceipts(): Promise<readonly StoredRow[]>;

  /** Members whose mark is in no receipt yet. Cheap: from memory. */
  groupMarks(): number;
}

export interface GroupPost {
  readonly sender: DeviceAddress;
  readonly group: GroupId;
  readonly id: MessageId;
  /** Number of the last roster entry that the sender knows. */
  readonly roster: number;
  /** The newest server time that the sender has seen in the group (F19). */
  readonly after: number;
  readonly control: boolean;
  readonly data: Uint8Array;
  /** Where the sender's order must hold across refusals (D3). */
  readonly place?: RunPlace;
}

export type GroupPostResult =
  | { readonly kind: 'stamped' | 'duplicate'; readonly seq: number; readonly ts: number }
  /** `roster`: number of the last entry; 0: the group has none. */
  | { readonly kind: 'stale_group'; readonly roster: number }
  | { readonly kind: 'run_ended' }
  | { readonly kind: 'unknown_device' }
  | { readonly kind: 'store_full' };

export interface RosterPost {
  readonly group: GroupId;
  readonly number: number;
  /** A serialised GroupRosterEntry without seq and ts. */
  readonly entry: Uint8Array;
}

export type RosterPostResult =
  | { readonly kind: 'stamped'; readonly seq: number; readonly ts: number }
  /** Entries after `last` are missing. */
  | { readonly kind: 'gap'; readonly last: number };

/** The same for whoever asks, also after restarts of either side. */
export interface OutboxPlace {
  readonly lane: number;
  readonly position: number;
}

export interface GroupRecord extends OutboxPlace {
  readonly group: GroupId;
  readonly seq: number;
  readonly ts: number;
  /** Number of the last roster entry before a message, or of the entry itself. */
  readonly roster: number;
  readonly kind: 'message' | 'roster';
  readonly sender?: DeviceAddress;
  readonly id?: MessageId;
  readonly control: boolean;
  /** What was posted. */
  readonly data: Uint8Array;
}

export interface FanOut {
  readonly group: GroupId;
  readonly seq: number;
  readonly accounts: ReadonlySet<AccountId>;
  readonly sender?: DeviceAddress;
  readonly id?: MessageId;
  readonly ts: number;
  readonly control: boolean;
  /** A serialised Envelope, the same for every device. */
  readonly envelope: Uint8Array;
}
