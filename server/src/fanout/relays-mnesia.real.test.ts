// Two message services beside one mailbox, which both relay its outbox of groups: each record is published by one of them, and by the
// other one when that one cannot or is gone.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type GroupId, idBytes, limits, wire } from '@parley/protocol';
import { startMailbox } from '../../../dev/parts/mailbox.ts';
import { until } from '../../../dev/parts/until.ts';
import { choir, friends, groupPost } from '../messages/group.testing.ts';
import { alicesPhone } from '../messages/message-store.testing.ts';
import type { MessageStore } from '../messages/message-store.ts';
import { openMnesiaMessageStore } from '../messages/message-store-mnesia.ts';
import type { LogRecord } from './group-log.ts';
import { readLogRecord } from './records.ts';
import { createRelay } from './relay.ts';

const MOST_MS = 20_000;
/** As a process looks by itself. */
const LOOK_MS = 100;
const POSTS = 300;

const entryOf = (group: GroupId): Uint8Array =>
  wire.GroupRosterEntry.encode({ group: idBytes(group), number: 1, event: Uint8Array.of(1) }).finish();

type Append = (records: readonly LogRecord[]) => Promise<void>;

async function startTwo(t: TestContext, appendOfFirst?: Append) {
  const part = await startMailbox({});
  t.after(() => part.stop());
  const published: string[] = [];
  const take: Append = async records => {
    await new Promise(setImmediate);
    for (const record of records) {
      const { group, seq } = readLogRecord(record);
      published.push(`${group} ${seq}`);
    }
  };
  async function open(append: Append) {
    const store = await openMnesiaMessageStore({ nodes: part.addresses, secret: part.secret, limits });
    const relay = createRelay({ shard: store, log: { append }, onError: () => {} });
    const look = setInterval(relay.nudge, LOOK_MS);
    t.after(async () => {
      clearInterval(look);
      void relay.stop();
      await store.close();
    });
    return { store, nudge: relay.nudge };
  }
  const services = [await open(appendOfFirst ?? take), await open(take)] as const;
  const [{ store }] = services;
  await store.setDevices(alicesPhone.account, 1, [alicesPhone.device]);
  const stamped: string[] = [];
  for (const group of [friends, choir]) {
    const result = await store.postRoster({ group, number: 1, entry: entryOf(group) });
    assert.ok(result.kind === 'stamped');
    stamped.push(`${group} ${result.seq}`);
  }
  /** Through one and the other by turns, each of which then looks at once. */
  async function post(first = 0): Promise<void> {
    const posting = Array.from({ length: POSTS }, async (_, i) => {
      const n = first + i;
      const group = n % 3 === 0 ? choir : friends;
      const { store: by, nudge } = services[n % 2]!;
      const result = await by.postGroup(groupPost(n, { group }));
      assert.ok(result.kind === 'stamped');
      stamped.push(`${group} ${result.seq}`);
      nudge();
    });
    await Promise.all(posting);
  }
  return { store: services[1].store, post, stamped, published };
}

async function untilEmpty(store: MessageStore): Promise<void> {
  await until('the outbox is empty', MOST_MS, async () => {
    await store.groupRoster(friends); // each answer tells how much waits
    return store.groupOutboxRows() === 0;
  });
}

const inGroup = (all: readonly string[], group: string): string[] => all.filter(line => line.startsWith(group));

function assertAllInOrder(published: readonly string[], stamped: readonly string[]): void {
  assert.deepEqual(published.toSorted(), stamped.toSorted());
  for (const group of [friends, choir]) {
    const seqs = inGroup(published, group).map(line => Number(line.split(' ')[1]));
    assert.deepEqual(
      seqs,
      seqs.toSorted((a, b) => a - b),
    );
  }
}

test('D3 two message services publish each record of groups once, in order', async t => {
  const { store, post, stamped, published } = await startTwo(t);
  for (let round = 0; round < 3; round++) await post(round * POSTS);
  await untilEmpty(store);
  assertAllInOrder(published, stamped);
});

test('D9 what one message service has taken and cannot publish, or never answers for, the other one does', async t => {
  const kinds: readonly Append[] = [() => Promise.reject(new Error('no Kafka')), () => new Promise(() => {})];
  for (const append of kinds) {
    const { store, post, stamped, published } = await startTwo(t, append);
    await post();
    await untilEmpty(store);
    assertAllInOrder(published, stamped);
  }
});
