// The arbiter: one order for a group's messages and roster entries.
import assert from 'node:assert/strict';
import { choir, friends, groupPost, rosterPost } from '../group.testing.ts';
import type { OutboxPlace } from '../group-shard.ts';
import { alicesPhone, bobsPhone, carol, messageId, textOf } from '../message-store.testing.ts';
import type { MessageStore } from '../message-store.ts';
import type { Example } from './example.testing.ts';

const envelopeOf = ({ data }: { data: Uint8Array }): number => textOf({ envelope: data });

async function outboxOf(store: MessageStore, after: readonly OutboxPlace[] = []): Promise<number[]> {
  return (await store.groupOutbox(after, 1_000)).map(envelopeOf);
}

async function postAll(store: MessageStore, numbers: readonly number[]) {
  return Promise.all(numbers.map(n => store.postGroup(groupPost(n))));
}

export function groups(example: Example): void {
  example('messages and roster entries of a group are stamped in call order, with ascending times', async it => {
    const { store, clock } = it;
    const now = clock.now();
    const results = await Promise.all([
      store.postRoster(rosterPost(1)),
      store.postGroup(groupPost(1)),
      store.postGroup(groupPost(2)),
      store.postRoster(rosterPost(2)),
      store.postGroup(groupPost(3, { roster: 2 })),
      store.postRoster(rosterPost(1, choir)),
    ]);
    const [first] = results;
    assert.ok(first?.kind === 'stamped');
    const stamp = (place: number) => ({ kind: 'stamped', seq: first.seq + place, ts: now + place });
    assert.deepEqual(results, [0, 1, 2, 3, 4, 0].map(stamp));
    const records = await store.groupOutbox([], 100);
    assert.deepEqual(
      records.map(({ group, seq, ts, roster, kind }) => [group, seq - first.seq, ts - now, roster, kind]),
      [
        [friends, 0, 0, 1, 'roster'],
        [friends, 1, 1, 1, 'message'],
        [friends, 2, 2, 1, 'message'],
        [friends, 3, 3, 2, 'roster'],
        [friends, 4, 4, 2, 'message'],
        [choir, 0, 0, 1, 'roster'],
      ],
    );
    assert.deepEqual([records[1]!.sender, records[1]!.id], [alicesPhone, messageId(1)]);
    await it.restart();
    assert.deepEqual(await it.store.groupOutbox([], 100), records);
    const next = await it.store.postGroup(groupPost(4, { roster: 2 }));
    assert.ok(next.kind === 'stamped' && next.seq > first.seq + 4);
    assert.equal(next.ts, now + 5);
  });

  example(
    'D2 a repeat is stamped once and answered as the first one was, also when the group has changed',
    async it => {
      await it.store.postRoster(rosterPost(1));
      const [first, again] = await postAll(it.store, [1, 1]);
      assert.equal(first!.kind, 'stamped');
      const expected = { ...first, kind: 'duplicate' };
      assert.deepEqual(again, expected);
      await it.store.postRoster(rosterPost(2));
      await it.restart();
      assert.deepEqual(await it.store.postGroup(groupPost(1)), expected);
      assert.deepEqual(await outboxOf(it.store), [1, 1, 2]);
    },
  );

  example('a message written on another roster than the present one is refused with its number', async it => {
    assert.deepEqual(await it.store.postGroup(groupPost(1)), { kind: 'stale_group', roster: 0 });
    assert.equal(await it.store.groupRoster(friends), undefined);
    for (const number of [1, 2]) await it.store.postRoster(rosterPost(number));
    for (const roster of [0, 1, 3]) {
      assert.deepEqual(await it.store.postGroup(groupPost(1, { roster })), { kind: 'stale_group', roster: 2 });
    }
    await it.restart();
    assert.equal(await it.store.groupRoster(friends), 2);
    assert.equal((await it.store.postGroup(groupPost(1, { roster: 2 }))).kind, 'stamped');
  });

  example('roster entries come without a hole, and a repeat is answered as the first one was', async ({ store }) => {
    assert.deepEqual(await store.postRoster(rosterPost(2)), { kind: 'gap', last: 0 });
    const first = await store.postRoster(rosterPost(1));
    await store.postRoster(rosterPost(2));
    assert.deepEqual(await store.postRoster(rosterPost(4)), { kind: 'gap', last: 2 });
    assert.deepEqual(await store.postRoster(rosterPost(1)), first);
    assert.deepEqual(await outboxOf(store), [1, 2]);
  });

  example(
    'F19 a message is stamped after what its sender has seen, but at most a minute ahead of the clock',
    async it => {
      const now = it.clock.now();
      await it.store.postRoster(rosterPost(1));
      const times: number[] = [];
      for (const [n, after] of [now + 500, 0, now + 3_600_000, 0].entries()) {
        const result = await it.store.postGroup(groupPost(n, { after }));
        assert.ok(result.kind === 'stamped');
        times.push(result.ts - now);
      }
      assert.deepEqual(times, [501, 502, 60_000, 60_001]);
      it.clock.step(-1_000_000);
      await it.restart();
      const result = await it.store.postGroup(groupPost(9));
      assert.ok(result.kind === 'stamped' && result.ts === now + 60_002, 'it never falls, whatever the clock does');
    },
  );

  example('D3 a refused message ends its run, those behind it with it', async ({ store }) => {
    await store.postRoster(rosterPost(1));
    const run = {};
    const posts = [1, 9, 1].map((roster, index) => groupPost(index, { roster, place: { run, index } }));
    const results = await Promise.all(posts.map(store.postGroup));
    assert.deepEqual(
      results.map(({ kind }) => kind),
      ['stamped', 'stale_group', 'run_ended'],
    );
    assert.deepEqual(run, { ended: { index: 1, by: messageId(1) } });
  });

  example('what is dropped from the outbox is gone for good, and positions ascend all the same', async it => {
    await it.store.postRoster(rosterPost(1));
    await postAll(it.store, [11, 12, 13]);
    const records = await it.store.groupOutbox([], 2);
    assert.deepEqual(records.map(envelopeOf), [1, 11]);
    await it.store.dropGroupOutbox([records[1]!]);
    assert.equal(it.store.groupOutboxRows(), 2);
    const rest = await it.store.groupOutbox([records[1]!], 100);
    assert.deepEqual(rest.map(envelopeOf), [12, 13]);
    await it.store.dropGroupOutbox([rest[1]!]);
    await postAll(it.store, [14]);
    assert.deepEqual(await outboxOf(it.store, [rest[1]!]), [14]);
    await it.restart();
    assert.deepEqual(await outboxOf(it.store), [14]);
    assert.equal(it.store.groupOutboxRows(), 1);
  });

  example(
    'D10 a full outbox refuses messages, not roster entries, until it has been emptied',
    async ({ store }) => {
      await store.postRoster(rosterPost(1));
      const results = await postAll(store, [1, 2, 3]);
      assert.deepEqual(
        results.map(({ kind }) => kind),
        ['stamped', 'stamped', 'store_full'],
      );
      assert.equal((await store.postRoster(rosterPost(2))).kind, 'stamped');
      assert.equal((await store.postRoster(rosterPost(1, choir))).kind, 'stamped');
      const elsewhere = await store.postGroup(groupPost(4, { group: choir }));
      assert.deepEqual(elsewhere, { kind: 'store_full' }, 'it counts for all groups');
      const lanes = Map.groupBy(await store.groupOutbox([], 10), ({ lane }) => lane);
      await store.dropGroupOutbox([...lanes.values()].map(records => records.at(-1)!));
      assert.equal((await store.postGroup(groupPost(3, { roster: 2 }))).kind, 'stamped');
    },
    { maxGroupOutboxRows: 3 },
  );

  example('who is no device is refused', async ({ store }) => {
    await store.postRoster(rosterPost(1));
    const stranger = await store.postGroup(groupPost(1, { sender: { account: carol, device: 1 } }));
    assert.deepEqual(stranger, { kind: 'unknown_device' });
    await store.setDevices(bobsPhone.account, 2, [2]);
    assert.deepEqual(await store.postGroup(groupPost(1, { sender: bobsPhone })), { kind: 'unknown_device' });
  });
}
