// What a process does while its share of the partitions stays the same: it reads them, hands over, and commits how far it is.
import { type Consumer as Client, findErrorBy } from '@platformatic/kafka';
import type { LogHandler } from './group-log.ts';
import { createLanes } from './lanes.ts';
import { createProgress, type Progress } from './progress.ts';
import { type FetchedRecord, type Read, type Reader, startReader } from './reader-kafka.ts';
import { createRoom } from './room.ts';

/** What is known of the partitions, by number; a process shares it with its writer. */
export interface LogView {
  /** The first offset that does not exist yet. */
  readonly ends: number[];
  /** The first offset that is not dealt with. */
  readonly done: number[];
}

export interface GenerationDeps {
  /** For reading and committing; it is a member of no group by itself. */
  readonly client: Client;
  readonly topic: string;
  /** Where to begin with each partition. */
  readonly from: ReadonlyMap<number, number>;
  readonly view: LogView;
  readonly handler: LogHandler;
  readonly onError: (error: unknown, message: string) => void;
}

export interface Generation {
  readonly partitions: readonly number[];
  position(partition: number): number;
  hasRoom(partition: number): boolean;
  oldest(): number | undefined;
  /** Drains and commits, then fences: nothing that ends later counts. Resolves after `withinMs` at the latest. */
  stop(withinMs: number): Promise<void>;
  /** Every handler that it has started has ended. */
  readonly idle: Promise<void>;
}

const COMMIT_MS = 100;

export function startGeneration(deps: GenerationDeps): Generation {
  const { from, view, handler, onError } = deps;
  const progress = new Map([...from].map(([partition, offset]) => [partition, createProgress(offset)]));
  const rooms = new Map([...from.keys()].map(partition => [partition, createRoom<FetchedRecord>()]));
  const hasRoom = (partition: number): boolean => rooms.get(partition)!.has();
  const commits = createCommits(deps, progress);
  const idle = Promise.withResolvers<void>();
  let isFenced = false;
  for (const [partition, offset] of from) view.done[partition] = offset;

  const lanes = createLanes<FetchedRecord>({
    onError,
    onDone(records) {
      for (const [partition, own] of Map.groupBy(records, one => one.partition)) {
        for (const { position } of own) progress.get(partition)!.done(position);
        rooms.get(partition)!.release(own);
        if (!isFenced) view.done[partition] = progress.get(partition)!.upTo();
      }
      if (isFenced) return;
      commits.soon();
      reader.poke();
    },
  });

  function onRead(partition: number, read: Read): void {
    const own = progress.get(partition)!;
    view.ends[partition] = Math.max(view.ends[partition]!, read.end);
    if (read.isAgain) {
      const { records, gone } = rooms.get(partition)!.admitAgain(read.records, read.from, read.next);
      for (const position of gone) own.done(position);
      return lanes.add(records);
    }
    for (const { position } of read.records) own.take(position);
    own.readTo(read.next);
    lanes.add(rooms.get(partition)!.admit(read.records));
  }

  const consumer = lanes.consume(handler);
  const reader: Reader = startReader({
    ...deps,
    hasRoom,
    again: partition => rooms.get(partition)!.again(),
    onRead,
    onError: error => onError(error, 'the group log could not be read and will be tried again'),
  });

  return {
    partitions: [...from.keys()],
    position: reader.position,
    hasRoom,
    oldest: lanes.oldest,
    async stop(withinMs) {
      reader.stop();
      consumer.stop().then(idle.resolve, idle.reject);
      await within(withinMs, idle.promise);
      await within(withinMs, commits.end());
      isFenced = true;
    },
    idle: idle.promise,
  };
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  if (!Number.isFinite(ms)) return work;
  const timeout = Promise.withResolvers<void>();
  const timer = setTimeout(timeout.resolve, ms);
  await Promise.race([work, timeout.promise]);
  clearTimeout(timer);
}

/** Tells the brokers how far everything is dealt with, a moment after it went on. */
function createCommits({ client, topic, from, onError }: GenerationDeps, progress: ReadonlyMap<number, Progress>) {
  const committed = new Map(from);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isEnded = false;

  async function commit(): Promise<void> {
    const ahead = [...progress].filter(([partition, { upTo }]) => upTo() > committed.get(partition)!);
    const offsets = ahead.map(([partition, { upTo }]) => ({ topic, partition, upTo: upTo() }));
    if (offsets.length === 0) return;
    await client.commit({
      offsets: offsets.map(({ upTo, ...place }) => ({ ...place, offset: BigInt(upTo), leaderEpoch: -1 })),
    });
    for (const { partition, upTo } of offsets) committed.set(partition, upTo);
  }

  async function tryToCommit(): Promise<void> {
    try {
      await commit();
    } catch (error) {
      client.clearMetadata();
      // Others have its partitions by now; they begin where it was last, and what was written since is known.
      if (findErrorBy(error as Error, 'needsRejoin', true)) return;
      onError(error, 'how far the group log is dealt with could not be told and will be again');
      if (!isEnded) soon();
    }
  }

  function soon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (running) return soon();
      running = tryToCommit().finally(() => {
        running = undefined;
      });
    }, COMMIT_MS);
  }

  return {
    soon,
    async end() {
      isEnded = true;
      clearTimeout(timer);
      await running;
      await tryToCommit();
    },
  };
}
