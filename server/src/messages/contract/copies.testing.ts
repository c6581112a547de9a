// What must hold when a store is opened on an older copy of itself: it cannot know what it has given out since.
import assert from 'node:assert/strict';
import { choir, rosterPost } from '../group.testing.ts';
import type { RosterPostResult } from '../group-shard.ts';
import {
  ackUpTo,
  appendAll,
  bobsPhone,
  bobsTablet,
  openAt,
  readAll,
  textsIn,
  toBob,
} from '../message-store.testing.ts';
import type { Case, Example } from './example.testing.ts';

async function positionsOf({ store }: Case): Promise<string[]> {
  const { inboxEpoch } = (await store.stat(bobsPhone))!;
  return (await readAll(store, bobsPhone)).map(({ seq }) => `${inboxEpoch}/${seq}`);
}

export function copies(example: Example): void {
  example('D4 D9 no position is given out again after an older copy was put back, however often', async it => {
    await appendAll(it.store, 1, 3);
    const putBack = await it.copy();
    const given = new Set<string>();
    for (const first of [10, 20, 30]) {
      await appendAll(it.store, first, first + 4);
      assert.deepEqual(
        (await textsIn(it.store, bobsPhone)).slice(3),
        [0, 1, 2, 3, 4].map(n => first + n),
      );
      const positions = await positionsOf(it);
      assert.deepEqual(
        positions.filter(position => given.has(position)),
        [],
      );
      for (const position of positions) given.add(position);
      await putBack();
    }
  });

  example(
    'D5 D9 neither resume nor ack of what came after the copy touches what is in it or comes after it',
    async it => {
      await appendAll(it.store, 1, 3);
      const putBack = await it.copy();
      await appendAll(it.store, 10, 20);
      await ackUpTo(it.store, bobsPhone, 9);
      const { inboxEpoch } = await openAt(it.store, bobsPhone, 1);
      await putBack();
      await appendAll(it.store, 30, 35);
      await it.store.ack(bobsPhone, { inboxEpoch, seq: 9 });
      const opened = await it.store.open(bobsPhone, 2, { inboxEpoch, seq: 9 });
      assert.ok(opened.kind === 'opened' && opened.inboxEpoch !== inboxEpoch && opened.queued === 9);
      assert.deepEqual(await textsIn(it.store, bobsPhone), [1, 2, 3, 30, 31, 32, 33, 34, 35]);
    },
  );

  example('D4 D9 no place in a group is given out again, also in one that is newer than the copy', async it => {
    const stamped = async (...posts: readonly Promise<RosterPostResult>[]) =>
      (await Promise.all(posts)).map(result => (result.kind === 'stamped' ? result.seq : 0));
    await it.store.postRoster(rosterPost(1));
    const putBack = await it.copy();
    const before = await stamped(
      it.store.postRoster(rosterPost(2)),
      it.store.postRoster(rosterPost(1, choir)),
      it.store.postRoster(rosterPost(2, choir)),
    );
    it.clock.step(1);
    await putBack();
    const after = await stamped(it.store.postRoster(rosterPost(2)), it.store.postRoster(rosterPost(1, choir)));
    assert.ok(Math.min(...after) > Math.max(...before), `${before}, and then ${after}`);
  });

  example('D9 a connection that is newer than the copy is taken', async it => {
    await openAt(it.store, bobsTablet, 3);
    const putBack = await it.copy();
    await openAt(it.store, bobsTablet, 8);
    await putBack();
    assert.equal((await openAt(it.store, bobsTablet, 9)).kind, 'opened');
  });

  example('D2 a retry of what was stored after the copy is stored: the copy does not have it', async it => {
    const putBack = await it.copy();
    await it.store.append(toBob(1));
    await putBack();
    assert.equal((await it.store.append(toBob(1))).kind, 'stored');
    assert.deepEqual(await textsIn(it.store, bobsPhone), [1]);
  });
}
