// Reads partitions from their leaders: one request to each broker at a time, for those of its partitions that there is room for.
import { type Consumer, findErrorBy } from '@platformatic/kafka';
import type { Kept } from './lanes.ts';

type FetchResponsePartition = Awaited<ReturnType<Consumer['fetch']>>['responses'][number]['partitions'][number];

export interface FetchedRecord extends Kept {
  readonly partition: number;
}

export interface ReaderDeps {
  /** Used for this alone and what may wait for a moment: a read that finds nothing takes `WAIT_MS`. */
  readonly client: Consumer;
  readonly topic: string;
  /** Where to begin with each partition. */
  readonly from: ReadonlyMap<number, number>;
  readonly hasRoom: (partition: number) => boolean;
  /** From where something is to be read again; it takes turns with reading on. */
  readonly again: (partition: number) => number | undefined;
  readonly onRead: (partition: number, read: Read) => void;
  readonly onError: (error: unknown) => void;
}

export interface Read {
  /** The offset that was asked for. */
  readonly from: number;
  readonly isAgain: boolean;
  readonly records: readonly FetchedRecord[];
  /** The next offset behind what was read. */
  readonly next: number;
  /** The first offset that does not exist yet. */
  readonly end: number;
}

export interface Reader {
  /** There may be room that there was not. */
  poke(): void;
  /** The next offset that will be read. */
  position(partition: number): number;
  stop(): void;
}

interface Asked {
  readonly from: number;
  readonly isAgain: boolean;
}

const WAIT_MS = 100;
const PARTITION_BYTES = 1024 * 1024;
const TOTAL_BYTES = 16 * PARTITION_BYTES;
const PAUSE_MS = 250;

export function startReader({ client, topic, from, hasRoom, again: whereAgain, onRead, onError }: ReaderDeps): Reader {
  const positions = new Map(from);
  const busy = new Set<number>();
  /** Partitions that were read again last. */
  const turned = new Set<number>();
  let isStopped = false;
  let isLooking = false;
  let again = false;
  let pause: NodeJS.Timeout | undefined;

  function poke(): void {
    again = true;
    if (!isStopped && !pause && !isLooking) void look();
  }

  async function look(): Promise<void> {
    isLooking = true;
    try {
      while (again && !isStopped) {
        again = false;
        await startReads();
      }
    } catch (error) {
      failed(error);
    } finally {
      isLooking = false;
    }
  }

  async function startReads(): Promise<void> {
    const { topics } = await client.metadata({ topics: [topic] });
    const { id, partitions } = topics.get(topic)!;
    const wanted = [...positions.keys()].filter(one => hasRoom(one) || whereAgain(one) !== undefined);
    for (const [leader, own] of Map.groupBy(wanted, partition => partitions[partition]!.leader)) {
      if (busy.has(leader) || isStopped) continue;
      busy.add(leader);
      void readFrom(leader, id, own);
    }
  }

  async function readFrom(node: number, topicId: string, partitions: readonly number[]): Promise<void> {
    const asked = new Map(partitions.map(partition => [partition, nextRead(partition)]));
    try {
      const { responses } = await client.fetch({
        node,
        maxWaitTime: WAIT_MS,
        minBytes: 1,
        maxBytes: TOTAL_BYTES,
        topics: [{ topicId, partitions: [...asked].map(([partition, { from }]) => requestOf(partition, from)) }],
      });
      if (!isStopped) for (const one of responses.flatMap(response => response.partitions)) take(one, asked);
    } catch (error) {
      if (!isStopped && !beginAgain(error, asked)) failed(error);
    } finally {
      busy.delete(node);
      poke();
    }
  }

  function nextRead(partition: number): Asked {
    const again = whereAgain(partition);
    const isAgain = again !== undefined && !(turned.has(partition) && hasRoom(partition));
    if (isAgain) turned.add(partition);
    else turned.delete(partition);
    return { isAgain, from: isAgain ? again : positions.get(partition)! };
  }

  function take(response: FetchResponsePartition, asked: ReadonlyMap<number, Asked>): void {
    const { partitionIndex: partition, highWatermark } = response;
    const what = asked.get(partition);
    if (!what) return; // left in the broker's session by an earlier request
    const { records, next } = recordsOf(response, what.from);
    if (!what.isAgain) positions.set(partition, next);
    onRead(partition, { ...what, records, next, end: Math.max(next, Number(highWatermark)) });
  }

  /** What was to be read next has been deleted, or never was: whatever is there comes, and what was written once is known. */
  function beginAgain(error: unknown, asked: ReadonlyMap<number, Asked>): boolean {
    if (!findErrorBy(error as Error, 'apiId', 'OFFSET_OUT_OF_RANGE')) return false;
    const { response } = error as { response?: { responses: { partitions: FetchResponsePartition[] }[] } };
    const outOfRange = (response?.responses ?? [])
      .flatMap(({ partitions }) => partitions)
      .filter(({ errorCode, logStartOffset }) => errorCode === 1 && logStartOffset >= 0n);
    for (const { partitionIndex: partition, logStartOffset } of outOfRange) {
      const [first, what] = [Number(logStartOffset), asked.get(partition)];
      if (!what?.isAgain) positions.set(partition, first);
      else onRead(partition, { ...what, records: [], next: first, end: first });
    }
    if (outOfRange.length > 0) onError(error);
    return outOfRange.length > 0;
  }

  function failed(error: unknown): void {
    if (isStopped) return;
    onError(error);
    client.clearMetadata();
    pause ??= setTimeout(() => {
      pause = undefined;
      poke();
    }, PAUSE_MS);
  }

  poke();
  return {
    poke,
    position: partition => positions.get(partition)!,
    stop() {
      isStopped = true;
      clearTimeout(pause);
    },
  };
}

function requestOf(partition: number, from: number) {
  const fetchOffset = BigInt(from);
  return { partition, fetchOffset, currentLeaderEpoch: -1, lastFetchedEpoch: -1, partitionMaxBytes: PARTITION_BYTES };
}

/** A broker sends whole batches, which may begin before the offset that was asked for. */
function recordsOf({ partitionIndex, records }: FetchResponsePartition, from: number): Pick<Read, 'records' | 'next'> {
  const found: FetchedRecord[] = [];
  let next = from;
  for (const batch of records ?? []) {
    const first = Number(batch.firstOffset);
    for (const { offsetDelta, timestampDelta, key, value } of batch.records) {
      const position = first + offsetDelta;
      if (position < from) continue;
      const record = { key: key?.toString() ?? '', value: value ?? new Uint8Array() };
      found.push({ position, partition: partitionIndex, at: Number(batch.firstTimestamp + timestampDelta), record });
    }
    next = Math.max(next, first + batch.lastOffsetDelta + 1);
  }
  return { records: found, next };
}
