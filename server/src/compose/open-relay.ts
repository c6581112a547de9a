// With Kafka: from the arbiter's outbox to the group log, in the process that has the outbox.
import { createRelay } from '../fanout/relay.ts';
import type { MessageStore } from '../messages/message-store.ts';
import type { FanOutDoor, MessagesDoor } from './doors.ts';
import { processKafka } from './kafka.ts';
import { OUTBOX } from './open-fanout.ts';
import type { Process } from './process.ts';

/** From another process, or another one's crash, something may be left. */
const LOOK_MS = 1_000;

export async function openRelay(process: Process, shard: MessageStore): Promise<FanOutDoor> {
  const { log, metrics, keep } = process;
  const relay = createRelay({
    shard,
    log: await processKafka(process),
    maxUnwritten: Number.POSITIVE_INFINITY, // what is not written waits in Kafka
    onError: (error, message) => log.error({ error }, message),
  });
  const look = setInterval(relay.nudge, LOOK_MS).unref();
  keep(relay.stop);
  keep(() => clearInterval(look));
  metrics.add('gauge', 'group_outbox_records', OUTBOX, shard.groupOutboxRows);
  relay.nudge();
  return relay;
}

/** Two that relay would share the records between two logs, and inboxes would take what comes late for repeats. */
export function relayedHere(door: MessagesDoor): MessagesDoor {
  return {
    ...door,
    async groupOutbox() {
      throw new Error('the message service relays to Kafka by itself: give the processes of fanout the same Kafka');
    },
  };
}
