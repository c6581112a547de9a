// What does a message to a group cost the server for each device that gets it? Real server, real sockets, durable rows. So
// many messages are under way at once; the next leaves when one has come to the device that is looked at.
import { rmSync } from 'node:fs';
import { idBytes } from '@parley/protocol';
import { connectLight, type LightDevice } from './light-device.ts';
import { newMessageId } from './message-id.ts';
import { median, quantile, type Report, type Row, round } from './report.ts';
import { seedAccounts } from './seed.ts';
import { seedGroup } from './seed-group.ts';
import { type BenchServer, makeDataFolder, startBenchServer } from './server.ts';

export interface GroupLoad {
  readonly accounts: number;
  readonly devicesEach: number;
  /** Messages under way, and how many make a run. */
  readonly windows: Readonly<Record<number, number>>;
}

const BODY_BYTES = 300;
const SENDERS = 8;
const RUNS = 3;
const AT_ONCE = 32;
const WARM_UP_DELIVERIES = 100_000;
const body = crypto.getRandomValues(new Uint8Array(BODY_BYTES));

/** A way of running the server; several take turns in each round. */
export interface GroupServer {
  readonly name: string;
  readonly env?: Readonly<Record<string, string>>;
  /** CPU of what stands beside the server, milliseconds. */
  readonly besideMs?: () => number;
}

interface Open {
  readonly how: GroupServer;
  readonly server: BenchServer;
  readonly devices: readonly LightDevice[];
  readonly send: () => void;
  stop(): Promise<void>;
}

export async function measureGroup(
  question: string,
  load: GroupLoad,
  ways: readonly GroupServer[] = [{ name: '' }],
): Promise<Report> {
  const opened: Open[] = [];
  try {
    for (const how of ways) opened.push(await openGroup(load, how));
    const { accounts, devicesEach } = load;
    const warmUp = Math.ceil(WARM_UP_DELIVERIES / (accounts * devicesEach));
    for (const one of opened) await measureRun(one, 32, warmUp, false);
    const rows: Row[] = [];
    for (const acking of [false, true]) {
      for (const [window, messages] of Object.entries(load.windows)) {
        const costs = opened.map((): Cost[] => []);
        for (let i = 0; i < RUNS; i++)
          for (const [at, one] of opened.entries())
            costs[at]!.push(await measureRun(one, Number(window), messages, acking));
        const what = `${window} under way, ${acking ? 'with acks and receipts' : 'acks later'}`;
        rows.push(...opened.map(({ how: { name } }, at) => rowOf(name ? `${name}: ${what}` : what, costs[at]!)));
      }
    }
    const fixed = { senders: SENDERS, bodyBytes: BODY_BYTES, tls: false, durable: true, runs: RUNS };
    return { question, setup: { accounts, devicesEach, ...fixed }, rows };
  } finally {
    for (const one of opened) await one.stop();
  }
}

