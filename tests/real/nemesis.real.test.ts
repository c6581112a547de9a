// One part of a cluster after the other is killed while people write, send photos and move between gateways. All faults, and often:
// `npm run nemesis`.
import { test } from 'node:test';
import { playFaults } from './support/play-faults.ts';

/** Messages in all. */
const TO_MOVERS = 5_000;

const faults = [
  'gateway',
  'messages',
  'fanout',
  'accounts',
  'assets',
  'mailbox-one',
  'mailbox-all',
  'mailbox-one-then-all',
  'kafka-broker',
  'redis-master',
  'redis-failover',
  'redis-all',
  'redis-flush',
  'mysql-primary',
  'mysql-replica',
  's3',
  'balancer',
];

test(
  'D1 D2 D3 D4 D5 D7 D9 D11 F6 F11 F13 F18 nothing is lost, doubled, out of order, astray, told too early, and files open, whatever is killed',
  {
    timeout: 590_000,
  },
  t => playFaults(t, { faults, leastToMovers: Math.ceil(TO_MOVERS / faults.length) }),
);
