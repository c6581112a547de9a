// What was answered is there after a kill under load (D1, F13).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, type DeviceAddress, limits } from '@parley/protocol';
import { startMailbox } from '../../../dev/parts/mailbox.ts';
import { account, messageId, readAll, text, textOf } from './message-store.testing.ts';
import type { MessageStore } from './message-store.ts';
import { openMnesiaMessageStore } from './message-store-mnesia.ts';

const KILLS = 4;
const WRITERS = 16;
const accounts: readonly AccountId[] = Array.from({ length: WRITERS }, (_, i) => account((0x10 + i).toString(16)));
const deviceOf = (i: number): DeviceAddress => ({ account: accounts[i % WRITERS]!, device: 1 });

/** Each writes to the next one until it fails. Tells what was answered: `to number`. */
async function write(store: MessageStore, i: number, numbers: () => number, answered: string[]): Promise<void> {
  const { account: to } = deviceOf(i + 1);
  for (;;) {
    const n = numbers();
    const targets = [{ account: to, listVersion: 1, rows: [{ device: 1, envelope: text(n, 300) }] }];
    const append = { sender: deviceOf(i), id: messageId(n), ts: 1_000 + n, control: false, targets };
    const result = await store.append(append).catch(() => undefined);
    if (!result) return;
    assert.ok(result.kind === 'stored' || result.kind === 'duplicate', result.kind);
    answered.push(`${to} ${n}`);
  }
}

async function stored(store: MessageStore): Promise<string[]> {
  const all: string[] = [];
  for (const to of accounts) {
    for (const row of await readAll(store, { account: to, device: 1 })) all.push(`${to} ${textOf(row)}`);
  }
  return all;
}

test('D1 D2 F13 a killed node has all that it has answered, once', async () => {
  const part = await startMailbox();
  const open = () => openMnesiaMessageStore({ nodes: part.addresses, secret: part.secret, limits, giveUpMs: 500 });
  const answered: string[] = [];
  let last = 0;
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const store = await open();
      for (const name of accounts) await store.setDevices(name, 1, [1]);
      const target = answered.length + 1_000;
      const writing = accounts.map((_, i) => write(store, i, () => ++last, answered));
      while (answered.length < target) await new Promise(setImmediate);
      await part.nodes[0]!.kill();
      await Promise.all(writing);
      await store.close();
      await part.nodes[0]!.restart();
    }
    const store = await open();
    const rows = await stored(store);
    assert.equal(new Set(rows).size, rows.length, 'nothing twice');
    const there = new Set(rows);
    assert.deepEqual(
      answered.filter(one => !there.has(one)),
      [],
    );
    await store.close();
  } finally {
    await part.stop();
  }
});
