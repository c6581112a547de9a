// What does one message cost the server, all of it: send, sent, delivered, ack, receipt, receipt acked; durable.
// The bodies are opaque; the generator's own CPU is in the table, to show that it is not the limit.
import { type Cost, closedLoop, openLoop } from './lib/load.ts';
import { connectPairs } from './lib/pairs.ts';
import { median, type Report, type Row, round } from './lib/report.ts';
import { startBenchServer } from './lib/server.ts';

const PAIRS = 10;
const RUNS = 5;
const CLOSED_MESSAGES = { 1: 2_000, 32: 20_000 } as const;
const OPEN_SECONDS = 4;
const OPEN_RUNS = 3;

export async function run(): Promise<Report> {
  const server = await startBenchServer();
  const rows: Row[] = [];
  try {
    const [pair] = await connectPairs(server, 1);
    await closedLoop(server, pair!, 32, 40_000); // warms up
    for (const window of [1, 32] as const) {
      const closed = () => closedLoop(server, pair!, window, CLOSED_MESSAGES[window]);
      rows.push(rowOf(`closed, window ${window}`, await repeat(RUNS, closed)));
    }
    const pairs = await connectPairs(server, PAIRS);
    for (const rate of [1_000, 5_000]) {
      const open = () => openLoop(server, pairs, rate, OPEN_SECONDS);
      rows.push(rowOf(`open, ${rate}/s`, await repeat(OPEN_RUNS, open)));
    }
  } finally {
    await server.stop();
  }
  return {
    question: 'relay',
    setup: { bodyBytes: 300, tls: false, durable: true, runs: RUNS, openPairs: PAIRS },
    rows,
  };
}

async function repeat(times: number, measured: () => Promise<Cost>): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (let i = 0; i < times; i++) costs.push(await measured());
  return costs;
}

/** Medians of the runs. */
function rowOf(load: string, costs: readonly Cost[]): Row {
  const of = (pick: (cost: Cost) => number, digits = 1): number => round(median(costs.map(pick)), digits);
  return {
    load,
    'server µs/msg': of(({ userMicros, systemMicros }) => userMicros + systemMicros),
    'user µs': of(({ userMicros }) => userMicros),
    'system µs': of(({ systemMicros }) => systemMicros),
    'fdatasyncs/msg': of(({ flushes }) => flushes, 2),
    'msg/s': of(({ perSecond }) => perSecond, 0),
    'p50 ms': of(({ p50 }) => p50, 2),
    'p99 ms': of(({ p99 }) => p99, 2),
    'generator core': of(({ generatorCore }) => generatorCore, 2),
  };
}
