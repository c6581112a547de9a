// Brokers and consumers that come and go in mid burst. What counts is what an inbox makes of it: everything, once, in order.
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { after, before, type TestContext, test } from 'node:test';
import { Admin } from '@platformatic/kafka';
import { type Kafka, startKafka } from '../../../dev/parts/kafka.ts';
import { systemClock } from '../lib/clock.ts';
import { clientOptions, consumerGroupOf, type KafkaSettings, topicOf } from './clients-kafka.ts';
import type { GroupLog, LogRecord } from './group-log.ts';
import { createInbox, type Inbox, numbered } from './group-log-inbox.testing.ts';
import { openKafkaGroupLog } from './group-log-kafka.ts';

const GROUPS = 40;
const PAGE = 100;

let kafka: Kafka;
before(async () => {
  kafka = await startKafka();
});
after(() => kafka?.stop());

function settingsOf(prefix: string, partitions = 12): KafkaSettings {
  const brokers = kafka.addresses.split(',').map(place => ({ host: '127.0.0.1', port: Number(place.split(':')[1]) }));
  return { brokers, prefix, partitions };
}

function openLog(settings: KafkaSettings, errors: unknown[] = []): ReturnType<typeof openKafkaGroupLog> {
  return openKafkaGroupLog({ settings, clock: systemClock, onError: error => void errors.push(error) });
}

/** Numbers of all groups in turn. */
function* pages(records: number): Generator<LogRecord[]> {
  for (let first = 0; first < records; first += PAGE) {
    yield Array.from({ length: PAGE }, (_, i) =>
      numbered(`group ${(first + i) % GROUPS}`, Math.floor((first + i) / GROUPS) + 1),
    );
  }
}

/** As the relay does: a page is tried until it is in the log. */
async function appendAll(log: GroupLog, records: number, onPage: (appended: number) => void = () => {}): Promise<void> {
  let appended = 0;
  for (const page of pages(records)) {
    while (
      !(await log.append(page).then(
        () => true,
        () => false,
      ))
    )
      await new Promise(setImmediate);
    appended += page.length;
    onPage(appended);
  }
}

/** Longer than from one commit to the next: when a process dies, much is handed over and not written. */
const WRITE_MS = 250;

/** A process that consumes into the inbox, which takes its time; what it has not written when the process dies is not. */
function startConsumer(t: TestContext, settings: KafkaSettings, inbox: Inbox): ChildProcess {
  const child = fork(new URL('./consumer-kafka.testing.ts', import.meta.url), [JSON.stringify(settings)]);
  t.after(() => child.kill('SIGKILL'));
  child.on('message', async ({ number, records }: { number: number; records: [string, string][] }) => {
    await new Promise(resolve => setTimeout(resolve, WRITE_MS));
    if (child.killed) return;
    inbox.take(records.map(([key, n]) => numbered(key, Number(n))));
    child.send(number);
  });
  return child;
}

async function stopped(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.send('stop');
  assert.deepEqual(await exited, [0, null]);
}

test('F11 D4 consumers are added, killed and stopped during a burst of 10,000: everything is written once, in order', async t => {
  const records = 10_000;
  const settings = settingsOf('comings');
  const inbox = createInbox();
  const log = await openLog(settings);
  const first = startConsumer(t, settings, inbox);
  await appendAll(log, 1_000);
  await inbox.until(1_000);
  const later: ChildProcess[] = [];
  await appendAll(log, records, appended => {
    if (appended === 2_000) later.push(startConsumer(t, settings, inbox));
    if (appended === 5_000) later.push(startConsumer(t, settings, inbox));
    if (appended === 6_000) first.kill('SIGKILL');
  });
  await inbox.until(records);
  await stopped(later[0]!);
  const rest = startConsumer(t, settings, inbox);
  await log.append([numbered('group 0', records / GROUPS + 1)]);
  await inbox.until(records + 1);
  for (const child of [later[1]!, rest]) await stopped(child);
  await log.close();
});

