import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { limits } from '@parley/protocol';
import { startMailbox } from '../../../dev/parts/mailbox.ts';
import { openMailbox } from './mailbox-mnesia.ts';
import { bobsPhone, introduce, toBob } from './message-store.testing.ts';
import { mnesiaMessageStore, openMnesiaMessageStore } from './message-store-mnesia.ts';

/** Longer than clients stay with a node that does not answer; what they have written to it stays. */
const FROZEN_MS = 7_000;
/** On a busy machine the last thread of a process stops a while after the first. */
const STOP_MS = 1_000;

test('D3 what was asked of a frozen node by somebody who has left it is not carried out when it goes on', async t => {
  const part = await startMailbox();
  t.after(() => part.stop());
  const options = { nodes: part.addresses, secret: part.secret, limits };
  const mailbox = openMailbox(options);
  await mailbox.ready();
  const store = mnesiaMessageStore(mailbox);
  await introduce(store);
  part.nodes[0]!.pause();
  await wait(STOP_MS);
  const appending = store.append(toBob(1));
  await wait(FROZEN_MS);
  mailbox.close();
  await assert.rejects(appending);
  part.nodes[0]!.resume();
  const later = await openMnesiaMessageStore(options);
  t.after(() => later.close());
  await later.append(toBob(2));
  assert.equal((await later.stat(bobsPhone))!.lastSeq, 1, 'only what was asked later is there');
});
