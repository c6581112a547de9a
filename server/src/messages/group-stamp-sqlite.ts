// Gives a group's messages and roster entries their places, inside the commit loop's transaction.
import { idBytes, type Limits } from '@parley/protocol';
import type { GroupOutbox } from './group-outbox-sqlite.ts';
import type { GroupPost, GroupPostResult, RosterPost, RosterPostResult } from './group-shard.ts';
import type { GroupState, GroupStates } from './group-states-sqlite.ts';
import type { Inbox, Inboxes } from './inboxes-sqlite.ts';
import { endRun, runEndedBefore } from './message-store.ts';
import type { Seen } from './seen-sqlite.ts';

interface StampDeps {
  inboxes: Inboxes;
  seen: Seen;
  states: GroupStates;
  outbox: GroupOutbox;
  limits: Limits;
  now: () => number;
  storeFull: () => boolean;
}

export interface Stamps {
  post(post: GroupPost): GroupPostResult;
  roster(post: RosterPost): RosterPostResult;
}

export function createStamps({ inboxes, seen, states, outbox, limits, now, storeFull }: StampDeps): Stamps {
  /** Above all before it in the group, and after what the sender has seen, but not far ahead of the clock (F19). */
  function advance(state: GroupState, after: number): void {
    const wall = now();
    state.seq++;
    state.ts = Math.max(wall, Math.min(after + 1, wall + limits.maxTimeAheadMs), state.ts + 1);
  }

  function refusal(state: GroupState | undefined, roster: number): GroupPostResult | undefined {
    if (!state || state.roster !== roster) return { kind: 'stale_group', roster: state?.roster ?? 0 };
    return outbox.rows >= limits.maxGroupOutboxRows || storeFull() ? { kind: 'store_full' } : undefined;
  }

  function stamp(post: GroupPost, state: GroupState, sender: Inbox, id: Uint8Array): GroupPostResult {
    advance(state, post.after);
    states.saveStamp(state);
    const { seq, ts } = state;
    seen.addInGroup(id, sender, ts, seq);
    outbox.add(state, post.data, { sender, id, control: post.control });
    return { kind: 'stamped', seq, ts };
  }

  function postNow(post: GroupPost): GroupPostResult {
    if (post.place && runEndedBefore(post.place)) return { kind: 'run_ended' };
    const sender = inboxes.inbox(post.sender);
    if (!sender) return { kind: 'unknown_device' };
    const id = idBytes(post.id);
    const first = seen.findInGroup(id, sender); // a retry is answered as the first one was, whatever has changed (D2)
    if (first) return { kind: 'duplicate', ...first };
    const state = states.find(post.group);
    return refusal(state, post.roster) ?? stamp(post, state!, sender, id);
  }

  return {
    post(post) {
      const result = postNow(post);
      if (post.place && result.kind !== 'stamped' && result.kind !== 'duplicate') endRun(post.place, post.id);
      return result;
    },
    roster({ group, number, entry }) {
      const found = states.find(group);
      const first = found && states.rosterStamp(found, number);
      if (first) return { kind: 'stamped', ...first };
      const last = found?.roster ?? 0;
      if (number !== last + 1) return { kind: 'gap', last };
      const state = found ?? states.take(group);
      advance(state, 0);
      state.roster = number;
      states.saveStamp(state);
      states.addRosterStamp(state);
      outbox.add(state, entry);
      return { kind: 'stamped', seq: state.seq, ts: state.ts };
    },
  };
}