test('D9 a broker that is killed in mid burst and comes back makes messages late, and nothing else', async () => {
  const records = 6_000;
  const inbox = createInbox();
  const errors: unknown[] = [];
  const log = await openLog(settingsOf('broker'), errors);
  const consumer = log.consume(async some => inbox.take(some));
  let restarting: Promise<void> | undefined;
  await appendAll(log, records, appended => {
    if (appended === 3_000) restarting = kafka.brokers[0]!.restart();
  });
  await restarting;
  await inbox.until(records);
  assert.ok(errors.length > 0, 'it was noticed');
  await consumer.stop();
  assert.equal(log.stats().waiting, 0);
  await log.close();
});

test('F11 offsets that are set back to the beginning make everything come again, and nothing is written twice', async () => {
  const records = 2_000;
  const settings = settingsOf('back');
  const inbox = createInbox();
  const first = await openLog(settings);
  const consumer = first.consume(async some => inbox.take(some));
  await appendAll(first, records);
  await inbox.until(records);
  await consumer.stop();
  await first.close();
  const admin = new Admin(clientOptions(settings));
  const partitionOffsets = Array.from({ length: settings.partitions }, (_, partition) => ({ partition, offset: 0n }));
  await admin.alterConsumerGroupOffsets({
    groupId: consumerGroupOf(settings),
    topics: [{ name: topicOf(settings), partitionOffsets }],
  });
  await admin.close();
  const again = await openLog(settings);
  assert.equal(again.stats().waiting, records);
  const end = again.consume(async some => inbox.take(some));
  await again.append([numbered('group 0', records / GROUPS + 1)]);
  await inbox.until(records + 1);
  await end.stop();
  assert.equal(inbox.repeated(), records);
  await again.close();
});

test('a number of partitions that is not the one of the topic is refused', async () => {
  const log = await openLog(settingsOf('fixed', 6));
  await log.close();
  await assert.rejects(openLog(settingsOf('fixed', 12)), /has 6 partitions and the settings say 12/);
});

test('what is dealt with is deleted after a while, and what is not is kept', async () => {
  const settings = settingsOf('trimmed', 1);
  const held = Promise.withResolvers<void>();
  const inbox = createInbox();
  const onError = (): void => {};
  const log = await openKafkaGroupLog({ settings, clock: systemClock, trimMs: 50, onError });
  const consumer = log.consume(async some => {
    if (some[0]!.key === 'held') await held.promise;
    inbox.take(some);
  });
  await log.append([1, 2, 3].map(n => numbered('a', n)));
  await log.append([numbered('held', 1)]);
  await log.append([4, 5].map(n => numbered('a', n)));
  await inbox.until(5);
  const admin = new Admin(clientOptions(settings));
  const first = async (): Promise<bigint> => {
    const topics = [{ name: topicOf(settings), partitions: [{ partitionIndex: 0, timestamp: -2n }] }];
    return (await admin.listOffsets({ topics }))[0]!.partitions[0]!.offset;
  };
  const deadline = performance.now() + 20_000;
  while ((await first()) < 3n && performance.now() < deadline) await new Promise(setImmediate);
  assert.equal(await first(), 3n);
  held.resolve();
  await inbox.until(6);
  while ((await first()) < 6n && performance.now() < deadline) await new Promise(setImmediate);
  assert.equal(await first(), 6n);
  await admin.close();
  await consumer.stop();
  await log.close();
});

test('D3 a group that writes faster than it is dealt with does not keep those of its partition waiting', async () => {
  const records = 12_000;
  const settings = settingsOf('hot', 1);
  const held = Promise.withResolvers<void>();
  const inbox = createInbox();
  const log = await openLog(settings);
  const large = (n: number): LogRecord => ({ key: 'hot', value: Buffer.from(String(n).padStart(400)) });
  const hot = Array.from({ length: records }, (_, i) => large(i + 1));
  await log.append(hot);
  await log.append([1, 2, 3].map(n => numbered('cold', n)));
  const consumer = log.consume(async some => {
    if (some[0]!.key === 'hot') await held.promise;
    inbox.take(some);
  });
  await inbox.until(3);
  assert.equal(log.stats().waiting, records + 3);
  held.resolve();
  await inbox.until(records + 3);
  assert.equal(inbox.repeated(), 0);
  await consumer.stop();
  assert.equal(log.stats().waiting, 0);
  await log.close();
});
