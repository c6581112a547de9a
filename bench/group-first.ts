// What a big group costs the client: the first message, for which its key goes to everybody, those after it, and what a
// member has to take in. The SDK with its store on disk, a real server with its standard limits in another process.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, type GroupId, openClient, register } from '@parley/client';
import { openSqliteStore } from '@parley/client/node';
import { limits } from '@parley/protocol';
import { peakMemory, resetPeakMemory } from './lib/peak-memory.ts';
import { type Report, type Row, round } from './lib/report.ts';
import { seedPeople } from './lib/seed-people.ts';
import { type BenchServer, makeDataFolder, startBenchServer } from './lib/server.ts';

const QUEUED = 1_000;
const BODY = 'x'.repeat(300);

export async function run(): Promise<Report> {
  const data = await makeDataFolder();
  const members = Number(process.env.BENCH_MEMBERS ?? limits.maxGroupMembers);
  const people = await seedPeople(data, members - 2); // the other two are clients
  const joining = people.pop()!; // the last one, when the first message has been sent
  const env = { PARLEY_SENDS_PER_SECOND: String(limits.sendsPerSecond) };
  const server = await startBenchServer({ data, env });
  const clients: Client[] = [];
  const open = async (name: string): Promise<Client> => {
    const store = await openSqliteStore(join(data, `${name}.sqlite`));
    const phone = `+1555400${1_000 + clients.length}`;
    const code = async ({ developmentCode = '' }) => developmentCode;
    const client = await register({ server: server.url, phone, name, store, code });
    clients.push(client);
    return client;
  };
  const rows: Row[] = [];
  const measure = async <T>(what: string, step: () => Promise<T>): Promise<T> => {
    resetPeakMemory();
    const [start, cpu, serverCpu] = [performance.now(), process.cpuUsage(), server.cpu()];
    const result = await step();
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    const after = server.cpu();
    const serverMs = after.user + after.system - serverCpu.user - serverCpu.system;
    const row = { ms: round(ms, 0), 'client CPU ms': round((user + system) / 1_000, 0), 'server CPU ms': serverMs };
    rows.push({ what, ...row, 'client peak MB': round(peakMemory() / 2 ** 20, 0) });
    return result;
  };
  try {
    const [ann, ben] = [await open('Ann'), await open('Ben')];
    await online(ann);
    const send = async (id: GroupId): Promise<void> => {
      const message = await ann.sendText(id, BODY);
      await ann.waitFor(message.id, 'sent');
    };
    const { id } = await measure('make it', () =>
      ann.createGroup({ name: 'Everybody', members: [ben.account, ...people] }),
    );
    await measure('first message', () => send(id));
    await measure('second message', () => send(id));
    await ann.addMembers(id, [joining]);
    await measure('message after one has come', () => send(id));
    await ann.removeMembers(id, [joining]);
    await measure('message after one has gone', () => send(id));
    await measure('a member takes it in', async () => {
      const known = once(ben, 'group', () => true);
      await online(ben);
      await known;
    });
    await ben.close();
    await measure(`${QUEUED} messages are sent`, async () => {
      for (let i = 0; i < QUEUED; i++) await ann.sendText(id, BODY);
      await ann.whenSent();
    });
    await fannedOut(server);
    await measure(`a member takes in ${QUEUED}`, async () => {
      const again = await openClient({ store: await openSqliteStore(join(data, 'Ben.sqlite')) });
      clients.push(again);
      let left = QUEUED;
      const all = once(again, 'message', ({ chat }) => chat === id && --left === 0);
      await online(again);
      await all;
    });
  } finally {
    for (const client of clients) await client.close();
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
  const setup = { members, bodyBytes: BODY.length, tls: false, durable: true };
  return { question: 'group-first', setup, rows };
}

async function online(client: Client): Promise<void> {
  client.connect();
  await client.whenOnline();
}

/** The rows of all members are written behind `sent`. */
async function fannedOut(server: BenchServer): Promise<void> {
  const left = async () =>
    (await server.metric('parley_group_outbox_records')) + (await server.metric('parley_group_log_records'));
  while ((await left()) > 0) await new Promise(resolve => setTimeout(resolve, 100));
}

type On = Parameters<Client['on']>;
function once(client: Client, event: 'message' | 'group', isIt: (value: { chat?: unknown }) => boolean): Promise<void> {
  return new Promise(resolve => {
    client.on(event as On[0], value => isIt(value as { chat?: unknown }) && resolve());
  });
}
