// What does it cost the server that people see who is online? A crowd in a ring, each of whom watches the next: at rest, when
// where they are is looked up again and again, and while all of them come and go. One process, its own store and sessions.
import { rmSync } from 'node:fs';
import { idBytes } from '@parley/protocol';
import type { Credentials } from '../dev/raw-connection.ts';
import { openRawSocket, type RawSocket } from '../dev/raw-socket.ts';
import { type Report, type Row, round } from './lib/report.ts';
import { seedAccounts } from './lib/seed.ts';
import { type BenchServer, makeDataFolder, startBenchServer } from './lib/server.ts';

const WATCHERS = 1_000;
const REST_MS = 30_000;
const FLIPS = 20;
/** Connections being made at once: the server takes so many greetings and no more. */
const AT_ONCE = 32;

interface Crowd {
  readonly sockets: RawSocket[];
  /** Resolves once the crowd has been told so often more. */
  told(count: number): Promise<void>;
}

export async function run(): Promise<Report> {
  const data = await makeDataFolder();
  let server: BenchServer | undefined;
  try {
    const devices = await seedAccounts(data, WATCHERS);
    server = await startBenchServer({ data });
    const crowd = await gather(server, devices);
    const alone = await measure(server, 'connected, nobody watches', rest);
    const first = crowd.told(WATCHERS);
    for (const [i, socket] of crowd.sockets.entries()) {
      socket.send({ watch: { accounts: [idBytes(devices[(i + 1) % WATCHERS]!.account)] } });
    }
    await first;
    const watching = await measure(server, 'all watch, nobody comes or goes', rest);
    const moving = await measure(server, `all come and go, ${FLIPS} times`, () => flip(crowd));
    const rows = [alone, watching, moving].map(cost => rowOf(cost, alone));
    return { question: 'presence', setup: { watchers: WATCHERS, tls: false }, rows };
  } finally {
    await server?.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function gather(server: BenchServer, devices: readonly Credentials[]): Promise<Crowd> {
  const port = Number(new URL(server.url).port);
  let missing = 0;
  let done = () => {};
  const open = (credentials: Credentials): Promise<RawSocket> =>
    new Promise((resolve, reject) => {
      openRawSocket({
        port,
        credentials,
        connectionEpoch: 1,
        onFrame(frame, socket) {
          if (frame.live) resolve(socket);
          if (frame.presence && --missing === 0) done();
        },
        onEnd: why => reject(new Error(`a connection has ended: ${why}`)),
      });
    });
  const sockets: RawSocket[] = [];
  for (let from = 0; from < devices.length; from += AT_ONCE) {
    sockets.push(...(await Promise.all(devices.slice(from, from + AT_ONCE).map(open))));
  }
  setInterval(() => {
    for (const socket of sockets) socket.send({ ping: { nonce: 1 } });
  }, 10_000).unref();
  const told = (count: number): Promise<void> =>
    new Promise(resolve => {
      missing = count;
      done = resolve;
    });
  return { sockets, told };
}

const rest = (): Promise<void> => new Promise(resolve => setTimeout(resolve, REST_MS));

async function flip({ sockets, told }: Crowd): Promise<void> {
  for (let n = 0; n < FLIPS; n++) {
    const all = told(WATCHERS);
    for (const socket of sockets) socket.send({ activity: { active: n % 2 === 0 } });
    await all;
  }
}

interface Cost {
  readonly load: string;
  readonly seconds: number;
  readonly cpuMs: number;
  readonly lookedUp: number;
  readonly told: number;
}

async function measure(server: BenchServer, load: string, work: () => Promise<void>): Promise<Cost> {
  const read = async () => {
    const { user, system } = server.cpu();
    const lookedUp = await server.metric('parley_presence_lookups_total');
    return { cpuMs: user + system, lookedUp, told: await server.metric('parley_frames_out_total{kind="presence"}') };
  };
  const [before, start] = [await read(), performance.now()];
  await work();
  const [after, seconds] = [await read(), (performance.now() - start) / 1_000];
  return {
    load,
    seconds,
    cpuMs: after.cpuMs - before.cpuMs,
    lookedUp: after.lookedUp - before.lookedUp,
    told: after.told - before.told,
  };
}

/** What is more than the crowd alone costs. */
function rowOf({ load, seconds, cpuMs, lookedUp, told }: Cost, alone: Cost): Row {
  const more = cpuMs - (alone.cpuMs / alone.seconds) * seconds;
  return {
    load,
    seconds: round(seconds),
    'server CPU ms/s': round(cpuMs / seconds),
    'looked up': lookedUp,
    told,
    'µs more/look-up': lookedUp > 0 ? round((more * 1_000) / lookedUp) : 0,
  };
}
