// People write in groups with two processes of fan-out and Kafka between them and the message service. Everybody ends up with all of it,
// once and in one order. What happens when one of these parts fails: `nemesis.real.test.ts`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { GroupId } from '@parley/client';
import { type Cluster, startCluster } from '../../dev/cluster/start.ts';
import type { PartProcess } from '../../dev/parts/part-process.ts';
import { until } from '../sdk/real-world.ts';
import { createPeople, type Person } from '../support/people.ts';

const NAMES = ['Ann', 'Ben', 'Cat', 'Dan', 'Eve'];
const GROUPS = 4;
/** Of each person in each group, in each round. */
const EACH = 10;
const MOST_MS = 120_000;

const closers: (() => unknown)[] = [];
let cluster: Cluster;
let people: Person[];
let groups: GroupId[];
before(async () => {
  const counts = { gateway: 2, accounts: 1, groups: 1, messages: 2, fanout: 2, assets: 0 };
  cluster = await startCluster({ counts, replicas: 0, env: { PARLEY_WEB: 'none', PARLEY_SENDS_PER_SECOND: '0' } });
  const made = createPeople({ after: close => void closers.push(close as () => unknown) }, cluster.url);
  people = await Promise.all(NAMES.map(name => made.register(name)));
  for (const { client } of people) client.connect();
  groups = await Promise.all(Array.from({ length: GROUPS }, (_, i) => makeGroup(`Group ${i}`)));
});
after(async () => {
  for (const close of closers) await close();
  await cluster?.stop();
});

async function makeGroup(name: string): Promise<GroupId> {
  const [owner, ...others] = people as [Person, ...Person[]];
  const { id } = await owner.client.createGroup({ name, members: others.map(({ client }) => client.account) });
  for (const { client } of others) await until(async () => (await client.group(id)) !== undefined, MOST_MS);
  return id;
}

const broker = (): PartProcess => cluster.kafka!.brokers[0]!;

let rounds = 0;
const written: string[] = [];

/** Everybody in every group; resolves once all of it is taken by the server. */
async function writeRound(): Promise<void> {
  rounds++;
  for (let i = 0; i < EACH; i++) {
    for (const { name, client } of people) {
      const text = `${name} ${rounds}.${i}`;
      written.push(text);
      for (const group of groups) await client.sendText(group, text);
    }
  }
  await Promise.all(people.map(({ client }) => client.whenSent(AbortSignal.timeout(MOST_MS))));
}

const texts = async ({ client }: Person, id: GroupId) =>
  (await client.messages(id, { limit: 10_000 })).filter(({ notice }) => !notice).map(({ text }) => text);

async function allIsThere(): Promise<void> {
  for (const group of groups) {
    for (const person of people) {
      await until(async () => (await texts(person, group)).length >= written.length, MOST_MS);
    }
    const first = await texts(people[0]!, group);
    assert.deepEqual(first.toSorted(), written.toSorted());
    for (const person of people) assert.deepEqual(await texts(person, group), first, person.name);
  }
}

async function metric(name: string, process: string): Promise<number> {
  const text = await (await fetch(`${cluster.urlOf(process)}/metrics`)).text();
  return Number(new RegExp(`^parley_${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

const shares = () => Promise.all([1, 2].map(n => metric('group_log_partitions', `fanout-${n}`)));

test('both processes of fan-out have a share of the partitions', async () => {
  await until(async () => (await shares()).join() === '6,6', MOST_MS);
  await writeRound();
  await allIsThere();
});

test('D9 without Kafka messages to groups are taken and wait, and go out by themselves when it is back', {
  timeout: 240_000,
}, async () => {
  await broker().kill();
  await writeRound();
  await until(
    async () => (await metric('group_outbox_records', 'messages-1')) >= EACH * GROUPS * NAMES.length,
    MOST_MS,
  );
  await broker().restart();
  await allIsThere();
  await until(async () => (await metric('group_outbox_records', 'messages-1')) === 0, MOST_MS);
  const lag = () => Promise.all([1, 2].map(n => metric('group_log_records', `fanout-${n}`)));
  await until(async () => (await lag()).join() === '0,0', MOST_MS);
});
