// How long from a message to its receipt at 1,000 messages a second: in one process; in a cluster, from one gateway to the other, with
// inboxes in a file or in the mailbox's three nodes. All of it on the same cores as the generator: ratios count.
import { startBenchCluster } from './lib/cluster-server.ts';
import { type Cost, openLoop } from './lib/load.ts';
import { connectPairs, type Pair } from './lib/pairs.ts';
import { median, type Report, type Row, round } from './lib/report.ts';
import { type BenchServer, startBenchServer } from './lib/server.ts';

const PAIRS = 10;
const PER_SECOND = 1_000;
const SECONDS = 5;
const RUNS = 5;
const MAILBOX_NODES = 3;

interface Setting {
  readonly name: string;
  readonly server: BenchServer;
  readonly pairs: readonly Pair[];
}

/** The settings take turns, so that what else the machine does falls on all of them. */
export async function run(): Promise<Report> {
  const settings: Setting[] = [];
  try {
    settings.push(await oneProcess());
    settings.push(await cluster('cluster, inboxes in a file', 0));
    settings.push(await cluster('cluster, inboxes in the mailbox', MAILBOX_NODES));
    for (const { server, pairs } of settings) await openLoop(server, pairs, PER_SECOND, SECONDS); // warms up
    const costs = settings.map((): Cost[] => []);
    for (let run = 0; run < RUNS; run++) {
      for (const [i, { server, pairs }] of settings.entries()) {
        costs[i]!.push(await openLoop(server, pairs, PER_SECOND, SECONDS));
      }
    }
    const setup = {
      perSecond: PER_SECOND,
      pairs: PAIRS,
      bodyBytes: 300,
      links: 'mutual TLS',
      durable: true,
      runs: RUNS,
    };
    return { question: 'latency', setup, rows: settings.map(({ name }, i) => rowOf(name, costs[i]!)) };
  } finally {
    for (const { server, pairs } of settings) {
      for (const pair of pairs) pair.close();
      await server.stop();
    }
  }
}

async function oneProcess(): Promise<Setting> {
  const server = await startBenchServer();
  return { name: 'one process', server, pairs: await connectPairs(server, PAIRS) };
}

async function cluster(name: string, mailboxNodes: number): Promise<Setting> {
  const server = await startBenchCluster({ mailboxNodes });
  const [sender, receiver] = server.gateways as [string, string];
  return { name, server, pairs: await connectPairs(server, PAIRS, { sender, receiver }) };
}

function rowOf(where: string, costs: readonly Cost[]): Row {
  const of = (pick: (cost: Cost) => number, digits = 1): number => round(median(costs.map(pick)), digits);
  return {
    where,
    'p50 ms': of(({ p50 }) => p50, 2),
    'p99 ms': of(({ p99 }) => p99, 2),
    'worst p99 ms': round(Math.max(...costs.map(({ p99 }) => p99)), 2),
    'server µs/msg': of(({ userMicros, systemMicros }) => userMicros + systemMicros),
    'generator core': of(({ generatorCore }) => generatorCore, 2),
  };
}
