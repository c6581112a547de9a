// How fast does the SDK take in what waits for a device that was away: 20,000 messages, decrypted and kept.
import { join } from 'node:path';
import { type Client, createMemoryStore, openClient, register, type Store } from '@parley/client';
import { openProfile } from '@parley/client/node';
import { median, type Report, type Row, round } from './lib/report.ts';
import { type BenchServer, startBenchServer } from './lib/server.ts';

const QUEUED = 20_000;
const RUNS = 3;
const FIRST = 50;
const ENV = { PARLEY_MAX_INBOX_ROWS: '100000', PARLEY_SENDS_PER_SECOND: '0' };

interface Kind {
  readonly name: string;
  /** What opens the same one each time: a client closes its store. */
  readonly place: (server: BenchServer, run: number) => () => Promise<Store>;
}

const kinds: readonly Kind[] = [
  { name: 'in memory', place: inMemory },
  { name: 'in a profile folder', place: (server, run) => () => openProfile(join(server.data, `profile-${run}`)) },
];

function inMemory(): () => Promise<Store> {
  const store = createMemoryStore();
  return async () => store;
}

export async function run(): Promise<Report> {
  const server = await startBenchServer({ env: ENV });
  const rows: Row[] = [];
  try {
    const sender = await person(server, '+15554100000', createMemoryStore());
    sender.connect();
    for (const [i, kind] of kinds.entries()) rows.push(await drains(server, sender, kind, 1 + i * RUNS));
    await sender.close();
  } finally {
    await server.stop();
  }
  return { question: 'sdk-drain', setup: { queued: QUEUED, runs: RUNS, durable: true }, rows };
}

async function drains(server: BenchServer, sender: Client, { name, place }: Kind, from: number): Promise<Row> {
  const runs: Awaited<ReturnType<typeof drain>>[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(await drain(server, sender, place(server, from + i), from + i));
  return {
    kept: name,
    [`first ${FIRST} ms`]: round(median(runs.map(({ firstMs }) => firstMs))),
    'all ms': round(median(runs.map(({ allMs }) => allMs)), 0),
    'client µs CPU/msg': round(median(runs.map(({ micros }) => micros)), 0),
  };
}

async function drain(server: BenchServer, sender: Client, open: () => Promise<Store>, n: number) {
  const away = await person(server, `+1555410${String(1_000 + n)}`, await open());
  const { account } = away;
  await away.close();
  await Promise.all(Array.from({ length: QUEUED }, (_, i) => sender.sendText(account, `message ${i + 1} of many`)));
  await sender.whenSent();
  const back = await openClient({ store: await open() });
  const cpu = process.cpuUsage();
  const start = performance.now();
  let firstMs = 0;
  let count = 0;
  const all = new Promise<void>(resolve => {
    back.on('message', () => {
      if (++count === FIRST) firstMs = performance.now() - start;
      if (count === QUEUED) resolve();
    });
  });
  back.connect();
  await all;
  const allMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  await back.close();
  return { firstMs, allMs, micros: (user + system) / QUEUED };
}

function person({ url }: BenchServer, phone: string, store: Store): Promise<Client> {
  const code = async ({ developmentCode = '' }): Promise<string> => developmentCode;
  return register({ server: url, phone, name: phone, store, code });
}
