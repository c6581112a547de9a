// Writers that note what was answered, for tests that kill what answers them.
import assert from 'node:assert/strict';
import { type AccountId, type DeviceAddress, limits } from '@parley/protocol';
import type { MailboxPart } from '../../../dev/parts/mailbox.ts';
import { until } from '../../../dev/parts/until.ts';
import { account, messageId, readAll, text, textOf } from './message-store.testing.ts';
import type { MessageStore } from './message-store.ts';
import { openMnesiaMessageStore } from './message-store-mnesia.ts';
import { shardOf } from './terms-mnesia.ts';

const WRITERS = 16;
const ANSWERS_MS = 150_000;
const accounts: readonly AccountId[] = Array.from({ length: WRITERS }, (_, i) => account((0x10 + i).toString(16)));
/** For the message when something is lost. */
const answeredAt = new Map<string, number>();
const deviceOf = (i: number): DeviceAddress => ({ account: accounts[i % WRITERS]!, device: 1 });

export interface WriteLoad {
  readonly answered: readonly string[];
  /** Resolves once so many more have been answered. */
  more(count: number): Promise<void>;
  /** Resolves once all writers have stopped, their last answer or failure being there. */
  stop(): Promise<void>;
  /** Everything that was answered is there, once. */
  check(): Promise<void>;
}

export function openStore(part: MailboxPart, giveUpMs: number): Promise<MessageStore> {
  return openMnesiaMessageStore({ nodes: part.addresses, secret: part.secret, limits, giveUpMs });
}

/** Each writer writes to the next one; one whose message fails writes another. */
export async function startWriteLoad(part: MailboxPart, giveUpMs = 30_000): Promise<WriteLoad> {
  const store = await openStore(part, giveUpMs);
  for (const name of accounts) await store.setDevices(name, 1, [1]);
  const answered: string[] = [];
  const startedAt = performance.now();
  let last = 0;
  let stopped = false;

  async function write(i: number): Promise<void> {
    const { account: to } = deviceOf(i + 1);
    while (!stopped) {
      const n = ++last;
      const targets = [{ account: to, listVersion: 1, rows: [{ device: 1, envelope: text(n, 300) }] }];
      const append = { sender: deviceOf(i), id: messageId(n), ts: 1_000 + n, control: false, targets };
      const result = await store.append(append).catch(() => undefined);
      if (!result) continue;
      assert.ok(result.kind === 'stored' || result.kind === 'duplicate', result.kind);
      answered.push(`${to} ${n}`);
      answeredAt.set(`${to} ${n}`, performance.now() - startedAt);
    }
  }

  const writing = Promise.all(accounts.map((_, i) => write(i)));
  return {
    answered,
    more(count) {
      const target = answered.length + count;
      return untilSo(part, `${count} more answers`, () => answered.length >= target);
    },
    async stop() {
      stopped = true;
      let ended = false;
      const over = writing.finally(() => {
        ended = true;
      });
      await Promise.all([over, untilSo(part, 'the last answer of each writer', () => ended)]);
      await store.close();
    },
    check: () => checkAnswered(part, answered),
  };
}

async function untilSo(part: MailboxPart, what: string, isSo: () => boolean): Promise<void> {
  try {
    await until(what, ANSWERS_MS, async () => isSo());
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${logsOf(part)}`);
  }
}

const logsOf = ({ nodes }: MailboxPart): string => nodes.map(node => `${node.name}:\n${node.log()}`).join('\n');

async function checkAnswered(part: MailboxPart, answered: readonly string[]): Promise<void> {
  const store = await openStore(part, 30_000);
  const rows: string[] = [];
  try {
    for (const to of accounts) {
      for (const row of await readAll(store, { account: to, device: 1 })) rows.push(`${to} ${textOf(row)}`);
    }
  } finally {
    await store.close();
  }
  const there = new Set(rows);
  assert.equal(there.size, rows.length, 'nothing twice');
  const lost = answered.filter(one => !there.has(one));
  if (lost.length > 0) assert.fail(await tellLost(part, lost));
}

/** Which rows, when they were answered, which nodes have them, and what the nodes say. */
async function tellLost(part: MailboxPart, lost: readonly string[]): Promise<string> {
  const lines = await Promise.all(
    lost.slice(0, 10).map(async one => {
      const [to, n] = one.split(' ') as [AccountId, string];
      const where = await part.whoHas(shardOf(to, part.shards), messageId(Number(n)));
      return `${one}, answered after ${Math.round(answeredAt.get(one) ?? 0)} ms: on ${where.join(', ') || 'no node'}`;
    }),
  );
  return [`${lost.length} rows that were answered are lost`, ...lines, logsOf(part)].join('\n');
}
