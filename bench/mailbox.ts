// What do inboxes in three nodes of the mailbox cost? Messages for devices that are away, by how many are under way at once;
// rows of a shard's batches; memory a row; how long the others stand still when a node dies, and it until it is back.
import { setTimeout as sleep } from 'node:timers/promises';
import { type AccountId, type DeviceAddress, limits, messageIdFrom } from '@parley/protocol';
import { type MailboxPart, startMailbox } from '../dev/parts/mailbox.ts';
import { until } from '../dev/parts/until.ts';
import type { MessageStore } from '../server/src/messages/message-store.ts';
import { openMnesiaMessageStore } from '../server/src/messages/message-store-mnesia.ts';
import { shardOf } from '../server/src/messages/terms-mnesia.ts';
import { newMessageId } from './lib/message-id.ts';
import { quantile, type Report, type Row, round } from './lib/report.ts';
import { cpuOfAll } from './lib/server.ts';

const BODY_BYTES = 300;
const ACCOUNTS = 1_000;
const SHARDS = 256;
const NODES = Number(process.env.BENCH_MAILBOX_NODES ?? 3);
const SECONDS = 5;
const WARM_UP_SECONDS = 2;
const BATCH_ROWS = 256;
const MEMORY_ROWS = 50_000;
/** Two looks of `mailbox_sweep` that find nothing to do: then processes have given back what they do not need. */
const SETTLE_MS = 25_000;

interface Bench {
  readonly part: MailboxPart;
  readonly store: MessageStore;
}

const body = crypto.getRandomValues(new Uint8Array(BODY_BYTES));
const newAccount = (): AccountId => crypto.randomUUID().replaceAll('-', '') as AccountId;
const accounts = Array.from({ length: ACCOUNTS }, newAccount);
const ofOneShard = accountsOfShard(0, BATCH_ROWS);

function accountsOfShard(shard: number, count: number): AccountId[] {
  const found: AccountId[] = [];
  while (found.length < count) {
    const account = newAccount();
    if (shardOf(account, SHARDS) === shard) found.push(account);
  }
  return found;
}

export async function run(): Promise<Report> {
  const part = await startMailbox({ nodes: NODES, shards: SHARDS });
  const store = await openMnesiaMessageStore({ nodes: part.addresses, secret: part.secret, limits });
  const bench = { part, store };
  const rows: Row[] = [];
  try {
    await Promise.all([...accounts, ...ofOneShard].map(account => store.setDevices(account, 1, [1])));
    await appends(bench, accounts, 256, WARM_UP_SECONDS);
    for (const window of [1, 16, 256, 1_000]) {
      rows.push({ what: `${window} under way`, ...(await appends(bench, accounts, window, SECONDS)) });
    }
    rows.push({ what: 'one shard, 256', ...(await appends(bench, ofOneShard, BATCH_ROWS, SECONDS)) });
    rows.push({ what: 'rows to 256 devices', ...(await fanOuts(bench)) });
    rows.push({ what: 'memory', 'bytes a row': await memoryOfRow(bench) });
    if (NODES > 1) rows.push({ what: 'a node dies', ...(await loss(bench)) });
  } finally {
    await store.close();
    await part.stop();
  }
  const setup = { bodyBytes: BODY_BYTES, accounts: ACCOUNTS, nodes: NODES, shards: SHARDS, durable: true, tls: false };
  return { question: 'mailbox', setup, rows };
}

async function append(store: MessageStore, to: AccountId, from: DeviceAddress): Promise<void> {
  const targets = [{ account: to, listVersion: 1, rows: [{ device: 1, envelope: body }] }];
  const id = messageIdFrom(newMessageId());
  const result = await store.append({ sender: from, id, ts: Date.now(), control: false, targets });
  if (result.kind !== 'stored' && result.kind !== 'duplicate') throw new Error(result.kind);
}

