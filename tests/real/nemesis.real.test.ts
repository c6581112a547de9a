// One part of a cluster after the other fails under load; each history is checked. All faults, and often: `npm run nemesis`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRight, startNemesis } from '../../dev/nemesis/nemesis.ts';

const faults = [
  'gateway',
  'messages',
  'fanout',
  'mailbox-one',
  'mailbox-all',
  'mailbox-one-then-all',
  'kafka-broker',
  'redis-master',
  'redis-flush',
  'mysql-primary',
  'cut-1s',
];

test('D1 D2 D3 D4 D5 D7 D9 F11 F12 F13 nothing is lost, doubled, out of order, astray, or told too early, whichever part fails', {
  timeout: 600_000,
}, async t => {
  const seed = Number(process.env.PARLEY_SEED ?? Math.floor(Math.random() * 1e6));
  const nemesis = await startNemesis({ faults });
  t.after(() => nemesis.stop());
  for (const fault of faults) {
    const run = await nemesis.run(fault, seed);
    t.diagnostic(JSON.stringify(run));
    assert.ok(run.acked > 0);
    assert.ok(isRight(run), JSON.stringify(run, undefined, 2));
  }
});
