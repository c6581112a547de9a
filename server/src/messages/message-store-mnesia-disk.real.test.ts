// One node of three has too little room on its disk: nobody's messages are taken, whatever else is, until it has gone (D10).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '@parley/protocol';
import { gaugeOf } from '../../../dev/nemesis/mailbox-gauges.ts';
import { startMailbox } from '../../../dev/parts/mailbox.ts';
import { until } from '../../../dev/parts/until.ts';
import { account, alicesPhone, messageId, readAll, text } from './message-store.testing.ts';
import type { AppendResult } from './message-store.ts';
import { openMnesiaMessageStore } from './message-store-mnesia.ts';

/** No disk has a million of gigabytes. */
const MORE_THAN_ANY_DISK = '1000000000';
/** Of all eight shards, so of all three nodes. */
const people = Array.from({ length: 40 }, (_, i) => account((i + 16).toString(16)));

test('D10 messages are not taken while a member of the view is low on disk, and are again when it is none', async t => {
  const envOf = (name: string): Record<string, string> =>
    name === 'mailbox-1' ? { MAILBOX_MIN_FREE_DISK_MB: MORE_THAN_ANY_DISK } : { MAILBOX_MIN_FREE_DISK_MB: '1' };
  const part = await startMailbox({ nodes: 3, envOf });
  t.after(() => part.stop());
  const store = await openMnesiaMessageStore({ nodes: part.addresses, secret: part.secret, limits, giveUpMs: 45_000 });
  t.after(() => store.close());
  const allHave = (nodes: readonly number[], low: number): Promise<void> =>
    until(`disk_low is ${low}`, 30_000, async () => {
      const found = await Promise.all(nodes.map(node => gaugeOf(part, node, 'disk_low')));
      return found.every(value => value === low);
    });
  const send = (n: number): Promise<AppendResult[]> =>
    Promise.all(
      people.map((name, i) => {
        const targets = [{ account: name, listVersion: 1, rows: [{ device: 1, envelope: text(n) }] }];
        const id = messageId(n * 1_000 + i);
        return store.append({ sender: alicesPhone, id, ts: 1_000 + n, control: false, targets });
      }),
    );
  const kinds = (results: readonly AppendResult[]): string[] => [...new Set(results.map(({ kind }) => kind))];

  // Devices are written also while nothing else is.
  for (const name of [alicesPhone.account, ...people]) await store.setDevices(name, 1, [1]);
  await allHave([0, 1, 2], 1);
  assert.deepEqual(kinds(await send(1)), ['store_full']);
  assert.ok((await gaugeOf(part, 1, 'disk_free_bytes')) > 1_048_576);
  assert.deepEqual(await readAll(store, { account: people[0]!, device: 1 }), []);

  await part.nodes[0]!.kill();
  await allHave([1, 2], 0);
  assert.deepEqual(kinds(await send(2)), ['stored']);
});
