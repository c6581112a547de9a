// The server under measurement: a process of its own, pinned to a core.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findNode24, root } from '../../dev/node24.mjs';

const SERVER_CORE = '0';

export interface BenchServer {
  readonly url: string;
  readonly pid: number;
  readonly data: string;
  /** CPU used so far, milliseconds. */
  cpu(): { user: number; system: number };
  /** Resident memory, bytes. */
  memory(): number;
  /** A counter or gauge of /metrics, summed over its labels. */
  metric(name: string): Promise<number>;
  stop(): Promise<void>;
}

/** The data folder lies in the clone, on a real disk: /tmp is memory on many machines, where a sync costs nothing. */
export async function makeDataFolder(): Promise<string> {
  return mkdtemp(join(root, '.cache-bench-'));
}

/** BENCH_CHECKOUT names another clone whose server is measured, to compare two versions under the same conditions. */
export async function startBenchServer(
  options: { data?: string; env?: Record<string, string>; nodeArgs?: string[] } = {},
): Promise<BenchServer> {
  const data = options.data ?? (await makeDataFolder());
  const port = await freePort();
  const node = findNode24()!;
  const pin = hasTaskset() ? ['taskset', '-c', SERVER_CORE] : [];
  const command = [
    ...pin,
    node,
    ...(options.nodeArgs ?? []),
    join(process.env.BENCH_CHECKOUT ?? root, 'cli/bin/parley.mjs'),
    'serve',
    '--dev',
    '--port',
    String(port),
    '--data',
    data,
  ];
  const child = spawn(command[0]!, command.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PARLEY_SENDS_PER_SECOND: '0', PARLEY_LOG_LEVEL: 'warn', ...options.env },
  });
  let errors = '';
  child.stderr.on('data', chunk => {
    errors = (errors + chunk).slice(-4_000);
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(url, child, () => errors);
  return {
    url,
    pid: child.pid!,
    data,
    cpu: () => cpuOf(child.pid!),
    memory: () => memoryOf(child.pid!),
    metric: name => metricOf(url, name),
    async stop() {
      child.kill('SIGTERM');
      await new Promise(resolve => child.once('exit', resolve));
      if (!options.data) rmSync(data, { recursive: true, force: true });
    },
  };
}

export function hasTaskset(): boolean {
  return process.platform === 'linux' && existsSync('/usr/bin/taskset');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}

async function waitUntilReady(url: string, child: ChildProcess, errors: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${errors()}`);
    const ready = await fetch(`${url}/readyz`).then(
      response => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

const TICK_MS = 10;

export function cpuOf(pid: number): { user: number; system: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return { user: Number(fields[11]) * TICK_MS, system: Number(fields[12]) * TICK_MS };
}

/** Of a process and all that it has started, as a node of the mailbox is started by a script. */
export function cpuOfAll(pid: number): { user: number; system: number } {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return children.map(child => cpuOfAll(Number(child))).reduce(sumOf, cpuOf(pid));
}

const sumOf = (a: ReturnType<typeof cpuOf>, b: ReturnType<typeof cpuOf>) => ({
  user: a.user + b.user,
  system: a.system + b.system,
});

function memoryOf(pid: number): number {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB/m);
  return Number(line![1]) * 1024;
}

export async function metricOf(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  let sum = 0;
  for (const line of text.split('\n')) {
    if (line.startsWith(`${name} `) || line.startsWith(`${name}{`)) sum += Number(line.slice(line.lastIndexOf(' ')));
  }
  return sum;
}
