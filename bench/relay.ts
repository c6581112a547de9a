// What does one message cost the server, all of it: send, sent, delivered, ack, receipt, receipt acked; durable.
// Closed loop: `window` messages of one pair are under way, and the next leaves when a receipt comes back. Open loop: a
// fixed rate over ten pairs. The bodies are opaque; the generator's own CPU is in the table, to show that it is not the limit.
import { randomFillSync } from 'node:crypto';
import { toHex, wire } from '@parley/protocol';
import {
  type Credentials,
  connectRaw,
  type RawConnection,
  randomBytes,
  rawSend,
  registerRawDevice,
} from '../dev/raw-device.ts';
import { median, quantile, type Report, type Row, round } from './report.ts';
import { type BenchServer, startBenchServer } from './server.ts';

const BODY_BYTES = 300;
const PAIRS = 10;
const RUNS = 3;
const CLOSED_MESSAGES = { 1: 400, 32: 20_000 } as const;
const OPEN_SECONDS = 8;

export async function run(): Promise<Report> {
  const server = await startBenchServer();
  const rows: Row[] = [];
  try {
    const pairs = await connectPairs(server, PAIRS);
    await closedLoop(server, pairs[0]!, 32, 20_000); // warms up
    for (const window of [1, 32] as const) rows.push(await closedRow(server, pairs[0]!, window));
    for (const rate of [1_000, 5_000]) rows.push(await openLoop(server, pairs, rate));
  } finally {
    await server.stop();
  }
  return {
    question: 'relay',
    setup: { bodyBytes: BODY_BYTES, tls: false, durable: true, runs: RUNS, openPairs: PAIRS },
    rows,
  };
}

interface Pair {
  readonly sender: RawConnection;
  readonly recipient: Credentials;
  /** Called with the hexadecimal id of each message whose receipt has come back. */
  onReceipt: (id: string) => void;
}

async function connectPairs(server: BenchServer, count: number): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let i = 0; i < count; i++) {
    const [a, b] = [
      await registerRawDevice(server.url, phone(2 * i)),
      await registerRawDevice(server.url, phone(2 * i + 1)),
    ];
    const pair: { onReceipt: (id: string) => void } = { onReceipt: () => {} };
    await connectRaw(server.url, b, {
      connectionEpoch: 1,
      onFrame: (frame, connection) => frame.deliver && connection.ack(frame.deliver.seq ?? 0),
    });
    const sender = await connectRaw(server.url, a, {
      connectionEpoch: 1,
      onFrame(frame, connection) {
        if (frame.refused) throw new Error(`refused: ${JSON.stringify(frame.refused)}`);
        if (!frame.deliver) return;
        connection.ack(frame.deliver.seq ?? 0);
        for (const id of receiptIds(frame.deliver.envelope ?? new Uint8Array())) pair.onReceipt(id);
      },
    });
    pairs.push(Object.assign(pair, { sender, recipient: b }));
  }
  return pairs;
}

const phone = (n: number): string => `+1555${String(2_000_000 + n)}`;

function receiptIds(envelope: Uint8Array): string[] {
  return (wire.Envelope.decode(envelope).delivered?.ids ?? []).map(toHex);
}

interface Closed {
  readonly userMicros: number;
  readonly systemMicros: number;
  readonly perSecond: number;
  readonly flushes: number;
  readonly p50: number;
  readonly p99: number;
  readonly generatorCore: number;
}

