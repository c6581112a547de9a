import type { GroupId } from '@parley/protocol';

/** What groups need of the message store: a place for each roster entry among the group's messages. */
export interface Arbiter {
  /**
   * Stamps the group's next roster entry; durable when it resolves. Idempotent by its number: a repeat gets the first answer.
   * `gap`: it does not follow `last`, the number of the last one that the arbiter knows.
   */
  postRoster(post: RosterPost): Promise<PostedRoster>;
  /** Number of the group's last roster entry; undefined: it has none. */
  groupRoster(group: GroupId): Promise<number | undefined>;
}

export interface RosterPost {
  readonly group: GroupId;
  readonly number: number;
  /** A serialised GroupRosterEntry without seq and ts. */
  readonly entry: Uint8Array;
}

export type PostedRoster =
  | { readonly kind: 'stamped'; readonly seq: number; readonly ts: number }
  | { readonly kind: 'gap'; readonly last: number };
