// Writing to the topic: one batch after the other, in the order of the calls; what arrives while one is on its way is the
// next. A batch counts once all in-sync copies have it.
import { ProduceAcks, Producer } from '@platformatic/kafka';
import { clientOptions, closeSoon, type KafkaSettings, topicOf } from './clients-kafka.ts';
import type { LogRecord } from './group-log.ts';
import { partitionOf } from './partition-of.ts';

interface AppendsDeps {
  readonly settings: KafkaSettings;
  /** Before the first batch. */
  readonly ready: () => Promise<void>;
  /** The partition has no offset from here on. */
  readonly onAppended: (partition: number, end: number) => void;
  readonly now: () => number;
}

export interface Appends {
  append(records: readonly LogRecord[]): Promise<void>;
  close(): Promise<void>;
}

interface Call {
  readonly records: readonly LogRecord[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Half of what a broker takes as one batch, if nobody has told it otherwise. */
const BATCH_BYTES = 512 * 1024;

export function createAppends({ settings, ready, onAppended, now }: AppendsDeps): Appends {
  const topic = topicOf(settings);
  let producer: Producer | undefined;
  let queue: Call[] = [];
  let running: Promise<void> | undefined;

  async function send(records: readonly LogRecord[]): Promise<void> {
    producer ??= new Producer({ ...clientOptions(settings), idempotent: true });
    const counts = new Map<number, number>();
    const timestamp = BigInt(Math.floor(now()));
    const messages = records.map(({ key, value }) => {
      const partition = partitionOf(key, settings.partitions);
      counts.set(partition, (counts.get(partition) ?? 0) + 1);
      return { topic, partition, timestamp, key: Buffer.from(key), value: asBuffer(value) };
    });
    const { offsets } = await producer.send({ messages, acks: ProduceAcks.ALL });
    for (const { partition, offset } of offsets ?? [])
      onAppended(partition, Number(offset) + (counts.get(partition) ?? 0));
  }

  /** A batch that failed may have been written: those behind it must not come before it is tried again. */
  async function fail(calls: readonly Call[], error: unknown): Promise<void> {
    const failed = producer;
    producer = undefined;
    for (const call of [...calls, ...queue.splice(0)]) call.reject(error);
    if (failed) await closeSoon(failed.close(true));
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const calls = firstOf(queue);
      queue = queue.slice(calls.length);
      try {
        await ready();
        for (const batch of batchesOf(calls.flatMap(({ records }) => records))) await send(batch);
        for (const { resolve } of calls) resolve();
      } catch (error) {
        await fail(calls, error);
      }
    }
    running = undefined;
  }

  return {
    append: records =>
      new Promise((resolve, reject) => {
        queue.push({ records, resolve, reject });
        running ??= run();
      }),
    async close() {
      await running;
      if (producer) await closeSoon(producer.close(true));
    },
  };
}

const bytesOf = (records: readonly LogRecord[]): number => records.reduce((sum, { value }) => sum + value.length, 0);

/** At least one. */
function firstOf(queue: readonly Call[]): Call[] {
  let bytes = 0;
  const end = queue.findIndex(({ records }, i) => {
    bytes += bytesOf(records);
    return bytes > BATCH_BYTES && i > 0;
  });
  return end < 0 ? [...queue] : queue.slice(0, end);
}

function* batchesOf(records: readonly LogRecord[]): Generator<readonly LogRecord[]> {
  let batch: LogRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    if (batch.length > 0 && bytes + record.value.length > BATCH_BYTES) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(record);
    bytes += record.value.length;
  }
  if (batch.length > 0) yield batch;
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
