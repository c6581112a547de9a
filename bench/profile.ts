// Where the server's time goes while it relays: self time by file and function, from V8's sampling profiler. The profiler
// itself costs some microseconds a message; the figures of `relay` are without it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfTimes } from './lib/cpu-profile.ts';
import { closedLoop } from './lib/load.ts';
import { connectPairs } from './lib/pairs.ts';
import type { Report, Row } from './lib/report.ts';
import { round } from './lib/report.ts';
import { startBenchServer } from './lib/server.ts';

const MESSAGES = { 1: 4_000, 32: 40_000 } as const;
const SHOWN = 45;

export async function run(): Promise<Report> {
  const rows: Row[] = [];
  for (const window of [32, 1] as const) rows.push(...(await profiled(window)));
  return { question: 'profile', setup: { bodyBytes: 300, tls: false, durable: true, intervalMicros: 250 }, rows };
}

async function profiled(window: 1 | 32): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-profile-'));
  try {
    const nodeArgs = ['--cpu-prof', '--cpu-prof-interval=250', `--cpu-prof-dir=${folder}`];
    const server = await startBenchServer({ nodeArgs });
    const [pair] = await connectPairs(server, 1);
    await closedLoop(server, pair!, 32, 40_000); // warms up
    const start = process.hrtime.bigint();
    const cost = await closedLoop(server, pair!, window, MESSAGES[window]);
    const end = process.hrtime.bigint();
    await server.stop();
    const [name] = readdirSync(folder).filter(file => file.endsWith('.cpuprofile'));
    const span = { startMicros: Number(start / 1_000n), endMicros: Number(end / 1_000n) };
    const times = selfTimes(JSON.parse(readFileSync(join(folder, name!), 'utf8')), span);
    const all = { window, where: 'all: user + system CPU', 'µs/msg': round(cost.userMicros + cost.systemMicros) };
    return [all, ...times.slice(0, SHOWN).map(time => rowOf(window, time))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowOf(window: 1 | 32, { where, micros }: { where: string; micros: number }): Row {
  return { window, where, 'µs/msg': round(micros / MESSAGES[window], 2) };
}
