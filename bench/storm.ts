// How long until thousands of devices are live (F18)? All at once to one process; all at once to three gateways behind nginx, and
// after nginx or a gateway was started again. With the waiting times of the SDK. A device is live when the server says so.
import { rmSync } from 'node:fs';
import { seedDevices } from '../dev/cluster/seed-devices.ts';
import { type Cluster, startCluster } from '../dev/cluster/start.ts';
import type { Report, Row } from './lib/report.ts';
import { round } from './lib/report.ts';
import { seedAccounts } from './lib/seed.ts';
import { cpuOf, makeDataFolder, startBenchServer } from './lib/server.ts';
import { type StormCrowd, startStormCrowd } from './lib/storm-crowd.ts';

const DEVICES = Number(process.env.BENCH_DEVICES ?? 5_000);
const TIMEOUT_MS = 180_000;

export async function run(): Promise<Report> {
  const rows = [await toOneProcess(), ...(await toCluster())];
  return { question: 'storm', setup: { devices: DEVICES, gateways: 3, tls: false }, rows };
}

async function toOneProcess(): Promise<Row> {
  const data = await makeDataFolder();
  const devices = await seedAccounts(data, DEVICES);
  const server = await startBenchServer({ data });
  const crowd = startStormCrowd(Number(new URL(server.url).port), devices);
  try {
    return await measured('one process: all at once', crowd, [server], () => crowd.untilAllLive(TIMEOUT_MS));
  } finally {
    crowd.stop();
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function toCluster(): Promise<Row[]> {
  const counts = { gateway: 3, accounts: 2, groups: 1, messages: 1, fanout: 1, assets: 0 };
  const env = { PARLEY_WEB: 'none', PARLEY_LOG_LEVEL: 'error' };
  const cluster = await startCluster({ counts, replicas: 0, mailboxNodes: 0, env });
  let crowd: StormCrowd | undefined;
  try {
    const devices = await seedDevices(cluster, DEVICES);
    crowd = startStormCrowd(Number(new URL(cluster.url).port), devices);
    return await stormsOf(cluster, crowd);
  } finally {
    crowd?.stop();
    await cluster.stop();
  }
}

async function stormsOf(cluster: Cluster, crowd: StormCrowd): Promise<Row[]> {
  const { gateways, nginx } = cluster;
  const untilAllLive = (): Promise<void> => crowd.untilAllLive(TIMEOUT_MS);
  const rows = [await measured('three gateways: all at once', crowd, gateways, untilAllLive)];
  for (const [what, happen] of [
    ['three gateways: nginx is started again', () => nginx.process.restart()],
    ['three gateways: one is killed and started again', () => gateways[0]!.restart()],
  ] as const) {
    const work = (): Promise<void> => happen().then(untilAllLive);
    rows.push(await measured(what, crowd, gateways, work));
  }
  return rows;
}

async function measured(
  load: string,
  crowd: StormCrowd,
  gateways: readonly { readonly pid: number }[],
  work: () => Promise<void>,
): Promise<Row> {
  const before = new Map(gateways.map(({ pid }) => [pid, cpuMs(pid)]));
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1_000;
  // Of a gateway that was started again the first part is gone.
  const used = gateways.reduce((sum, { pid }) => sum + cpuMs(pid) - (before.get(pid) ?? 0), 0);
  const ends = Object.entries(crowd.ends()).map(([why, count]) => `${why} ×${count}`);
  return { load, 'all live s': round(seconds, 1), 'gateway CPU s': round(used / 1_000, 1), ended: ends.join(', ') };
}

function cpuMs(pid: number): number {
  const { user, system } = cpuOf(pid);
  return user + system;
}
