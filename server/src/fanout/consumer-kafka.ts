// Consumes for as long as it is not stopped: a membership that has broken, or that stands still while there is work, is
// replaced by a new one.
import type { Clock } from '../lib/clock.ts';
import { type KafkaSettings, topicOf } from './clients-kafka.ts';
import type { LogView } from './generation-kafka.ts';
import type { Consumer, LogHandler } from './group-log.ts';
import { joinFanOut, type Membership } from './membership-kafka.ts';
import { createStallWatch } from './stall-watch.ts';

export interface ConsumerDeps {
  readonly settings: KafkaSettings;
  readonly ready: () => Promise<void>;
  readonly view: LogView;
  readonly clock: Clock;
  readonly stallMs?: number;
  readonly onError: (error: unknown, message: string) => void;
}

export interface KafkaConsumer extends Consumer {
  /** The partitions that are for this process; undefined: it has no share now. */
  partitions(): readonly number[] | undefined;
  oldest(): number | undefined;
  /** How often a membership was replaced. */
  rebuilds(): number;
}

const STALL_MS = 30_000;
const LOOK_MS = 5_000;
const PAUSE_MS = 1_000;

export function consumeKafka(deps: ConsumerDeps, handler: LogHandler): KafkaConsumer {
  const { settings, ready, view, onError } = deps;
  const stopping = Promise.withResolvers<void>();
  let isStopped = false;
  let membership: Membership | undefined;
  let rebuilds = 0;

  async function live(): Promise<void> {
    const broken = Promise.withResolvers<never>();
    broken.promise.catch(() => {});
    await ready();
    if (isStopped) return;
    membership = await joinFanOut({ settings, view, handler, onBroken: broken.reject, onError });
    const look = watch(membership, deps, broken.reject);
    try {
      await Promise.race([stopping.promise, broken.promise]);
    } finally {
      clearInterval(look);
      await membership.leave();
      membership = undefined;
    }
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      try {
        await live();
      } catch (error) {
        onError(error, `the group log in Kafka (${topicOf(settings)}) is not consumed and will be tried again`);
        rebuilds++;
        await Promise.race([stopping.promise, pause()]);
      }
    }
  }

  const running = run();
  return {
    async stop() {
      isStopped = true;
      stopping.resolve();
      await running;
    },
    partitions: () => membership?.generation()?.partitions,
    oldest: () => membership?.generation()?.oldest(),
    rebuilds: () => rebuilds,
  };
}

/** Lag and silence together are a fault of the client's, whatever its state says. */
function watch(membership: Membership, deps: ConsumerDeps, onStalled: (error: Error) => void): NodeJS.Timeout {
  const { view, clock, stallMs = STALL_MS } = deps;
  const stalls = createStallWatch(stallMs, clock.monotonic);
  let withoutShare = clock.monotonic();
  return setInterval(async () => {
    await membership.refresh();
    const generation = membership.generation();
    if (generation) withoutShare = clock.monotonic();
    else if (clock.monotonic() - withoutShare >= 2 * stallMs)
      onStalled(new Error('no share of the group log was given out'));
    for (const partition of generation?.partitions ?? []) {
      const state = {
        position: generation!.position(partition),
        end: view.ends[partition]!,
        hasRoom: generation!.hasRoom(partition),
      };
      if (stalls.isStalled(partition, state)) onStalled(new Error(`partition ${partition} is not read any more`));
    }
  }, LOOK_MS);
}

function pause(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, PAUSE_MS));
}
