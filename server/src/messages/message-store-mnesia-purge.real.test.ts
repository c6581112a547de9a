// A mailbox that was full is small again (F14).
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type AccountId, limits } from '@parley/protocol';
import { type MailboxPart, startMailbox } from '../../../dev/parts/mailbox.ts';
import { until } from '../../../dev/parts/until.ts';
import { messageId, text } from './message-store.testing.ts';
import type { MessageStore } from './message-store.ts';
import { openMnesiaMessageStore } from './message-store-mnesia.ts';

/** More on demand: a million rows of 10,000 people are minutes. */
const ROWS = Number(process.env.PARLEY_TEST_MAILBOX_ROWS ?? 40_000);
const AT_ONCE = 256;
const PURGE_MS = 60_000 + ROWS / 5;
const people = Array.from({ length: Math.max(50, ROWS / 100) }, (_, i) => numbered(i + 1));

function numbered(n: number): AccountId {
  return n.toString(16).padStart(32, '0') as AccountId;
}

async function fill(store: MessageStore, from: number, rows: number): Promise<void> {
  const write = async (lane: number): Promise<void> => {
    for (let n = from + lane; n < from + rows; n += AT_ONCE) {
      const sender = { account: people[(n + 1) % people.length]!, device: 1 };
      const targets = [
        { account: people[n % people.length]!, listVersion: 1, rows: [{ device: 1, envelope: text(n, 500) }] },
      ];
      const result = await store.append({ sender, id: messageId(n), ts: 1_000 + n, control: false, targets });
      assert.ok(result.kind === 'stored' || result.kind === 'duplicate', result.kind);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, lane) => write(lane)));
}

async function sizesOf({ httpPorts, folders }: MailboxPart): Promise<{ memory: number; disk: number }> {
  const metrics = await (await fetch(`http://127.0.0.1:${httpPorts[0]}/metrics`)).text();
  const tables = join(folders[0]!, 'tables');
  const disk = readdirSync(tables).reduce((sum, name) => sum + (sizeOf(join(tables, name)) ?? 0), 0);
  return { memory: Number(/^mailbox_memory_bytes (\d+)$/m.exec(metrics)![1]), disk };
}

/** A file may go while the folder is read. */
const sizeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.size;

test('F14 what was purged gives its memory back, and its disk when the log is dumped', async t => {
  const part = await startMailbox({ shards: ROWS > 100_000 ? 64 : 8 });
  t.after(() => part.stop());
  const store = await openMnesiaMessageStore({ nodes: part.addresses, secret: part.secret, limits });
  t.after(() => store.close());
  await Promise.all(people.map(name => store.setDevices(name, 1, [1])));
  const empty = await sizesOf(part);
  await fill(store, 0, ROWS);
  const full = await sizesOf(part);
  const half = (of: 'memory' | 'disk'): number => (empty[of] + full[of]) / 2;
  const removed = await Promise.all(people.map(name => store.purge({ account: name, device: 1 })));
  assert.equal(
    removed.reduce((sum, rows) => sum + rows, 0),
    ROWS,
  );
  await until('the memory is there again', PURGE_MS, async () => (await sizesOf(part)).memory < half('memory'));
  await fill(store, ROWS, ROWS / 10);
  await Promise.all(people.map(name => store.purge({ account: name, device: 1 })));
  await until('the disk is there again', 2 * PURGE_MS, async () => (await sizesOf(part)).disk < half('disk'));
  t.diagnostic(`${JSON.stringify(full)} became ${JSON.stringify(await sizesOf(part))}`);
});
