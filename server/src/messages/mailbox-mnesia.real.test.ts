// What a node of the mailbox makes of requests that are none of its operations.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startMailbox } from '../../../dev/parts/mailbox.ts';
import { openMailbox } from './mailbox-mnesia.ts';

test('D9 a request that no shard takes fails alone: what else goes over its connection goes on', async t => {
  const part = await startMailbox();
  t.after(part.stop);
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => void warnings.push(message) };
  const mailbox = openMailbox({ nodes: part.addresses, secret: part.secret, log });
  t.after(mailbox.close);
  await mailbox.ready();
  const bad = assert.rejects(
    mailbox.ask(0, () => ['where', 1]),
    /bad_request/,
  );
  assert.equal((await mailbox.ask(0, () => ['where']))[0], 'place');
  await bad;
  assert.deepEqual(warnings, []);
});
