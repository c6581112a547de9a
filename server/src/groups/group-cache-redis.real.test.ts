import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { AccountId, GroupId } from '@parley/protocol';
import { until } from '../../../dev/parts/until.ts';
import { systemClock } from '../lib/clock.ts';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { useRedis } from '../sessions/redis.testing.ts';
import { cacheGroupStore } from './group-cache-redis.ts';
import { groupStoreContract } from './group-store.contract.ts';
import type { GroupStore, MembersAt } from './group-store.ts';
import { openSqlGroupStore } from './group-store-sql.ts';

const rig = useRedis();
const GROUP = `g${'1'.repeat(32)}` as GroupId;
const account = (digit: string): AccountId => digit.repeat(32) as AccountId;
const WAIT_MS = 30_000;

groupStoreContract(
  'redis cache',
  async path => {
    await rig.cluster.empty();
    const store = await openSqlGroupStore({ kind: 'sqlite', path });
    return cacheGroupStore({ store, redis: rig.redis, clock: systemClock });
  },
  temporaryPath,
);

/** A store with rosters that a test sets; each process has a cache of its own in front of it. */
async function create(t: TestContext) {
  await rig.cluster.empty();
  const rosters = new Map<number, MembersAt>();
  const asked: number[] = [];
  const whole = await openSqlGroupStore({ kind: 'sqlite', path: temporaryPath() });
  t.after(() => whole.close());
  const store: GroupStore = {
    ...whole,
    async membersAt(_group, number) {
      asked.push(number);
      return rosters.get(number);
    },
  };
  const open = () => cacheGroupStore({ store, redis: rig.redis, clock: systemClock });
  const isKept = (number: number) => async () =>
    (await rig.redis.run(client => client.exists(`members:${GROUP}:${number}`))) === 1;
  return { rosters, asked, open, isKept };
}

const roster: MembersAt = {
  members: [
    { account: account('a'), isAdmin: true },
    { account: account('b'), isAdmin: false },
  ],
  announcementsOnly: true,
};
const empty: MembersAt = { members: [], announcementsOnly: false };

test('redis cache: what one process has read no other one reads, and many at once are one', async t => {
  const { rosters, asked, open, isKept } = await create(t);
  rosters.set(1, roster).set(2, empty);
  const [one, two] = [open(), open()];
  const answers = await Promise.all(Array.from({ length: 20 }, () => one.membersAt(GROUP, 1)));
  assert.ok(answers.every(answer => answer === answers[0]));
  assert.deepEqual(await one.membersAt(GROUP, 2), empty);
  await until('both are kept', WAIT_MS, async () => (await isKept(1)()) && (await isKept(2)()));
  assert.deepEqual(await two.membersAt(GROUP, 1), roster);
  assert.deepEqual(await two.membersAt(GROUP, 2), empty);
  assert.deepEqual(asked, [1, 2]);
  assert.deepEqual(two.stats(), { reads: 2, hits: 2 });
});

test('redis cache: F21 "there is no such entry" is never remembered', async t => {
  const { rosters, open } = await create(t);
  const store = open();
  assert.equal(await store.membersAt(GROUP, 1), undefined);
  rosters.set(1, roster);
  assert.deepEqual(await store.membersAt(GROUP, 1), roster);
});

test('redis cache: what is not as it was written is read from the store', async t => {
  const { rosters, open } = await create(t);
  rosters.set(1, roster);
  for (const value of ['', 'x', `-${account('a')}`, `-${account('z')}!`]) {
    await rig.redis.run(client => client.set(`members:${GROUP}:1`, value));
    assert.deepEqual(await open().membersAt(GROUP, 1), roster, value);
  }
});

test('redis cache: D9 while Redis is away the store answers, and only a call a second waits for it', async t => {
  const { rosters, open } = await create(t);
  const store = open();
  rosters.set(1, roster);
  for (const node of rig.cluster.nodes) node.pause();
  await store.membersAt(GROUP, 1); // it learns of it
  const start = performance.now();
  for (let n = 0; n < 50; n++) assert.deepEqual(await store.membersAt(GROUP, 1), roster);
  assert.ok(performance.now() - start < 1_000, `${performance.now() - start} ms for 50`);
  for (const node of rig.cluster.nodes) node.resume();
  await rig.cluster.untilWhole();
});
