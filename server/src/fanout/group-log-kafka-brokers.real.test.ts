// Three brokers, one of which is lost at a time, while messages are written and read.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Admin } from '@platformatic/kafka';
import { type Kafka, startKafka } from '../../../dev/parts/kafka.ts';
import { systemClock } from '../lib/clock.ts';
import { clientOptions, type KafkaSettings, topicOf } from './clients-kafka.ts';
import { createInbox, numbered } from './group-log-inbox.testing.ts';
import { type KafkaGroupLog, openKafkaGroupLog } from './group-log-kafka.ts';

const GROUPS = 24;

let kafka: Kafka;
let settings: KafkaSettings;
before(async () => {
  kafka = await startKafka({ brokers: 3 });
  const brokers = kafka.addresses.split(',').map(place => ({ host: '127.0.0.1', port: Number(place.split(':')[1]) }));
  settings = { brokers, prefix: 'three', partitions: 6 };
});
after(() => kafka?.stop());

/** The next message of every group, tried until the log has it. */
async function appendRound(log: KafkaGroupLog, n: number): Promise<void> {
  const records = Array.from({ length: GROUPS }, (_, group) => numbered(`group ${group}`, n));
  while (
    !(await log.append(records).then(
      () => true,
      () => false,
    ))
  )
    await new Promise(setImmediate);
}

test('D9 with three brokers each record has three copies, and any one of them may be lost without waiting for its return', {
  timeout: 240_000,
}, async () => {
  const inbox = createInbox();
  const log = await openKafkaGroupLog({ settings, clock: systemClock, onError: () => {} });
  const consumer = log.consume(async records => inbox.take(records));
  let rounds = 0;
  const rounds50 = async (): Promise<void> => {
    for (let i = 0; i < 50; i++) await appendRound(log, ++rounds);
    await inbox.until(rounds * GROUPS);
  };
  await rounds50();
  const admin = new Admin(clientOptions(settings));
  const topic = (await admin.metadata({ topics: [topicOf(settings)], forceUpdate: true })).topics.get(
    topicOf(settings),
  )!;
  assert.deepEqual(
    topic.partitions.map(({ replicas }) => replicas.length),
    [3, 3, 3, 3, 3, 3],
  );
  await admin.close();
  for (const broker of kafka.brokers) {
    await broker.kill();
    await rounds50();
    await broker.restart();
    await rounds50();
  }
  await consumer.stop();
  assert.equal(log.stats().waiting, 0);
  await log.close();
});
