// The arbiter in the embedded message store: its calls as operations of the commit loop.
import { isDiskFull } from '../lib/hot-database-sqlite.ts';
import type { FanOut, GroupShard } from './group-shard.ts';
import { endRun, type StoredRow } from './message-store.ts';
import type { Parts } from './parts-sqlite.ts';

/** Dropping what is in the log waits for a batch that somebody needs: after a crash it is only handed over again. */
const DROP_PATIENCE_MS = 50;
/** About what a row takes that shares its envelope. */
const ROW_BYTES = 64;

export function createGroupShard({ commits, groups }: Pick<Parts, 'commits' | 'groups'>): GroupShard {
  const { states, outbox, stamps, fanOut, marks, receipts } = groups;
  /** The batch that has added to the outbox last. */
  let added = 0;

  function note<T>(result: T): T {
    added = commits.batch();
    return result;
  }

  return {
    async postGroup(post) {
      try {
        return await commits.run(() => note(stamps.post(post)), post.data.length);
      } catch (error) {
        if (post.place) endRun(post.place, post.id);
        if (isDiskFull(error)) return { kind: 'store_full' };
        throw error;
      }
    },
    postRoster: post => commits.run(() => note(stamps.roster(post)), post.entry.length),
    async groupRoster(group) {
      const state = states.find(group);
      if (state) await commits.covering(added);
      return states.find(group)?.roster || undefined;
    },
    async groupOutbox(after, limit) {
      await commits.covering(added);
      return outbox.read(after[0]?.position ?? 0, limit);
    },
    groupOutboxRows: () => outbox.rows,
    dropGroupOutbox: ([upTo]) => commits.run(() => outbox.drop(upTo?.position ?? 0), 0, DROP_PATIENCE_MS),
    groupMarks: () => marks.size,
    async writeGroupReceipts() {
      const written: StoredRow[] = [];
      do written.push(...(await commits.run(receipts)));
      while (marks.size > 0);
      return written;
    },
    fanOut: (...records) => commits.run(() => records.flatMap(fanOut), bytesOf(records)),
  };
}

function bytesOf(records: readonly FanOut[]): number {
  return records.reduce((sum, { envelope, accounts }) => sum + envelope.length + accounts.size * ROW_BYTES, 0);
}
