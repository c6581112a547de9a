// What can happen to a cluster. Each ends with every part running again, and nobody has to help.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../cluster/start.ts';
import type { PartProcess } from '../parts/part-process.ts';

export interface Fault {
  happen(cluster: Cluster, random: () => number): Promise<unknown>;
  /** The nodes of the mailbox must each be in a network of their own. */
  readonly needsNetwork?: boolean;
}

const DOWN_MS = 3_000;
const STOP_MS = 30_000;

const any = <T>(of: readonly T[], random: () => number): T => of[Math.floor(random() * of.length)]!;

async function kill(...parts: readonly PartProcess[]): Promise<void> {
  await Promise.all(parts.map(part => part.kill()));
  await sleep(DOWN_MS);
  await Promise.all(parts.map(part => part.restart()));
}

async function stop(...parts: readonly PartProcess[]): Promise<void> {
  for (const part of parts) part.pause();
  await sleep(STOP_MS);
  for (const part of parts) part.resume();
}

/** Which processes are hit; each gives a fault by its name, and `stop-` that name. */
const hits: Readonly<Record<string, (cluster: Cluster, random: () => number) => readonly PartProcess[]>> = {
  'mailbox-one': ({ mailbox }, random) => [any(mailbox!.nodes, random)],
  'mailbox-all': ({ mailbox }) => mailbox!.nodes,
  gateway: ({ gateways }, random) => [any(gateways, random)],
  messages: ({ processesOf }, random) => [any(processesOf('messages'), random)],
  fanout: ({ processesOf }, random) => [any(processesOf('fanout'), random)],
  'kafka-broker': ({ kafka }, random) => [any(kafka!.brokers, random)],
  'mysql-primary': ({ mariadb }) => [mariadb.primary],
};

/** The first half of its nodes are masters at the start; which ones are now does not matter. */
async function redisMaster({ redis }: Cluster, random: () => number, how: typeof kill): Promise<void> {
  await how(any(redis.nodes, random));
  await redis.untilWhole();
}

async function oneThenAll({ mailbox }: Cluster, random: () => number): Promise<void> {
  const first = any(mailbox!.nodes, random);
  await first.kill();
  await sleep(DOWN_MS);
  await kill(...mailbox!.nodes);
}

function cut(ms: number): Fault {
  return {
    needsNetwork: true,
    async happen({ mailbox }, random) {
      const index = Math.floor(random() * mailbox!.nodes.length);
      await mailbox!.network!.cut(index);
      await sleep(ms);
      await mailbox!.network!.heal(index);
    },
  };
}

export const faults: Readonly<Record<string, Fault>> = {
  ...Object.fromEntries(
    Object.entries(hits).flatMap(([name, parts]) => [
      [name, { happen: (cluster: Cluster, random: () => number) => kill(...parts(cluster, random)) }],
      [`stop-${name}`, { happen: (cluster: Cluster, random: () => number) => stop(...parts(cluster, random)) }],
    ]),
  ),
  'mailbox-one-then-all': { happen: oneThenAll },
  'redis-master': { happen: (cluster, random) => redisMaster(cluster, random, kill) },
  'stop-redis-master': { happen: (cluster, random) => redisMaster(cluster, random, stop) },
  'redis-flush': { happen: ({ redis }) => redis.empty() },
  'cut-10ms': cut(10),
  'cut-1s': cut(1_000),
  'cut-60s': cut(60_000),
};
