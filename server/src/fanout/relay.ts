// From the arbiter's outbox to the group log, in order: a record leaves the outbox when it is durable in the log. What is
// in both after a crash is written once, because the inboxes know the last seq they have.
import type { GroupRecord, GroupShard, OutboxPlace } from '../messages/group-shard.ts';
import type { GroupLog } from './group-log.ts';
import { logRecordOf } from './records.ts';

interface RelayDeps {
  shard: Pick<GroupShard, 'groupOutbox' | 'dropGroupOutbox'>;
  log: Pick<GroupLog, 'append'>;
  /** While more of what it has relayed is not written, the rest stays in the outbox, which is capped. */
  maxUnwritten?: number;
  onError: (error: unknown, message: string) => void;
}

export interface Relay {
  /** Something was stamped. Cheap. */
  nudge(): void;
  /** So many records are in the inboxes. */
  written(records: number): void;
  stop(): Promise<void>;
}

/** Records taken at once. */
const PAGE = 256;
const MAX_UNWRITTEN = 4_096;
const RETRY_MS = 1_000;

export function createRelay({ shard, log, maxUnwritten = MAX_UNWRITTEN, onError }: RelayDeps): Relay {
  /** What has been relayed and may still be in the outbox. */
  let after: readonly OutboxPlace[] = [];
  let unwritten = 0;
  let due = false;
  let running: Promise<void> | undefined;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  /** False: there was nothing. */
  async function relayPage(): Promise<boolean> {
    const records = await shard.groupOutbox(after, PAGE);
    if (records.length === 0) return false;
    await log.append(records.map(logRecordOf));
    unwritten += records.length;
    after = placesBehind(after, records);
    void drop(after);
    return true;
  }

  /** What has been dropped needs no place: the outbox may number anew, and one that was not dropped is relayed again. */
  async function drop(upTo: readonly OutboxPlace[]): Promise<void> {
    try {
      await shard.dropGroupOutbox(upTo);
      if (after === upTo) after = [];
    } catch (error) {
      onError(error, 'the outbox of groups could not be shortened');
      after = [];
      tryLater();
    }
  }

  function tryLater(): void {
    due = true;
    if (!stopped) retry ??= setTimeout(again, RETRY_MS).unref();
  }

  async function relayAll(): Promise<void> {
    try {
      while (due && !stopped && !retry && unwritten < maxUnwritten) {
        due = false;
        if (await relayPage()) due = true;
      }
    } catch (error) {
      onError(error, 'the outbox of groups could not be relayed and will be tried again');
      tryLater();
    } finally {
      running = undefined;
    }
  }

  function again(): void {
    retry = undefined;
    nudge();
  }

  function nudge(): void {
    due = true;
    if (!stopped && !retry && unwritten < maxUnwritten) running ??= relayAll();
  }

  return {
    nudge,
    written(records) {
      unwritten = Math.max(0, unwritten - records); // those of an earlier run are not counted
      nudge();
    },
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await running;
    },
  };
}

function placesBehind(before: readonly OutboxPlace[], records: readonly GroupRecord[]): readonly OutboxPlace[] {
  const places = new Map(before.map(({ lane, position }) => [lane, position]));
  for (const { lane, position } of records) places.set(lane, position);
  return Array.from(places, ([lane, position]) => ({ lane, position }));
}