/** `window` senders, each with one message under way, which go to everybody by turns. */
async function appends(
  { part, store }: Bench,
  to: readonly AccountId[],
  window: number,
  seconds: number,
): Promise<Row> {
  const times: number[] = [];
  const before = cpuOfNodes(part);
  const flushes = store.totals().flushes;
  const start = performance.now();
  let next = 0;
  async function send(): Promise<void> {
    while (performance.now() - start < seconds * 1_000) {
      const n = next++;
      const at = performance.now();
      await append(store, to[n % to.length]!, { account: to[(n + 1) % to.length]!, device: 1 });
      times.push(performance.now() - at);
    }
  }
  await Promise.all(Array.from({ length: window }, send));
  const elapsed = performance.now() - start;
  return {
    'messages/s': Math.round((times.length / elapsed) * 1_000),
    'p50 ms': round(quantile(times, 0.5), 2),
    'p99 ms': round(quantile(times, 0.99), 2),
    'nodes CPU µs/msg': Math.round(((cpuOfNodes(part) - before) * 1_000) / times.length),
    'flushes/s': Math.round(((store.totals().flushes - flushes) / elapsed) * 1_000),
  };
}

/** A group's message for 256 devices of one shard, 16 groups at once. */
async function fanOuts({ store }: Bench): Promise<Row> {
  const members = new Set(ofOneShard);
  const start = performance.now();
  let rows = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      const group = `g${newAccount()}` as never;
      for (let seq = 1; performance.now() - start < SECONDS * 1_000; seq++) {
        const envelope = { group, seq, accounts: members, ts: Date.now(), control: false, envelope: body };
        const stored = await store.fanOut(envelope);
        rows += stored.length;
      }
    }),
  );
  return { 'rows/s': Math.round((rows / (performance.now() - start)) * 1_000) };
}

/** Beside the body, on one node. */
async function memoryOfRow({ part, store }: Bench): Promise<number> {
  const [to, from] = [accounts, { account: accounts[0]!, device: 1 }] as const;
  const before = await memoryOf(part);
  const started = store.totals().rows;
  await Promise.all(
    Array.from({ length: 64 }, async (_, lane) => {
      for (let n = lane; n < MEMORY_ROWS; n += 64) await append(store, to[1 + (n % (ACCOUNTS - 1))]!, from);
    }),
  );
  const rows = store.totals().rows - started;
  return Math.round(((await memoryOf(part)) - before) / rows - BODY_BYTES);
}

/** Of one node, once it has settled. */
async function memoryOf({ httpPorts }: MailboxPart): Promise<number> {
  await sleep(SETTLE_MS);
  const metrics = await (await fetch(`http://127.0.0.1:${httpPorts[0]}/metrics`)).text();
  return Number(/^mailbox_memory_bytes (\d+)$/m.exec(metrics)![1]);
}

/** The longest time without an answer, and until the view has all nodes again. */
async function loss({ part, store }: Bench): Promise<Row> {
  let stopped = false;
  let last = performance.now();
  let longest = 0;
  const writing = Array.from({ length: 16 }, async (_, lane) => {
    for (let n = lane; !stopped; n += 16) {
      await append(store, accounts[n % ACCOUNTS]!, { account: accounts[(n + 1) % ACCOUNTS]!, device: 1 });
      const now = performance.now();
      [longest, last] = [Math.max(longest, now - last), now];
    }
  });
  const stall = async (happen: () => Promise<unknown>): Promise<number> => {
    longest = 0;
    await happen();
    const end = performance.now() + 1_000;
    await until('answers come again', 60_000, async () => last > end);
    return Math.round(longest);
  };
  const membersAre = (count: number) =>
    until(`the view has ${count} members`, 60_000, async () => {
      const metrics = await (await fetch(`http://127.0.0.1:${part.httpPorts[1]}/metrics`)).text();
      return metrics.includes(`mailbox_members ${count}\n`);
    });
  const dying = await stall(async () => {
    await part.nodes[0]!.kill();
    await membersAre(NODES - 1);
  });
  const start = performance.now();
  let back = 0;
  const joining = await stall(async () => {
    await part.nodes[0]!.restart();
    await membersAre(NODES);
    back = Math.round(performance.now() - start);
  });
  stopped = true;
  await Promise.all(writing);
  return { 'stall ms': dying, 'back after ms': back, 'stall at its return ms': joining, rows: store.totals().rows };
}

/** Of what runs below the processes of the part. */
function cpuOfNodes({ nodes }: MailboxPart): number {
  return nodes.map(({ pid }) => cpuOfAll(pid)).reduce((sum, { user, system }) => sum + user + system, 0);
}
