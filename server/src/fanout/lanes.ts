// One lane for each key: its records are handed over in order, while those of other keys go side by side.
import type { Consumer, LogHandler, LogRecord } from './group-log.ts';

export interface Kept {
  readonly position: number;
  /** Wall clock: since when it has been there. */
  readonly at: number;
  readonly record: LogRecord;
}

interface Lane<K extends Kept> {
  records: K[];
  running: Promise<void> | undefined;
}

interface LanesDeps<K extends Kept> {
  /** The handler has resolved for these. */
  onDone: (records: readonly K[]) => void;
  onError: (error: unknown, message: string) => void;
}

export interface Lanes<K extends Kept> {
  waiting(): number;
  /** Of the record that has waited longest; undefined: none waits. */
  oldest(): number | undefined;
  /** In the order in which they became durable. */
  add(records: readonly K[]): void;
  consume(handler: LogHandler): Consumer;
}

/** Handed over at once: what one group may keep others waiting for. */
const MAX_RECORDS = 64;
const MAX_BYTES = 1024 * 1024;
const RETRY_MS = 1_000;

export function createLanes<K extends Kept>({ onDone, onError }: LanesDeps<K>): Lanes<K> {
  const lanes = new Map<string, Lane<K>>();
  let waiting = 0;
  let handler: LogHandler | undefined;
  let stopped = Promise.withResolvers<void>();

  async function handOver(batch: readonly K[]): Promise<boolean> {
    try {
      await handler?.(batch.map(({ record }) => record));
      return true;
    } catch (error) {
      onError(error, 'records of a group could not be written and will be tried again');
      return false;
    }
  }

  async function run(key: string, lane: Lane<K>): Promise<void> {
    while (handler && lane.records.length > 0) {
      const batch = firstOf(lane.records);
      if (!(await handOver(batch))) {
        await Promise.race([stopped.promise, pause()]);
        continue;
      }
      lane.records = lane.records.slice(batch.length);
      waiting -= batch.length;
      onDone(batch);
    }
    lane.running = undefined;
    if (lane.records.length === 0) lanes.delete(key);
  }

  function start(key: string, lane: Lane<K>): void {
    if (handler) lane.running ??= run(key, lane);
  }

  return {
    waiting: () => waiting,
    oldest() {
      let oldest: number | undefined;
      for (const { records } of lanes.values()) {
        const at = records[0]?.at;
        if (at !== undefined && (oldest === undefined || at < oldest)) oldest = at;
      }
      return oldest;
    },
    add(records) {
      waiting += records.length;
      for (const kept of records) {
        const { key } = kept.record;
        const lane = lanes.get(key) ?? { records: [], running: undefined };
        lanes.set(key, lane);
        lane.records.push(kept);
      }
      for (const key of new Set(records.map(({ record }) => record.key))) start(key, lanes.get(key)!);
    },
    consume(given) {
      handler = given;
      stopped = Promise.withResolvers<void>();
      for (const [key, lane] of lanes) start(key, lane);
      return {
        async stop() {
          handler = undefined;
          stopped.resolve();
          await Promise.all([...lanes.values()].map(({ running }) => running));
        },
      };
    },
  };
}

function firstOf<K extends Kept>(records: readonly K[]): K[] {
  let count = 0;
  for (let bytes = 0; count < records.length && count < MAX_RECORDS && bytes < MAX_BYTES; count++) {
    bytes += records[count]!.record.value.length;
  }
  return records.slice(0, count);
}

function pause(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, RETRY_MS).unref());
}
