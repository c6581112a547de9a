// What does a message cost in a cluster, with sender and receiver on one gateway and on two, against one process? The server's
// figures are the sum of the gateways and the message service; Redis is asked only for what is not remembered.
import { type BenchCluster, startBenchCluster } from './lib/cluster-server.ts';
import { type Cost, closedLoop } from './lib/load.ts';
import { connectPairs, type Pair } from './lib/pairs.ts';
import { median, type Report, type Row, round } from './lib/report.ts';
import { type BenchServer, startBenchServer } from './lib/server.ts';

const RUNS = 5;
const MESSAGES = { 1: 300, 32: 3_000 } as const;
const WARM_UP = 3_000;

interface Setting {
  readonly name: string;
  readonly server: BenchServer;
  readonly pair: Pair;
}

/** The settings take turns, so that what else the machine does falls on all of them. */
export async function run(): Promise<Report> {
  const single = await startBenchServer();
  const cluster = await startBenchCluster({ mailboxNodes: 0 });
  const pairs: Pair[] = [];
  try {
    const [one, two] = cluster.gateways as [string, string];
    const settings: Setting[] = [
      { name: 'one process', server: single, pair: (await connectPairs(single, 1))[0]! },
      { name: 'one gateway', server: cluster, pair: await pairAt(cluster, one, one) },
      { name: 'two gateways', server: cluster, pair: await pairAt(cluster, one, two) },
    ];
    pairs.push(...settings.map(({ pair }) => pair));
    for (const { server, pair } of settings) await closedLoop(server, pair, 32, WARM_UP);
    const rows: Row[] = [];
    for (const window of [1, 32] as const) rows.push(...(await rowsOf(settings, window)));
    rows.push(await lookUps(cluster, settings[2]!.pair));
    return { question: 'cluster', setup: { bodyBytes: 300, links: 'mutual TLS', durable: true, runs: RUNS }, rows };
  } finally {
    for (const pair of pairs) pair.close();
    await cluster.stop();
    await single.stop();
  }
}

async function pairAt(cluster: BenchCluster, sender: string, receiver: string): Promise<Pair> {
  return (await connectPairs(cluster, 1, { sender, receiver }))[0]!;
}

async function rowsOf(settings: readonly Setting[], window: 1 | 32): Promise<Row[]> {
  const costs = settings.map(() => [] as Cost[]);
  for (let run = 0; run < RUNS; run++) {
    for (const [i, { server, pair }] of settings.entries()) {
      costs[i]!.push(await closedLoop(server, pair, window, MESSAGES[window]));
    }
  }
  return settings.map(({ name }, i) => rowOf(`${name}, window ${window}`, costs[i]!));
}

function rowOf(load: string, costs: readonly Cost[]): Row {
  const of = (pick: (cost: Cost) => number, digits = 1): number => round(median(costs.map(pick)), digits);
  return {
    load,
    'server µs/msg': of(({ userMicros, systemMicros }) => userMicros + systemMicros),
    'user µs': of(({ userMicros }) => userMicros),
    'msg/s': of(({ perSecond }) => perSecond, 0),
    'p50 ms': of(({ p50 }) => p50, 2),
    'p99 ms': of(({ p99 }) => p99, 2),
  };
}

/** Each look-up that is not answered from memory is a command to Redis; without the memory all of them would be. */
async function lookUps(cluster: BenchCluster, pair: Pair): Promise<Row> {
  const read = () => Promise.all(['lookups', 'hits'].map(name => cluster.metric(`parley_session_${name}_total`)));
  const [lookups, hits] = await read();
  await closedLoop(cluster, pair, 32, MESSAGES[32]);
  const [lookupsAfter, hitsAfter] = await read();
  const asked = (lookupsAfter! - lookups!) / MESSAGES[32];
  const remembered = (hitsAfter! - hits!) / MESSAGES[32];
  return { load: 'look-ups a message', 'without memory': round(asked, 2), 'with memory': round(asked - remembered, 4) };
}
