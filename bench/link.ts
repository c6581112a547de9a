// How long until a newly linked device has what was said before: 10,000 messages of 20 chats. Both devices are the SDK with
// their stores on disk, in this process; a real server in another one.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, link, register } from '@parley/client';
import { openSqliteStore } from '@parley/client/node';
import { peakMemory, resetPeakMemory } from './lib/peak-memory.ts';
import { median, type Report, round } from './lib/report.ts';
import { type BenchServer, makeDataFolder, startBenchServer } from './lib/server.ts';

const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 10_000);
const CHATS = 20;
const BODY = 'x'.repeat(300);
const RUNS = Number(process.env.BENCH_RUNS ?? 3);

export async function run(): Promise<Report> {
  const data = await makeDataFolder();
  const server = await startBenchServer({ data });
  const clients: Client[] = [];
  try {
    const ann = await open(server, data, 0, clients);
    const friends: Client[] = [];
    for (let i = 1; i <= CHATS; i++) friends.push(await open(server, data, i, clients));
    for (const friend of friends) await write(friend, ann);
    const runs: Measured[] = [];
    for (let i = 0; i < RUNS; i++) runs.push(await one(server, data, ann, i));
    const row = Object.fromEntries(
      Object.keys(runs[0]!).map(name => [name, round(median(runs.map(each => each[name as keyof Measured])), 0)]),
    );
    const setup = { messages: MESSAGES, chats: CHATS, bodyBytes: BODY.length, runs: RUNS, tls: false, durable: true };
    return { question: 'link', setup, rows: [row] };
  } finally {
    for (const client of clients) await client.close();
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function open(server: BenchServer, data: string, n: number, clients: Client[]): Promise<Client> {
  const store = await openSqliteStore(join(data, `person-${n}.sqlite`));
  const code = async ({ developmentCode = '' }) => developmentCode;
  const client = await register({ server: server.url, phone: `+1555500${1_000 + n}`, name: `P${n}`, store, code });
  clients.push(client);
  client.connect();
  await client.whenOnline();
  return client;
}

async function write(from: Client, to: Client): Promise<void> {
  let left = MESSAGES / CHATS;
  const all = new Promise<void>(resolve => {
    const stop = to.on('message', ({ chat }) => {
      if (chat !== from.account || --left > 0) return;
      stop();
      resolve();
    });
  });
  for (let i = 0; i < MESSAGES / CHATS; i++) await from.sendText(to.account, BODY);
  await all;
}

interface Measured {
  readonly 'linked ms': number;
  readonly 'first part ms': number;
  readonly 'all ms': number;
  readonly 'both devices, CPU ms': number;
  readonly 'server CPU ms': number;
  readonly 'peak MB': number;
}

async function one(server: BenchServer, data: string, ann: Client, n: number): Promise<Measured> {
  const store = await openSqliteStore(join(data, `laptop-${n}.sqlite`));
  const shown = Promise.withResolvers<string>();
  resetPeakMemory();
  const [start, cpu, serverCpu] = [performance.now(), process.cpuUsage(), server.cpu()];
  const since = () => performance.now() - start;
  const linking = link({
    server: server.url,
    store,
    deviceName: `Laptop ${n}`,
    show: ({ text }) => shown.resolve(text),
  });
  const [laptop] = await Promise.all([linking, shown.promise.then(code => ann.linkDevice(code))]);
  const linkedMs = since();
  let firstMs = 0;
  const all = Promise.withResolvers<void>();
  laptop.on('history', ({ done }) => {
    firstMs ||= since();
    if (done >= MESSAGES) all.resolve();
  });
  laptop.connect();
  await all.promise;
  const allMs = since();
  const { user, system } = process.cpuUsage(cpu);
  const after = server.cpu();
  await checkAll(laptop);
  await laptop.close();
  await ann.unlink(laptop.device);
  return {
    'linked ms': linkedMs,
    'first part ms': firstMs,
    'all ms': allMs,
    'both devices, CPU ms': (user + system) / 1_000,
    'server CPU ms': after.user + after.system - serverCpu.user - serverCpu.system,
    'peak MB': peakMemory() / 2 ** 20,
  };
}

async function checkAll(laptop: Client): Promise<void> {
  let count = 0;
  for (const { id: chat } of await laptop.chats()) count += (await laptop.messages(chat, { limit: 100_000 })).length;
  if (count < MESSAGES) throw new Error(`${count} of ${MESSAGES} messages came`);
}
