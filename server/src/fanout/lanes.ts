// One lane for each key: its records are handed over in order, while those of other keys go side by side.
import type { Consumer, LogHandler, LogRecord } from './group-log.ts';

export interface Kept {
  readonly position: number;
  readonly record: LogRecord;
}

interface Lane {
  records: Kept[];
  running: Promise<void> | undefined;
}

interface LanesDeps {
  /** The handler has resolved for these. */
  onDone: (records: readonly Kept[]) => void;
  onError: (error: unknown, message: string) => void;
}

/** Handed over at once: what one group may keep others waiting for. */
const MAX_RECORDS = 64;
const MAX_BYTES = 1024 * 1024;
const RETRY_MS = 1_000;

export function createLanes({ onDone, onError }: LanesDeps) {
  const lanes = new Map<string, Lane>();
  let waiting = 0;
  let handler: LogHandler | undefined;
  let stopped = Promise.withResolvers<void>();

  async function handOver(batch: readonly Kept[]): Promise<boolean> {
    try {
      await handler?.(batch.map(({ record }) => record));
      return true;
    } catch (error) {
      onError(error, 'records of a group could not be written and will be tried again');
      return false;
    }
  }

  async function run(key: string, lane: Lane): Promise<void> {
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

  function start(key: string, lane: Lane): void {
    if (handler) lane.running ??= run(key, lane);
  }

  return {
    waiting: () => waiting,
    /** In the order in which they became durable. */
    add(records: readonly Kept[]): void {
      waiting += records.length;
      for (const kept of records) {
        const { key } = kept.record;
        const lane = lanes.get(key) ?? { records: [], running: undefined };
        lanes.set(key, lane);
        lane.records.push(kept);
      }
      for (const key of new Set(records.map(({ record }) => record.key))) start(key, lanes.get(key)!);
    },
    consume(given: LogHandler): Consumer {
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

function firstOf(records: readonly Kept[]): Kept[] {
  let count = 0;
  for (let bytes = 0; count < records.length && count < MAX_RECORDS && bytes < MAX_BYTES; count++) {
    bytes += records[count]!.record.value.length;
  }
  return records.slice(0, count);
}

function pause(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, RETRY_MS).unref());
}
