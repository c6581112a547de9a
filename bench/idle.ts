// How much memory does the server use for a connection that does nothing? Resident memory of its process before and after,
// and what part of it V8 knows of. The kernel's part of a socket is not in it, as it is not for anyone it is compared with.
import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../dev/node24.mjs';
import type { Credentials } from '../dev/raw-device.ts';
import type { IdleRequest } from './lib/idle-devices.ts';
import type { Report, Row } from './lib/report.ts';
import { round } from './lib/report.ts';
import { seedAccounts } from './lib/seed.ts';
import { pack } from './lib/sent-credentials.ts';
import { type BenchServer, makeDataFolder, startBenchServer } from './lib/server.ts';

const CONNECTIONS = 19_000;
const PROCESSES = 4;
/** Garbage of the greetings goes, and a heartbeat has come from everyone. */
const SETTLE_MS = 25_000;

export async function run(): Promise<Report> {
  const data = await makeDataFolder();
  const children: ChildProcess[] = [];
  let server: BenchServer | undefined;
  try {
    const devices = await seedAccounts(data, CONNECTIONS);
    server = await startBenchServer({ data, env: { PARLEY_MAX_CONNECTIONS: String(CONNECTIONS + 100) } });
    const before = await memory(server);
    const start = performance.now();
    await Promise.all(Array.from({ length: PROCESSES }, (_, i) => connectShare(server!, devices, i, children)));
    const connectSeconds = (performance.now() - start) / 1_000;
    const connected = await memory(server);
    await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
    const settled = await memory(server);
    const open = await server.metric('parley_connections');
    if (open !== CONNECTIONS) throw new Error(`${open} of ${CONNECTIONS} connections are left`);
    return {
      question: 'idle',
      setup: { connections: CONNECTIONS, tls: false, settleSeconds: SETTLE_MS / 1_000 },
      rows: [
        rowOf('before', before),
        { ...rowOf('connected', connected), 'connects/s': round(CONNECTIONS / connectSeconds, 0) },
        rowOf('settled', settled),
        perConnection(before, settled),
      ],
    };
  } finally {
    for (const child of children) child.kill();
    await server?.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function connectShare(
  server: BenchServer,
  devices: readonly Credentials[],
  process: number,
  children: ChildProcess[],
): Promise<void> {
  const child = fork(join(root, 'bench/lib/idle-devices.ts'));
  children.push(child);
  const credentials = pack(devices.filter((_, i) => i % PROCESSES === process));
  const request: IdleRequest = {
    port: Number(new URL(server.url).port),
    localAddress: `127.0.0.${process + 2}`,
    credentials,
  };
  child.send(request);
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', code => reject(new Error(`a process that holds connections ended with ${code}`)));
  });
}

interface Memory {
  readonly resident: number;
  readonly heap: number;
  readonly external: number;
}

async function memory(server: BenchServer): Promise<Memory> {
  return {
    resident: server.memory(),
    heap: await server.metric('parley_nodejs_heap_size_used_bytes'),
    external: await server.metric('parley_nodejs_external_memory_bytes'),
  };
}

const MB = 1_000_000;

function rowOf(when: string, { resident, heap, external }: Memory): Row {
  return {
    when,
    'resident MB': round(resident / MB),
    'heap used MB': round(heap / MB),
    'external MB': round(external / MB),
  };
}

/** Bytes. */
function perConnection(before: Memory, after: Memory): Row {
  const each = (pick: (memory: Memory) => number) => round((pick(after) - pick(before)) / CONNECTIONS, 0);
  return {
    when: 'bytes a connection',
    'resident B': each(({ resident }) => resident),
    'heap used B': each(({ heap }) => heap),
    'external B': each(({ external }) => external),
  };
}
