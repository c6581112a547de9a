// A group of Alice and Bob for the tests of the arbiter and of what is above it.
import type { GroupId } from '@parley/protocol';
import type { FanOut, GroupPost, RosterPost } from './group-shard.ts';
import { alice, alicesPhone, bob, messageId, text } from './message-store.testing.ts';

export const friends = `g${'f1'.repeat(16)}` as GroupId;
export const choir = `g${'c4'.repeat(16)}` as GroupId;

export function rosterPost(number: number, group = friends): RosterPost {
  return { group, number, entry: text(number) };
}

/** Message `n` from Alice's phone to the group, whose roster has one entry. */
export function groupPost(n: number, changes: Partial<GroupPost> = {}): GroupPost {
  const post = { sender: alicesPhone, group: friends, id: messageId(n), roster: 1, after: 0, control: false };
  return { ...post, data: text(n), ...changes };
}

/** What was stamped `seq`, as message `seq` from Alice's phone to everybody in the group. */
export function fanOutOf(seq: number, changes: Partial<FanOut> = {}): FanOut {
  return {
    group: friends,
    seq,
    accounts: new Set([alice, bob]),
    sender: alicesPhone,
    id: messageId(seq),
    ts: 1_000 + seq,
    control: false,
    envelope: text(seq),
    ...changes,
  };
}
