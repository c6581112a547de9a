// How long until thousands of devices are connected to a cluster: all at once, and after nginx or a gateway is started again
// (F18)? Through nginx, to three gateways, with the waiting times of the SDK.
import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type AccountId, toHex } from '@parley/protocol';
import { type Cluster, startCluster } from '../dev/cluster/start.ts';
import { root } from '../dev/node24.mjs';
import type { Report, Row } from './lib/report.ts';
import { round } from './lib/report.ts';
import { cpuOf } from './lib/server.ts';
import type { StormRequest, StormState } from './lib/storm-devices.ts';

const DEVICES = Number(process.env.BENCH_DEVICES ?? 1_000);
const PROCESSES = 2;
const ROWS_A_STATEMENT = 500;
const KEY_BYTES = 33;

type Seeded = StormRequest['credentials'][number];

export async function run(): Promise<Report> {
  const counts = { gateway: 3, accounts: 2, groups: 1, messages: 1, fanout: 1, assets: 0 };
  const cluster = await startCluster({
    counts,
    replicas: 0,
    mailboxNodes: 0,
    env: { PARLEY_WEB: 'none', PARLEY_LOG_LEVEL: 'error' },
  });
  const children: ChildProcess[] = [];
  try {
    const devices = await seed(cluster);
    const crowd = startCrowd(Number(new URL(cluster.url).port), devices, children);
    const rows: Row[] = [await measured(cluster, 'all at once', crowd.untilAllLive)];
    for (const [what, happen] of [
      ['nginx is started again', () => cluster.nginx.process.restart()],
      ['a gateway is killed and started again', () => cluster.gateways[0]!.restart()],
    ] as const) {
      rows.push(
        await measured(cluster, what, async () => {
          await happen();
          await crowd.untilAllLive();
        }),
      );
    }
    return { question: 'storm', setup: { devices: DEVICES, gateways: 3, tls: false }, rows };
  } finally {
    for (const child of children) child.kill();
    await cluster.stop();
  }
}

/** Straight into the database, of which the message service hears when it starts: registering would be the measurement. */
async function seed(cluster: Cluster): Promise<Seeded[]> {
  const devices = Array.from({ length: DEVICES }, () => ({
    account: toHex(randomBytes(16)) as AccountId,
    device: 1,
    token: toHex(randomBytes(32)),
  }));
  const key = `0x${'00'.repeat(KEY_BYTES)}`;
  for (let from = 0; from < devices.length; from += ROWS_A_STATEMENT) {
    const some = devices.slice(from, from + ROWS_A_STATEMENT);
    const accounts = some.map(({ account }, i) => `('${account}', '+1555${4_000_000 + from + i}', 1, 9, 0)`);
    const rows = some.map(({ account, token }) => {
      const hash = createHash('sha256').update(Buffer.from(token, 'hex')).digest('hex');
      return `('${account}', 1, ${key}, '${hash}', 0)`;
    });
    await cluster.mariadb.ask(
      cluster.mariadb.primary,
      `INSERT INTO parley.accounts_accounts (id, phone, list_version, next_device, created_at) VALUES ${accounts.join()};
       INSERT INTO parley.accounts_devices (account, device, identity_key, token_hash, created_at) VALUES ${rows.join()}`,
    );
  }
  await cluster.processesOf('messages')[0]!.restart();
  return devices;
}

function startCrowd(port: number, devices: readonly Seeded[], children: ChildProcess[]) {
  const live = Array.from({ length: PROCESSES }, () => 0);
  let onChange = (): void => {};
  for (let i = 0; i < PROCESSES; i++) {
    const child = fork(join(root, 'bench/lib/storm-devices.ts'));
    children.push(child);
    child.on('message', ({ live: count }: StormState) => {
      live[i] = count;
      onChange();
    });
    const credentials = devices.filter((_, index) => index % PROCESSES === i);
    child.send({ port, credentials } satisfies StormRequest);
  }
  const all = (): number => live.reduce((sum, count) => sum + count, 0);
  return {
    /** What has just ended may still be counted: it is waited for that all are there, and stay a moment. */
    async untilAllLive(): Promise<void> {
      while (all() < devices.length) {
        await new Promise<void>(resolve => {
          onChange = resolve;
        });
      }
    },
  };
}

async function measured(cluster: Cluster, load: string, work: () => Promise<void>): Promise<Row> {
  const gateways = (): number =>
    cluster.gateways.reduce(
      (sum, { pid, isRunning }) => sum + (isRunning() ? cpuOf(pid).user + cpuOf(pid).system : 0),
      0,
    );
  const before = gateways();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1_000;
  const used = gateways() - before; // of a gateway that was started again the first part is gone
  const cpu = used > 0 ? { 'gateways CPU s': round(used / 1_000, 1) } : {};
  return { load, 'all connected s': round(seconds, 1), ...cpu };
}
