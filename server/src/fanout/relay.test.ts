// The relay between an outbox and a log that are lists in memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { friends } from '../messages/group.testing.ts';
import type { GroupRecord, OutboxPlace } from '../messages/group-shard.ts';
import { alicesPhone, messageId, text } from '../messages/message-store.testing.ts';
import type { LogRecord } from './group-log.ts';
import { readLogRecord } from './records.ts';
import { createRelay } from './relay.ts';

const LANES = 3;

const recordOf = (position: number): GroupRecord => ({
  lane: position % LANES,
  position,
  group: friends,
  seq: position,
  ts: position,
  roster: 1,
  kind: 'message',
  sender: alicesPhone,
  id: messageId(position),
  control: false,
  data: text(position),
});

const isBehind = (places: readonly OutboxPlace[]) => (record: GroupRecord) =>
  record.position > (places.find(({ lane }) => lane === record.lane)?.position ?? 0);

function createRig(records: number) {
  let outbox = Array.from({ length: records }, (_, i) => recordOf(i + 1));
  const appended: LogRecord[] = [];
  const errors: unknown[] = [];
  const relay = createRelay({
    shard: {
      groupOutbox: async (after, limit) => outbox.filter(isBehind(after)).slice(0, limit),
      async dropGroupOutbox(upTo) {
        outbox = outbox.filter(isBehind(upTo));
      },
    },
    log: {
      async append(some) {
        appended.push(...some);
      },
    },
    onError: error => void errors.push(error),
  });
  const seqs = (): number[] => appended.map(record => readLogRecord(record).seq);
  function restart(again: number): void {
    outbox = Array.from({ length: again }, (_, i) => recordOf(i + 1));
  }
  return { relay, errors, seqs, restart, left: () => outbox.length };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 50; i++) await new Promise(setImmediate);
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

test('everything is relayed once and in order, and leaves the outbox', async () => {
  const { relay, seqs, left } = createRig(1_000);
  relay.nudge();
  relay.nudge();
  await settle();
  assert.deepEqual(seqs(), upTo(1_000));
  assert.equal(left(), 0);
});

test('an outbox that numbers its records anew is relayed from its beginning', async () => {
  const { relay, seqs, restart, left } = createRig(600);
  relay.nudge();
  await settle();
  restart(2);
  relay.nudge();
  await settle();
  assert.deepEqual(seqs().slice(600), upTo(2));
  assert.equal(left(), 0);
});

test('while too much is not written the rest stays in the outbox, and goes on when there is room', async () => {
  const { relay, seqs, left } = createRig(10_000);
  relay.nudge();
  await settle();
  const first = seqs().length;
  assert.ok(first < 6_000 && left() > 0, `${first} relayed`);
  for (let i = 0; i < 3; i++) relay.nudge(); // nothing has been written meanwhile
  await settle();
  assert.equal(seqs().length, first);
  for (let written = first; left() > 0 || written < seqs().length; ) {
    const some = seqs().length - written || first;
    relay.written(some);
    written += some;
    await settle();
  }
  assert.deepEqual(seqs(), upTo(10_000));
});

test('after it has been stopped nothing is relayed', async () => {
  const { relay, seqs } = createRig(10);
  await relay.stop();
  relay.nudge();
  await settle();
  assert.deepEqual(seqs(), []);
});
