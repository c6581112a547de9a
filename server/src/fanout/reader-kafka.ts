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
  readonly onRead: (partition: number, read: Read) => void;
  readonly onError: (error: unknown) => void;
}

export interface Read {
  readonly records: readonly FetchedRecord[];
  /** The next offset to be read. */
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

const WAIT_MS = 100;
const PARTITION_BYTES = 1024 * 1024;
const TOTAL_BYTES = 16 * PARTITION_BYTES;
const PAUSE_MS = 250;

export function startReader({ client, topic, from, hasRoom, onRead, onError }: ReaderDeps): Reader {
  const positions = new Map(from);
  const busy = new Set<number>();
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
    const wanted = [...positions.keys()].filter(partition => hasRoom(partition));
    for (const [leader, own] of Map.groupBy(wanted, partition => partitions[partition]!.leader)) {
      if (busy.has(leader) || isStopped) continue;
      busy.add(leader);
      void readFrom(leader, id, own);
    }
  }

  async function readFrom(node: number, topicId: string, partitions: readonly number[]): Promise<void> {
    try {
      const { responses } = await client.fetch({
        node,
        maxWaitTime: WAIT_MS,
        minBytes: 1,
        maxBytes: TOTAL_BYTES,
        topics: [{ topicId, partitions: partitions.map(requestOf) }],
      });
      if (!isStopped) for (const one of responses.flatMap(response => response.partitions)) take(one, partitions);
    } catch (error) {
      if (!isStopped && !beginAgain(error)) failed(error);
    } finally {
      busy.delete(node);
      poke();
    }
  }

  function requestOf(partition: number) {
    const fetchOffset = BigInt(positions.get(partition)!);
    return { partition, fetchOffset, currentLeaderEpoch: -1, lastFetchedEpoch: -1, partitionMaxBytes: PARTITION_BYTES };
  }

  function take(response: FetchResponsePartition, asked: readonly number[]): void {
    const { partitionIndex: partition, highWatermark } = response;
    if (!asked.includes(partition)) return; // left in the broker's session by an earlier request
    const position = positions.get(partition)!;
    const { records, next } = recordsOf(response, position);
    positions.set(partition, next);
    onRead(partition, { records, next, end: Math.max(next, Number(highWatermark)) });
  }

  /** What was to be read next has been deleted, or never was: whatever is there comes, and what was written once is known. */
  function beginAgain(error: unknown): boolean {
    if (!findErrorBy(error as Error, 'apiId', 'OFFSET_OUT_OF_RANGE')) return false;
    const { response } = error as { response?: { responses: { partitions: FetchResponsePartition[] }[] } };
    const outOfRange = (response?.responses ?? [])
      .flatMap(({ partitions }) => partitions)
      .filter(({ errorCode, logStartOffset }) => errorCode === 1 && logStartOffset >= 0n);
    for (const { partitionIndex, logStartOffset } of outOfRange) positions.set(partitionIndex, Number(logStartOffset));
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
