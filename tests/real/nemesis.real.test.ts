// One part of a cluster after the other fails while people write, send photos and move between gateways; each history is checked.
// All faults, and often: `npm run nemesis`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRight, startNemesis } from '../../dev/nemesis/nemesis.ts';

/** What is frozen, but for S3 and Redis, which have times of their own to outlast. */
const STOP_MS = 10_000;
const TO_MOVERS = 5_000;

const faults = [
  'gateway',
  'stop-gateway',
  'messages',
  'stop-messages',
  'fanout',
  'accounts',
  'assets',
  'mailbox-one',
  'stop-mailbox-one',
  'mailbox-all',
  'mailbox-one-then-all',
  'cut-1s',
  'kafka-broker',
  'redis-failover',
  'redis-all',
  'stop-redis-all',
  'redis-flush',
  'mysql-primary',
  'stop-mysql-primary',
  's3',
  'stop-s3',
  'balancer',
];

test('D1 D2 D3 D4 D5 D7 D9 D11 F6 F11 F12 F13 F18 nothing is lost, doubled, out of order, astray, told too early, and files open, whichever part fails', {
  timeout: 600_000,
}, async t => {
  const seed = Number(process.env.PARLEY_SEED ?? Math.floor(Math.random() * 1e6));
  const nemesis = await startNemesis({ faults, stopMs: STOP_MS });
  t.after(() => nemesis.stop());
  let toMovers = 0;
  for (const fault of faults) {
    const run = await nemesis.run(fault, seed);
    t.diagnostic(JSON.stringify(run));
    assert.ok(run.acked > 0);
    assert.ok(isRight(run), JSON.stringify(run, undefined, 2));
    toMovers += run.toMovers;
  }
  assert.ok(toMovers >= TO_MOVERS, `only ${toMovers} messages went to people who move`);
});
