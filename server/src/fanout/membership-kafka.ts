// A process's place in the consumer group of the fan-out. Whenever processes come or go, everybody drains what is running,
// commits it, and is given a new share: a new generation.
import { Consumer as Client } from '@platformatic/kafka';
import { clientOptions, closeSoon, consumerGroupOf, type KafkaSettings, topicOf } from './clients-kafka.ts';
import { type Generation, type LogView, startGeneration } from './generation-kafka.ts';
import type { LogHandler } from './group-log.ts';
import { committedOffsets, endOffsets } from './offsets-kafka.ts';

export interface MembershipDeps {
  readonly settings: KafkaSettings;
  readonly view: LogView;
  readonly handler: LogHandler;
  /** It cannot go on: make another one. */
  readonly onBroken: (error: Error) => void;
  readonly onError: (error: unknown, message: string) => void;
}

export interface Membership {
  /** Undefined while shares are being given out. */
  generation(): Generation | undefined;
  /** Looks where the partitions end, into the view. */
  refresh(): Promise<void>;
  /** Drains, commits, and leaves the group, whose others take over at once. */
  leave(): Promise<void>;
}

/** A dead process's partitions have another owner after about this long. */
const SESSION_MS = 10_000;
const HEARTBEAT_MS = 1_000;
/** In which everybody must have drained and come back. */
const REBALANCE_MS = 30_000;
const DRAIN_MS = 12_000;
const STALL_MS = 15_000;
/** A join is answered when all others have come back. */
const JOIN_REQUEST_MS = REBALANCE_MS + 10_000;
const REJOINS = 10;

export async function joinFanOut(deps: MembershipDeps): Promise<Membership> {
  const { settings, view, onBroken, onError } = deps;
  const topic = topicOf(settings);
  const options = {
    ...clientOptions(settings),
    groupId: consumerGroupOf(settings),
    autocommit: false,
    isolationLevel: 0,
  };
  const member = new Client({ ...options, requestTimeout: JOIN_REQUEST_MS, retries: REJOINS });
  // Without tries of its own: its commits would join the group by themselves.
  const client = new Client({ ...options, retries: 0 });
  for (const one of [member, client]) one.topics.track(topic);
  const shares = createShares(deps, client);
  member.on('error', error => onBroken(error as Error));
  member.on('consumer:heartbeat:stalled', ({ lastError }) =>
    onBroken(new Error('the consumer group does not answer', { cause: lastError })),
  );
  member.on('consumer:group:join', ({ memberId, generationId = 0, assignments = [] }) => {
    const partitions = assignments.find(one => one.topic === topic)?.partitions ?? [];
    client.memberId = memberId;
    client.generationId = generationId;
    shares.begin(partitions).catch(onBroken);
  });

  async function leave(): Promise<void> {
    await shares.end(Number.POSITIVE_INFINITY);
    await closeSoon(member.close(true));
    await closeSoon(client.close(true));
  }

  try {
    await member.joinGroup({
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: REBALANCE_MS,
      heartbeatInterval: HEARTBEAT_MS,
      heartbeatStallTimeout: STALL_MS,
      protocols: [{ name: 'roundrobin', version: 1 }],
      // Asked for before each join, also the first.
      async protocolsMetadata() {
        await shares.end(DRAIN_MS);
        return Buffer.alloc(0);
      },
    });
  } catch (error) {
    await leave();
    throw error;
  }
  return {
    generation: shares.current,
    async refresh() {
      try {
        for (const [partition, end] of await endOffsets(client, topic)) view.ends[partition] = end;
      } catch (error) {
        client.clearMetadata();
        onError(error, 'where the group log ends could not be asked');
      }
    },
    leave,
  };
}

/** One generation at a time; what the last one is still writing is waited for, so that a group's records keep their order. */
function createShares({ settings, view, handler, onError }: MembershipDeps, client: Client) {
  const topic = topicOf(settings);
  let current: Generation | undefined;
  let last: Promise<void> = Promise.resolve();
  let latest = 0;

  async function end(withinMs: number): Promise<void> {
    latest++;
    const ending = current;
    current = undefined;
    if (!ending) return;
    last = ending.idle;
    await ending.stop(withinMs);
  }

  return {
    current: () => current,
    end,
    async begin(partitions: readonly number[]): Promise<void> {
      await end(DRAIN_MS);
      const own = latest;
      const from = await committedOffsets(client, topic, partitions);
      await last;
      if (own === latest) current = startGeneration({ client, topic, from, view, handler, onError });
    },
  };
}
