// What can happen to a cluster. Each ends with every part running again, and nobody has to help.
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClusterRole, roles } from '../cluster/plan.ts';
import type { Cluster } from '../cluster/start.ts';
import type { MailboxPart } from '../parts/mailbox.ts';
import type { PartProcess } from '../parts/part-process.ts';
import { until } from '../parts/until.ts';
import { moveShards } from './cells.ts';
import { gaugeOf } from './mailbox-gauges.ts';

export interface Fault {
  happen(cluster: Cluster, options: FaultOptions): Promise<unknown>;
  /** The nodes of the mailbox must each be in a network of their own. */
  readonly needsNetwork?: boolean;
  /** Processes must have wall clocks that can be set. */
  readonly needsClocks?: boolean;
  /** The mailbox must have two cells. */
  readonly needsCells?: boolean;
}

export interface FaultOptions {
  readonly random: () => number;
  /** How long what stops is frozen, where a fault does not say it itself; 30 s, when not said. */
  readonly stopMs?: number;
}

/** Which processes are hit; gives a fault by its name, which kills them, and `stop-` that name. */
interface Hit {
  parts(cluster: Cluster, random: () => number): readonly PartProcess[];
  /** For how long they are frozen. */
  readonly stopMs?: number;
  /** Goes on while they are hit. */
  meanwhile?(cluster: Cluster, random: () => number): Promise<unknown>;
  /** Once they run again. */
  after?(cluster: Cluster): Promise<unknown>;
  readonly needsCells?: boolean;
}

const DOWN_MS = 3_000;
const STOP_MS = 30_000;
/** A member that is gone is left at once; a busy machine takes its time. */
const LEFT_MS = 60_000;
/** Longer than every time-out and time to live on the way to Redis. */
const REDIS_STOP_MS = 60_000;

/** Into what goes on meanwhile. */
const MEANWHILE_MS = 2_000;

const HOUR_MS = 3_600_000;
const STEP_MS = 6_000;
/** A clock that was set is looked at once a second. */
const NOTICED_MS = 1_500;

const any = <T>(of: readonly T[], random: () => number): T => of[Math.floor(random() * of.length)]!;
const oneOf = (role: ClusterRole): Hit => ({ parts: ({ processesOf }, random) => [any(processesOf(role), random)] });

const hits: Readonly<Record<string, Hit>> = {
  gateway: oneOf('gateway'),
  messages: oneOf('messages'),
  fanout: oneOf('fanout'),
  assets: oneOf('assets'),
  accounts: { parts: ({ processesOf }) => processesOf('accounts') },
  'mailbox-one': { parts: ({ mailbox }, random) => [any(mailbox!.nodes, random)] },
  'mailbox-all': { parts: ({ mailbox }) => mailbox!.nodes },
  'mailbox-cell': {
    parts: ({ mailbox }, random) => cellOf(mailbox!, any(mailbox!.nodes, random)),
    needsCells: true,
  },
  'mailbox-move': {
    parts: ({ mailbox }, random) => [any(mailbox!.nodes, random)],
    meanwhile: moveShards,
    needsCells: true,
  },
  'kafka-broker': { parts: ({ kafka }, random) => [any(kafka!.brokers, random)] },
  'mysql-primary': { parts: ({ mariadb }) => [mariadb.primary] },
  'mysql-replica': { parts: ({ mariadb }, random) => [any(mariadb.replicas, random)] },
  s3: { parts: ({ s3 }) => [s3!.process], stopMs: STOP_MS },
  // The first half of its nodes are masters at the start; which ones are now does not matter.
  'redis-master': {
    parts: ({ redis }, random) => [any(redis.nodes, random)],
    after: ({ redis }) => redis.untilWhole(),
  },
  'redis-all': {
    parts: ({ redis }) => redis.nodes,
    stopMs: REDIS_STOP_MS,
    after: ({ redis }) => redis.untilWhole(),
  },
  balancer: { parts: ({ nginx }) => [nginx.process] },
};

async function kill(...parts: readonly PartProcess[]): Promise<void> {
  await Promise.all(parts.map(part => part.kill()));
  await sleep(DOWN_MS);
  await Promise.all(parts.map(part => part.restart()));
}

async function stop(ms: number, ...parts: readonly PartProcess[]): Promise<void> {
  for (const part of parts) part.pause();
  await sleep(ms);
  for (const part of parts) part.resume();
}