async function openGroup({ accounts, devicesEach }: GroupLoad, how: GroupServer): Promise<Open> {
  const data = await makeDataFolder();
  const credentials = await seedAccounts(data, accounts, devicesEach);
  const group = await seedGroup(data, [...new Set(credentials.map(({ account }) => account))]);
  const server = await startBenchServer({
    data,
    env: { ...how.env },
    nodeArgs: process.env.BENCH_PROFILE ? ['--cpu-prof', '--cpu-prof-dir', process.env.BENCH_PROFILE] : [],
  });
  const devices: LightDevice[] = [];
  for (let at = 0; at < credentials.length; at += AT_ONCE) {
    const some = credentials.slice(at, at + AT_ONCE);
    devices.push(...(await Promise.all(some.map(one => connectLight(server.url, one)))));
  }
  return {
    how,
    server,
    devices,
    send: senderOf(devices, idBytes(group)),
    async stop() {
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function senderOf(devices: readonly LightDevice[], group: Uint8Array): () => void {
  let sent = 0;
  return () => {
    const sender = devices[sent++ % SENDERS]!;
    sender.send({ sendGroup: { id: newMessageId(), group, roster: 1, data: body } });
  };
}

interface Cost {
  readonly userMicros: number;
  readonly systemMicros: number;
  readonly besideMicros: number;
  readonly perSecond: number;
  readonly flushes: number;
  readonly p50: number;
  readonly p99: number;
  readonly generatorCore: number;
}

async function measureRun(
  { how: { besideMs = () => 0 }, server, devices, send }: Open,
  window: number,
  messages: number,
  acking: boolean,
): Promise<Cost> {
  const before = devices.map(({ delivered, sent }) => delivered + sent);
  for (const device of devices) device.acking = acking;
  const flushes = await server.metric('parley_store_flushes_total');
  const cpu = server.cpu();
  const beside = besideMs();
  const own = process.cpuUsage();
  const start = performance.now();
  const waits = await sendAll(devices.at(-1)!, send, window, messages);
  const isDone = (): boolean => devices.every((device, i) => device.delivered + device.sent >= before[i]! + messages); // its own do not come back
  while (!isDone()) await new Promise(resolve => setTimeout(resolve, 1));
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(own);
  const after = server.cpu();
  const deliveries = messages * (devices.length - 1);
  const cost = {
    userMicros: ((after.user - cpu.user) * 1_000) / deliveries,
    systemMicros: ((after.system - cpu.system) * 1_000) / deliveries,
    besideMicros: ((besideMs() - beside) * 1_000) / deliveries,
    perSecond: deliveries / seconds,
    flushes: ((await server.metric('parley_store_flushes_total')) - flushes) / messages,
    p50: quantile(waits, 0.5),
    p99: quantile(waits, 0.99),
    generatorCore: (user + system) / 1e6 / seconds,
  };
  for (const device of devices) device.ack();
  await idle(server);
  return cost;
}

/** From send to delivered, for each message. */
function sendAll(probe: LightDevice, send: () => void, window: number, messages: number): Promise<number[]> {
  const waits: number[] = [];
  const sentAt: number[] = [];
  const sendOne = (): void => {
    sentAt.push(performance.now());
    send();
  };
  return new Promise(resolve => {
    probe.onDelivered = count => {
      for (let i = 0; i < count && waits.length < messages; i++) {
        waits.push(performance.now() - sentAt[waits.length]!);
        if (sentAt.length < messages) sendOne();
      }
      if (waits.length === messages) resolve(waits);
    };
    for (let i = 0; i < window; i++) sendOne();
  });
}

/** Acks and receipts of one round do not count for the next. */
async function idle(server: BenchServer): Promise<void> {
  for (let quiet = 0, last = Number.NaN; quiet < 3; ) {
    await new Promise(resolve => setTimeout(resolve, 200));
    const { user, system } = server.cpu();
    quiet = user + system - last < 30 ? quiet + 1 : 0;
    last = user + system;
  }
}

/** Medians of the runs. */
function rowOf(load: string, costs: readonly Cost[]): Row {
  const of = (pick: (cost: Cost) => number, digits = 1): number => round(median(costs.map(pick)), digits);
  return {
    load,
    'server µs/delivery': of(({ userMicros, systemMicros }) => userMicros + systemMicros, 2),
    'user µs': of(({ userMicros }) => userMicros, 2),
    'system µs': of(({ systemMicros }) => systemMicros, 2),
    ...(costs.some(({ besideMicros }) => besideMicros > 0)
      ? { 'broker µs/delivery': of(({ besideMicros }) => besideMicros, 2) }
      : {}),
    'deliveries/s': of(({ perSecond }) => perSecond, 0),
    'flushes/msg': of(({ flushes: f }) => f, 2),
    'p50 ms': of(({ p50 }) => p50, 2),
    'p99 ms': of(({ p99 }) => p99, 2),
    'generator core': of(({ generatorCore }) => generatorCore, 2),
  };
}
