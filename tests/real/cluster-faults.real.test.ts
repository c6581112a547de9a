// Many people write and move between gateways while parts of a cluster fail one after the other: everybody ends up with all that
// was written to them, once and in order, and nobody has to help (D1–D4, D9, D11, F6, F18).
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Cluster, startCluster } from '../../dev/cluster/start.ts';
import type { PartProcess } from '../../dev/parts/part-process.ts';
import { createRandom } from '../../server/src/lib/random.testing.ts';
import { createPeople, type People, type Person, texts } from '../support/people.ts';

const SENDERS = 5;
const RECEIVERS = 50;
const MESSAGES = 5_000;
const PAUSE_MS = 10_000;
/** Longer than every time-out and time to live on the way to Redis. */
const REDIS_PAUSE_MS = 60_000;

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

async function stopped(part: PartProcess, ms = PAUSE_MS): Promise<void> {
  part.pause();
  await pause(ms);
  part.resume();
}

/** What happens to the cluster while people write; each ends with everything running again. */
const faults: readonly (readonly [what: string, happen: (cluster: Cluster) => Promise<unknown>])[] = [
  ['a gateway is killed', ({ gateways }) => gateways[0]!.restart()],
  ['a gateway stops', ({ gateways }) => stopped(gateways[1]!)],
  ['the message service is killed', ({ processesOf }) => processesOf('messages')[0]!.restart()],
  ['the message service stops', ({ processesOf }) => stopped(processesOf('messages')[0]!)],
  ['a node of the mailbox is killed', ({ mailbox }) => mailbox!.nodes[0]!.restart()],
  ['a node of the mailbox stops', ({ mailbox }) => stopped(mailbox!.nodes[1]!)],
  ['all of the mailbox is killed', ({ mailbox }) => Promise.all(mailbox!.nodes.map(node => node.restart()))],
  ['Redis is emptied', ({ redis }) => redis.empty()],
  ['all of Redis stops', ({ redis }) => Promise.all(redis.nodes.map(node => stopped(node, REDIS_PAUSE_MS)))],
  [
    'all of Redis is killed, and starts again with nothing',
    async ({ redis }) => {
      await Promise.all(redis.nodes.map(node => node.restart()));
      await redis.untilWhole();
    },
  ],
  [
    'a master of Redis is killed, and its replica takes over',
    async ({ redis }) => {
      const master = redis.nodes[0]!;
      await master.kill();
      await redis.untilWhole();
      await master.restart();
      await redis.untilWhole();
    },
  ],
  [
    'the account service is killed',
    ({ processesOf }) => Promise.all(processesOf('accounts').map(one => one.restart())),
  ],
  ['the database stops', ({ mariadb }) => stopped(mariadb.primary)],
  ['the balancer is started again', ({ nginx }) => nginx.process.restart()],
];

test('D1 D2 D3 D4 D9 D11 F6 F18 5,000 messages to 50 people who move between gateways, through fourteen faults', {
  timeout: 600_000,
}, async t => {
  const seed = Number(process.env.PARLEY_SEED ?? Math.floor(Math.random() * 1e6));
  t.diagnostic(`seed ${seed}`);
  const random = createRandom(seed);
  const counts = { gateway: 3, accounts: 2, groups: 1, messages: 2, fanout: 2, assets: 0 };
  const cluster = await startCluster({
    counts,
    replicas: 0,
    env: { PARLEY_WEB: 'none', PARLEY_SENDS_PER_SECOND: '0' },
  });
  t.after(() => cluster.stop());
  const people = createPeople(t, cluster.url);
  const everybody = await Promise.all(
    Array.from({ length: SENDERS + RECEIVERS }, (_, i) => people.register(`Person ${i + 1}`)),
  );
  for (const { client } of everybody) client.connect();
  const [senders, receivers] = [everybody.slice(0, SENDERS), everybody.slice(SENDERS)];

  const moving = new AbortController();
  const moves = move(people, receivers, random, moving.signal);
  const perFault = Math.ceil(MESSAGES / faults.length);
  let written = 0;
  const write = async (count: number): Promise<void> => {
    for (const end = Math.min(MESSAGES, written + count); written < end; written++) {
      const receiver = receivers[written % RECEIVERS]!;
      await senders[written % SENDERS]!.client.sendText(receiver.client.account, String(written));
    }
  };
  for (const [what, happen] of faults) {
    await Promise.all([write(perFault), happen(cluster)]);
    t.diagnostic(`${what}: ${await untilSent(senders)} ms until all that was written had left`);
  }
  moving.abort();
  await moves;
  await allArrive(t, senders, receivers);
});

/** One after the other closes and opens again, on whatever gateway the balancer gives it. */
async function move(people: People, all: readonly Person[], random: () => number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const person = all[Math.floor(random() * all.length)]!;
    (await people.reopen(person)).connect();
    await pause(20);
  }
}

async function untilSent(senders: readonly Person[]): Promise<number> {
  const start = performance.now();
  await Promise.all(senders.map(({ client }) => client.whenSent()));
  return Math.round(performance.now() - start);
}

async function allArrive(t: TestContext, senders: readonly Person[], receivers: readonly Person[]): Promise<void> {
  const start = performance.now();
  await Promise.all(senders.map(({ client }) => client.whenSent()));
  await Promise.all(receivers.map(({ client }) => client.whenOnline()));
  t.diagnostic(`everything is there after ${Math.round(performance.now() - start)} ms`);
  for (const [i, { client }] of receivers.entries()) {
    const sender = senders[i % SENDERS]!;
    const wanted = Array.from({ length: MESSAGES / RECEIVERS }, (_, n) => String(n * RECEIVERS + i));
    assert.deepEqual(await texts(client, sender.client.account), wanted);
  }
}