/** Its replica takes over before it is back. */
async function failOver({ redis }: Cluster, random: () => number): Promise<void> {
  const node = any(redis.nodes, random);
  await node.kill();
  await redis.untilWhole();
  await node.restart();
  await redis.untilWhole();
}

/** The others take what it will lack. */
async function oneThenAll({ mailbox }: Cluster, random: () => number): Promise<void> {
  const first = any(mailbox!.nodes, random);
  await first.kill();
  await othersGoOn(mailbox!, first);
  await sleep(DOWN_MS);
  await kill(...mailbox!.nodes);
}

async function oneThenAllStop({ mailbox }: Cluster, { random, stopMs = STOP_MS }: FaultOptions): Promise<void> {
  const first = any(mailbox!.nodes, random);
  first.pause();
  await othersGoOn(mailbox!, first);
  await sleep(DOWN_MS);
  await stop(stopMs, ...mailbox!.nodes);
}

async function othersGoOn(mailbox: MailboxPart, without: PartProcess): Promise<void> {
  const cell = cellOf(mailbox, without);
  const other = mailbox.nodes.indexOf(cell.find(node => node !== without)!);
  await until('the others go on without it', LEFT_MS, async () => {
    return (await gaugeOf(mailbox, other, 'members')) === cell.length - 1;
  });
}

/** All nodes of its cell. */
function cellOf({ nodes, addresses }: MailboxPart, node: PartProcess): PartProcess[] {
  const { cell } = addresses[nodes.indexOf(node)]!;
  return nodes.filter((_, index) => addresses[index]!.cell === cell);
}

function cut(ms: number): Fault {
  return {
    needsNetwork: true,
    async happen({ mailbox }, { random }) {
      const index = Math.floor(random() * mailbox!.nodes.length);
      await mailbox!.network!.cut(index);
      await sleep(ms);
      await mailbox!.network!.heal(index);
    },
  };
}

/** One process of each role and a node of the mailbox: their machine's clock is wrong, and set right again. */
function clockStep(ahead: (random: () => number) => number): Fault {
  return {
    needsClocks: true,
    async happen({ clocks, mailbox, processesOf }, { random }) {
      const names = [any(mailbox!.nodes, random), ...roles.map(role => any(processesOf(role), random))].map(
        ({ name }) => name,
      );
      const aheadMs = ahead(random);
      for (const name of names) clocks!.set(name, aheadMs);
      await sleep(STEP_MS);
      for (const name of names) clocks!.set(name, 0);
      await sleep(NOTICED_MS);
    },
  };
}

function killed(hit: Hit): Fault {
  return happensTo(hit, parts => kill(...parts));
}

function stopped(hit: Hit): Fault {
  return happensTo(hit, (parts, { stopMs = STOP_MS }) => stop(hit.stopMs ?? stopMs, ...parts));
}

function happensTo(
  { parts, meanwhile, after, needsCells = false }: Hit,
  happen: (parts: readonly PartProcess[], options: FaultOptions) => Promise<void>,
): Fault {
  return {
    needsCells,
    async happen(cluster, options) {
      const { random } = options;
      const hit = parts(cluster, random);
      const hitThem = async (): Promise<void> => {
        if (meanwhile) await sleep(random() * MEANWHILE_MS);
        await happen(hit, options);
      };
      await Promise.all([hitThem(), meanwhile?.(cluster, random)]);
      await after?.(cluster);
    },
  };
}

export const faults: Readonly<Record<string, Fault>> = {
  ...Object.fromEntries(
    Object.entries(hits).flatMap(([name, hit]) => [
      [name, killed(hit)],
      [`stop-${name}`, stopped(hit)],
    ]),
  ),
  'mailbox-one-then-all': { happen: (cluster, { random }) => oneThenAll(cluster, random) },
  'stop-mailbox-one-then-all': { happen: oneThenAllStop },
  'redis-failover': { happen: (cluster, { random }) => failOver(cluster, random) },
  'redis-flush': { happen: ({ redis }) => redis.empty() },
  'clock-step': clockStep(random => (random() < 0.5 ? HOUR_MS : -HOUR_MS)),
  'clock-ahead': clockStep(() => HOUR_MS),
  'clock-behind': clockStep(() => -HOUR_MS),
  'cut-10ms': cut(10),
  'cut-1s': cut(1_000),
  'cut-60s': cut(60_000),
};
