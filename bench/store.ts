// What does the embedded message store cost, without sockets? Offline: how many messages a second it takes for devices
// that are away. Cycle: append, ack, receipt and the receipt's ack. Latency: appends at a steady rate.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type AccountId, type DeviceAddress, limits, type MessageId, wire } from '@parley/protocol';
import { systemClock } from '../server/src/lib/clock.ts';
import { createMessages } from '../server/src/messages/message-service.ts';
import type { MessageStore } from '../server/src/messages/message-store.ts';
import { openSqliteMessageStore } from '../server/src/messages/message-store-sqlite.ts';
import { createMemorySessions } from '../server/src/sessions/sessions-memory.ts';
import { newMessageId } from './lib/message-id.ts';
import { quantile, type Report, type Row, round } from './lib/report.ts';
import { makeDataFolder } from './lib/server.ts';

const BODY_BYTES = 300;
const ACCOUNTS = 1_000;

const questions: Readonly<Record<string, (bench: Bench) => Promise<Row>>> = {
  'offline, 256 in flight': bench => offline(bench, 256, 400),
  'cycle, window 32': bench => cycle(bench, 32, 2_000),
  'cycle, window 1': bench => cycle(bench, 1, 10_000),
  'appends at 5,000/s': bench => latency(bench, 5_000, 4),
};

export async function run(): Promise<Report> {
  const rows: Row[] = [];
  for (const [what, ask] of Object.entries(questions)) rows.push({ what, ...(await withStore(ask)) });
  const setup = { bodyBytes: BODY_BYTES, accounts: ACCOUNTS, durable: true, inProcess: true };
  return { question: 'store', setup, rows };
}

interface Bench {
  store: MessageStore;
  flushMs: number[];
}

const body = crypto.getRandomValues(new Uint8Array(BODY_BYTES));
const accounts = Array.from({ length: ACCOUNTS }, () => crypto.randomUUID().replaceAll('-', '') as AccountId);
const deviceOf = (n: number): DeviceAddress => ({ account: accounts[n % ACCOUNTS]!, device: 1 });

async function withStore(question: (bench: Bench) => Promise<Row>): Promise<Row> {
  const folder = await makeDataFolder();
  const flushMs: number[] = [];
  const open = { path: join(folder, 'messages.sqlite'), clock: systemClock, limits };
  const store = await openSqliteMessageStore({ ...open, onFlush: ms => flushMs.push(ms) });
  await Promise.all(accounts.map(account => store.setDevices(account, 1, [1])));
  try {
    return await question({ store, flushMs });
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** Messages/s, CPU and flushes of `work`, which answers how many messages it has done. */
async function measure(bench: Bench, work: () => Promise<number>): Promise<Row> {
  const flushes = bench.store.totals().flushes;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const messages = await work();
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    messages,
    'per s': Math.round(messages / seconds),
    'user µs/msg': round(user / messages),
    'system µs/msg': round(system / messages),
    'flushes/msg': round((bench.store.totals().flushes - flushes) / messages, 3),
    'flush p50 ms': round(quantile(bench.flushMs, 0.5), 2),
    'flush p99 ms': round(quantile(bench.flushMs, 0.99), 2),
  };
}

async function offline(bench: Bench, senders: number, each: number): Promise<Row> {
  const messages = createMessages({
    store: bench.store,
    sessions: createMemorySessions(),
    hints: { hint: async () => [] },
    clock: systemClock,
    limits: { ...limits, sendsPerSecond: 0 },
  });
  async function sendAll(sender: number): Promise<void> {
    const to = Buffer.from(accounts[(sender * 7 + 1) % ACCOUNTS]!, 'hex');
    for (let i = 0; i < each; i++) {
      const parts = [{ device: 1, ciphertext: { kind: 1, data: body } }];
      const frame = wire.Send.decode(wire.Send.encode({ id: newMessageId(), to, toListVersion: 1, parts }).finish());
      const result = await messages.send(deviceOf(sender), frame, {});
      if (result.kind !== 'sent') throw new Error(JSON.stringify(result));
    }
  }
  return measure(bench, async () => {
    await Promise.all(Array.from({ length: senders }, (_, n) => sendAll(n)));
    return senders * each;
  });
}

function append(store: MessageStore, from: number, to: number): Promise<unknown> {
  const id = newMessageId().toString('hex') as MessageId;
  const targets = [{ account: deviceOf(to).account, listVersion: 1, rows: [{ device: 1, envelope: body }] }];
  return store.append({ sender: deviceOf(from), id, ts: Date.now(), control: false, targets });
}

/** `window` messages at once, then their ack, then the ack of the receipt. */
async function cycle({ store, flushMs }: Bench, window: number, rounds: number): Promise<Row> {
  const epochs = new Map<number, number>();
  for (let n = 0; n < ACCOUNTS; n++) epochs.set(n, (await store.stat(deviceOf(n)))!.inboxEpoch);
  const seqs = new Map<number, number>();
  async function ackOf(n: number, rows: number): Promise<void> {
    const seq = (seqs.get(n) ?? 0) + rows;
    seqs.set(n, seq);
    await store.ack(deviceOf(n), { inboxEpoch: epochs.get(n)!, seq });
  }
  return measure({ store, flushMs }, async () => {
    const receiptAcks: Promise<void>[] = [];
    for (let i = 0; i < rounds; i++) {
      const [from, to] = [i % 500, 500 + (i % 500)];
      await Promise.all(Array.from({ length: window }, () => append(store, from, to)));
      await ackOf(to, window);
      receiptAcks.push(ackOf(from, 1)); // nobody waits for it
    }
    await Promise.all(receiptAcks);
    return rounds * window;
  });
}

async function latency(bench: Bench, perSecond: number, seconds: number): Promise<Row> {
  const waits: number[] = [];
  await Promise.all(Array.from({ length: perSecond }, (_, n) => append(bench.store, n, n + 500))); // warm
  const measured = await measure(bench, async () => {
    const pending: Promise<unknown>[] = [];
    const start = performance.now();
    while (pending.length < perSecond * seconds) {
      const due = ((performance.now() - start) * perSecond) / 1_000;
      while (pending.length < due) {
        const sentAt = start + (pending.length * 1_000) / perSecond; // when it should have been sent
        pending.push(
          append(bench.store, pending.length % 500, 500 + (pending.length % 500)).then(() =>
            waits.push(performance.now() - sentAt),
          ),
        );
      }
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    await Promise.all(pending);
    return pending.length;
  });
  return {
    ...measured,
    'append p50 ms': round(quantile(waits, 0.5), 2),
    'append p99 ms': round(quantile(waits, 0.99), 2),
  };
}
