// How long from the command to a server that listens, with a data folder that exists and one that does not.
import { rmSync } from 'node:fs';
import { median, type Report, round } from './lib/report.ts';
import { makeDataFolder, startBenchServer } from './lib/server.ts';

const RUNS = 7;

export async function run(): Promise<Report> {
  const data = await makeDataFolder();
  const empty: number[] = [];
  const used: number[] = [];
  try {
    for (let i = 0; i < RUNS; i++) {
      empty.push(await startOnce(undefined));
      used.push(await startOnce(data));
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  const row = (name: string, values: number[]) => ({
    data: name,
    'median ms': round(median(values), 0),
    'max ms': round(Math.max(...values), 0),
  });
  return {
    question: 'start',
    setup: { runs: RUNS, until: '/readyz answers 200, polled every 20 ms' },
    rows: [row('new folder', empty), row('used folder', used)],
  };
}

async function startOnce(data: string | undefined): Promise<number> {
  const start = performance.now();
  const server = await startBenchServer(data ? { data } : {});
  const ms = performance.now() - start;
  await server.stop();
  return ms;
}
