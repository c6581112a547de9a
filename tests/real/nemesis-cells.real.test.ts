// As `nemesis.real.test.ts`, with a mailbox of two cells, between which shards move.
import { test } from 'node:test';
import { playFaults } from './support/play-faults.ts';

test(
  'D1 D2 D3 D4 D5 D7 D9 nothing is lost, doubled, out of order, astray or told too early between cells, whatever is killed',
  {
    timeout: 590_000,
  },
  t => playFaults(t, { faults: ['mailbox-move', 'mailbox-cell'] }),
);
