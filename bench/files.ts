// How fast do encrypted files go up and come down through the SDK, and how much memory do both ends take? What do 100 forwards
// cost on the disk?
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, createMemoryStore, type FileSource, register } from '@parley/client';
import { type Report, type Row, round } from './lib/report.ts';
import { type BenchServer, startBenchServer } from './lib/server.ts';

const MB = 1_000_000;
const SIZES_MB = (process.env.BENCH_FILE_MB ?? '10,10,1000').split(',').map(Number);
const FORWARDS = 100;
const READ_BYTES = 1_048_576;

export async function run(): Promise<Report> {
  const server = await startBenchServer();
  const rows: Row[] = [];
  try {
    const alice = await registered(server, '+15550990001', 'Alice');
    const bob = await registered(server, '+15550990002', 'Bob');
    for (const [i, size] of SIZES_MB.entries()) rows.push(...(await upAndDown(server, alice, bob, size * MB, i)));
    rows.push(await forwards(server, alice, bob));
    for (const client of [alice, bob]) await client.close();
  } finally {
    await server.stop();
  }
  return { question: 'files', setup: { pieceMiB: 4, chunkKiB: 64, tls: false, synced: true }, rows };
}

async function registered(server: BenchServer, phone: string, name: string): Promise<Client> {
  const code = async ({ developmentCode = '' }) => developmentCode;
  const client = await register({ server: server.url, phone, name, store: createMemoryStore(), code });
  client.connect();
  await client.whenOnline();
  return client;
}

/** Different for each seed; made as it is read. */
function generated(size: number, seed: number): FileSource {
  const block = new Uint8Array(READ_BYTES).map((_, i) => (i * 7 + seed) & 0xff);
  return {
    size,
    async *read(start) {
      for (let at = start; at < size; at += READ_BYTES) yield block.subarray(0, Math.min(READ_BYTES, size - at));
    },
  };
}

async function upAndDown(server: BenchServer, alice: Client, bob: Client, size: number, seed: number): Promise<Row[]> {
  let id: Awaited<ReturnType<Client['sendFiles']>>['id'];
  let preparedAt = 0;
  const file = { source: generated(size, seed), name: 'bench', type: 'application/octet-stream' };
  const up = await measured(server, size, async look => {
    const start = performance.now();
    ({ id } = await alice.sendFiles(bob.account, [file], {
      onProgress({ phase }) {
        look();
        if (phase === 'uploading') preparedAt ||= performance.now() - start;
      },
    }));
  });
  const down = await measured(server, size, async look => {
    for await (const _ of (await alice.openAttachment(id, 0)) as never as AsyncIterable<Uint8Array>) look();
  });
  const what = `${size / MB} MB`;
  return [
    { what: `upload ${what}`, ...up, 'of that preparing s': round(preparedAt / 1_000, 2) },
    { what: `download ${what}`, ...down },
  ];
}

async function measured(server: BenchServer, size: number, work: (look: () => void) => Promise<void>): Promise<Row> {
  let client = 0;
  let theirs = 0;
  let looks = 0;
  const look = (): void => {
    client = Math.max(client, process.memoryUsage.rss());
    if (looks++ % 50 === 0) theirs = Math.max(theirs, server.memory());
  };
  const before = server.cpu();
  const start = performance.now();
  await work(look);
  const seconds = (performance.now() - start) / 1_000;
  const after = server.cpu();
  const cpuMs = after.user + after.system - before.user - before.system;
  return {
    seconds: round(seconds, 2),
    'MB/s': round(size / MB / seconds),
    'server CPU ms/MB': round((cpuMs * MB) / size, 2),
    'client peak MB': Math.round(client / MB),
    'server peak MB': Math.round(theirs / MB),
  };
}

async function forwards(server: BenchServer, alice: Client, bob: Client): Promise<Row> {
  const { id } = (await alice.messages(bob.account, { limit: 1 }))[0]!;
  const before = bytesIn(join(server.data, 'assets'));
  const start = performance.now();
  for (let i = 0; i < FORWARDS; i++) await alice.forward(id, bob.account);
  const ms = (performance.now() - start) / FORWARDS;
  return {
    what: `${FORWARDS} forwards`,
    'ms each': round(ms, 2),
    'bytes more in files': bytesIn(join(server.data, 'assets')) - before,
  };
}

function bytesIn(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return files.reduce((sum, path) => sum + statSync(path).size, 0);
}
