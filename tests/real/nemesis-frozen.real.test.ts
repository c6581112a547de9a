// As `nemesis.real.test.ts`, for what does not end: parts that answer nobody and whose connections stay, and clocks that are wrong.
import { test } from 'node:test';
import { playFaults } from './support/play-faults.ts';

/** But for S3 and Redis, which have times of their own to outlast. */
const STOP_MS = 10_000;

const faults = [
  'stop-gateway',
  'stop-messages',
  'stop-fanout',
  'stop-kafka-broker',
  'stop-mailbox-one',
  'stop-mailbox-all',
  'stop-mailbox-one-then-all',
  'cut-10ms',
  'cut-1s',
  'stop-redis-master',
  'stop-redis-all',
  'stop-mysql-primary',
  'stop-s3',
  'clock-ahead',
  'clock-behind',
];

test(
  'D1 D2 D3 D4 D5 D7 D9 D11 D12 F12 nothing is lost, doubled, out of order, astray, told too early, and files open, whatever is frozen',
  {
    timeout: 590_000,
  },
  t => playFaults(t, { faults, stopMs: STOP_MS }),
);