async function closedLoop(server: BenchServer, pair: Pair, window: number, messages: number): Promise<Closed> {
  const started = new Map<string, number>();
  const latencies: number[] = [];
  let sent = 0;
  const sendOne = (): void => {
    const id = randomBytes(16);
    sent++;
    started.set(toHex(id), performance.now());
    pair.sender.send({ send: rawSend(id, pair.recipient.account, randomBytes(BODY_BYTES)) });
  };
  const before = {
    cpu: server.cpu(),
    own: process.cpuUsage(),
    flushes: await server.metric(FLUSHES),
    at: performance.now(),
  };
  await new Promise<void>(resolve => {
    pair.onReceipt = id => {
      latencies.push(performance.now() - started.get(id)!);
      started.delete(id);
      if (sent < messages) sendOne();
      else if (started.size === 0) resolve();
    };
    for (let i = 0; i < window; i++) sendOne();
  });
  const seconds = (performance.now() - before.at) / 1_000;
  const cpu = server.cpu();
  const own = process.cpuUsage(before.own);
  return {
    userMicros: ((cpu.user - before.cpu.user) * 1_000) / messages,
    systemMicros: ((cpu.system - before.cpu.system) * 1_000) / messages,
    perSecond: messages / seconds,
    flushes: ((await server.metric(FLUSHES)) - before.flushes) / messages,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    generatorCore: (own.user + own.system) / 1e6 / seconds,
  };
}

const FLUSHES = 'parley_store_flushes_total';

async function closedRow(server: BenchServer, pair: Pair, window: 1 | 32): Promise<Row> {
  const runs: Closed[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(await closedLoop(server, pair, window, CLOSED_MESSAGES[window]));
  const of = (pick: (run: Closed) => number): number => median(runs.map(pick));
  return {
    load: `closed, window ${window}`,
    'server µs/msg': round(of(run => run.userMicros + run.systemMicros)),
    'user µs': round(of(run => run.userMicros)),
    'system µs': round(of(run => run.systemMicros)),
    'fdatasyncs/msg': round(
      of(run => run.flushes),
      2,
    ),
    'msg/s': round(
      of(run => run.perSecond),
      0,
    ),
    'p50 ms': round(
      of(run => run.p50),
      2,
    ),
    'p99 ms': round(
      of(run => run.p99),
      2,
    ),
    'generator core': round(
      of(run => run.generatorCore),
      2,
    ),
  };
}

/** Latency is from the time a message was due, so that a stall counts for everything it held up. */
async function openLoop(server: BenchServer, pairs: readonly Pair[], rate: number): Promise<Row> {
  const due = new Map<string, number>();
  const latencies: number[] = [];
  for (const pair of pairs) {
    pair.onReceipt = id => {
      latencies.push(performance.now() - due.get(id)!);
      due.delete(id);
    };
  }
  const total = rate * OPEN_SECONDS;
  const before = {
    cpu: server.cpu(),
    own: process.cpuUsage(),
    flushes: await server.metric(FLUSHES),
    at: performance.now(),
  };
  const body = randomFillSync(new Uint8Array(BODY_BYTES));
  for (let sent = 0; sent < total; ) {
    const until = Math.min(total, Math.floor(((performance.now() - before.at) / 1_000) * rate));
    for (; sent < until; sent++) {
      const pair = pairs[sent % pairs.length]!;
      const id = randomBytes(16);
      due.set(toHex(id), before.at + (sent / rate) * 1_000);
      pair.sender.send({ send: rawSend(id, pair.recipient.account, body) });
    }
    await new Promise(resolve => setTimeout(resolve, 1));
  }
  while (due.size > 0) await new Promise(resolve => setTimeout(resolve, 5));
  const seconds = (performance.now() - before.at) / 1_000;
  const cpu = server.cpu();
  const own = process.cpuUsage(before.own);
  return {
    load: `open, ${rate}/s`,
    'server µs/msg': round(((cpu.user + cpu.system - before.cpu.user - before.cpu.system) * 1_000) / total),
    'user µs': round(((cpu.user - before.cpu.user) * 1_000) / total),
    'system µs': round(((cpu.system - before.cpu.system) * 1_000) / total),
    'fdatasyncs/msg': round(((await server.metric(FLUSHES)) - before.flushes) / total, 2),
    'msg/s': round(total / seconds, 0),
    'p50 ms': round(quantile(latencies, 0.5), 2),
    'p99 ms': round(quantile(latencies, 0.99), 2),
    'generator core': round((own.user + own.system) / 1e6 / seconds, 2),
  };
}
