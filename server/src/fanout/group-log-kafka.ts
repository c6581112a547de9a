// The group log of a cluster: one topic of Kafka, shared out over all processes that consume it. A Kafka that cannot be
// reached makes appends reject and consumers wait; both go on by themselves.
import { Consumer as Client } from '@platformatic/kafka';
import type { Clock } from '../lib/clock.ts';
import { createAppends } from './appends-kafka.ts';
import { clientOptions, closeSoon, consumerGroupOf, type KafkaSettings, topicOf } from './clients-kafka.ts';
import { consumeKafka, type KafkaConsumer } from './consumer-kafka.ts';
import type { LogView } from './generation-kafka.ts';
import type { GroupLog } from './group-log.ts';
import { committedOffsets, endOffsets } from './offsets-kafka.ts';
import { ensureTopic, TopicError } from './topic-kafka.ts';
import { startTrims } from './trim-kafka.ts';

const TELL_AGAIN_MS = 30_000;

export interface KafkaGroupLogOptions {
  readonly settings: KafkaSettings;
  readonly clock: Clock;
  /** Lag and silence for so long, and the consumer is made anew. */
  readonly stallMs?: number;
  /** After this, or twice that, what is dealt with is deleted; an hour when not said. */
  readonly trimMs?: number;
  readonly onError: (error: unknown, message: string) => void;
}

export interface KafkaGroupLog extends GroupLog {
  /** What keeps it from consuming now. */
  failure(): string | undefined;
  /** Partitions that are for this process. */
  share(): number;
  /** How often the consumer was made anew. */
  rebuilds(): number;
}

/**
 * Resolves also when Kafka cannot be reached.
 * @throws {Error} the topic has another number of partitions than the settings say
 */
export async function openKafkaGroupLog(options: KafkaGroupLogOptions): Promise<KafkaGroupLog> {
  const { settings, clock } = options;
  const onError = seldom(options.onError, clock);
  const view: LogView = { ends: zeros(settings), done: zeros(settings) };
  const ready = createReady(settings);
  await lookAround(settings, ready, view, onError);
  const appends = createAppends({
    settings,
    ready,
    now: clock.now,
    onAppended(partition, end) {
      view.ends[partition] = Math.max(view.ends[partition]!, end);
    },
  });
  let consumer: KafkaConsumer | undefined;
  return {
    append: appends.append,
    consume(handler) {
      const started = consumeKafka({ ...options, onError, ready, view }, handler);
      const trims = startTrims({
        settings,
        view,
        partitions: started.partitions,
        ...(options.trimMs && { everyMs: options.trimMs }),
        onError,
      });
      consumer = started;
      return {
        async stop() {
          trims.stop();
          await started.stop();
          consumer = undefined;
        },
      };
    },
    stats: () => ({ waiting: waitingIn(view, consumer?.partitions()), oldest: consumer?.oldest() }),
    failure: () =>
      consumer && !consumer.partitions() ? 'Kafka has given this process no share of the group log' : undefined,
    share: () => consumer?.partitions()?.length ?? 0,
    rebuilds: () => consumer?.rebuilds() ?? 0,
    close: appends.close,
  };
}

/** A Kafka that is away fails every quarter of a second: each kind is told once in a while. */
function seldom(tell: KafkaGroupLogOptions['onError'], { monotonic }: Clock): KafkaGroupLogOptions['onError'] {
  const told = new Map<string, number>();
  return (error, message) => {
    if (monotonic() - (told.get(message) ?? Number.NEGATIVE_INFINITY) < TELL_AGAIN_MS) return;
    told.set(message, monotonic());
    tell(error, message);
  };
}

const zeros = ({ partitions }: KafkaSettings): number[] => Array.from({ length: partitions }, () => 0);

function waitingIn({ ends, done }: LogView, partitions: readonly number[] = [...ends.keys()]): number {
  return partitions.reduce((sum, partition) => sum + Math.max(0, ends[partition]! - done[partition]!), 0);
}

/** The topic is looked at once; as often as needed until that has gone well. */
function createReady(settings: KafkaSettings): () => Promise<void> {
  let checking: Promise<void> | undefined;
  return () => {
    checking ??= ensureTopic(settings).catch(error => {
      checking = undefined;
      throw error;
    });
    return checking;
  };
}

/** @throws {TopicError} */
async function lookAround(
  settings: KafkaSettings,
  ready: () => Promise<void>,
  view: LogView,
  onError: KafkaGroupLogOptions['onError'],
): Promise<void> {
  const client = new Client({ ...clientOptions(settings), groupId: consumerGroupOf(settings) });
  const topic = topicOf(settings);
  client.topics.track(topic);
  try {
    await ready();
    for (const [partition, end] of await endOffsets(client, topic)) view.ends[partition] = end;
    const all = [...view.ends.keys()];
    for (const [partition, done] of await committedOffsets(client, topic, all)) view.done[partition] = done;
  } catch (error) {
    if (error instanceof TopicError) throw error;
    onError(error, 'Kafka does not answer yet');
  } finally {
    await closeSoon(client.close(true));
  }
}
