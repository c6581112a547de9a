// The topic of the group log: made when it is missing, and checked, because its number of partitions may never change.
import { Admin, findErrorBy } from '@platformatic/kafka';
import { clientOptions, closeSoon, type KafkaSettings, topicOf } from './clients-kafka.ts';

/** The topic is not what the settings say: nobody but the operator can mend that. */
export class TopicError extends Error {}

/** As long as messages wait for a device: what nobody has handed out in all that time is over. */
const RETENTION_MS = 30 * 24 * 3_600_000;
/** What is dealt with is deleted in whole segments: none is filled for longer. */
const SEGMENT_MS = 3_600_000;
const COPIES = 3;

/** @throws {TopicError} it has another number of partitions */
export async function ensureTopic(settings: KafkaSettings): Promise<void> {
  const admin = new Admin(clientOptions(settings));
  try {
    if (!(await admin.listTopics()).includes(topicOf(settings))) await createTopic(admin, settings);
    const topic = topicOf(settings);
    const { topics } = await admin.metadata({ topics: [topic], forceUpdate: true });
    const found = topics.get(topic)!.partitionsCount;
    if (found === settings.partitions) return;
    throw new TopicError(
      `the topic ${topic} has ${found} partitions and the settings say ${settings.partitions}: the number is for life, because a group's messages would change places; set it to ${found}`,
    );
  } finally {
    await closeSoon(admin.close());
  }
}

/**
 * With fewer than three brokers a copy alone must be on the disk before it counts; three copies are in the memory of two
 * brokers at least.
 */
async function createTopic(admin: Admin, settings: KafkaSettings): Promise<void> {
  const { brokers } = await admin.metadata({ forceUpdate: true });
  const replicas = Math.min(COPIES, brokers.size);
  const durable: [string, string][] = replicas < COPIES ? [['flush.messages', '1']] : [['min.insync.replicas', '2']];
  const configs: [string, string][] = [
    ...durable,
    ['cleanup.policy', 'delete'],
    ['retention.ms', String(RETENTION_MS)],
    ['segment.ms', String(SEGMENT_MS)],
    ['unclean.leader.election.enable', 'false'],
  ];
  try {
    await admin.createTopics({
      topics: [topicOf(settings)],
      partitions: settings.partitions,
      replicas,
      configs: configs.map(([name, value]) => ({ name, value })),
    });
  } catch (error) {
    if (!findErrorBy(error as Error, 'apiId', 'TOPIC_ALREADY_EXISTS')) throw error; // another process was first
  }
}
