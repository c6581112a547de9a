// What the operator's machines ask a node of the mailbox.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startMailbox } from '../../dev/parts/mailbox.ts';
import { until } from '../../dev/parts/until.ts';

test('a node tells its health and its numbers, and nothing else', async () => {
  const part = await startMailbox();
  const ask = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${part.httpPorts[0]}${path}`);
  try {
    await until('the node is at work', 10_000, async () => (await ask('/health')).ok);
    const metrics = await (await ask('/metrics')).text();
    for (const name of ['rows', 'bytes', 'flushes_total', 'members'])
      assert.match(metrics, new RegExp(`^mailbox_${name} \\d+$`, 'm'));
    assert.match(metrics, /^mailbox_cell_shards 8$/m);
    assert.match(metrics, /^mailbox_moving_shards 0$/m);
    assert.equal((await ask('/other')).status, 404);
  } finally {
    await part.stop();
  }
});
