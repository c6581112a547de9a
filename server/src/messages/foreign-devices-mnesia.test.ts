import assert from 'node:assert/strict';
import { test } from 'node:test';
import { list, type Term } from '../lib/etf.ts';
import { createForeignDevices } from './foreign-devices-mnesia.ts';
import { account } from './message-store.testing.ts';
import { shardOf } from './terms-mnesia.ts';

const SHARDS = 8;
const [alice, bob] = [account('a1'), account('b2')];
const home = (shardOf(alice, SHARDS) + 1) % SHARDS;

/** A mailbox whose answers come when the test says so; `foreign` shards are in another cell than all others. */
function createAsked() {
  const foreign = new Set<number>();
  const answers: PromiseWithResolvers<readonly Term[]>[] = [];
  const lookUp = createForeignDevices({
    shards: () => SHARDS,
    cellOf: shard => (foreign.has(shard) ? 1 : 0),
    ask: () => {
      const answer = Promise.withResolvers<readonly Term[]>();
      answers.push(answer);
      return answer.promise;
    },
  });
  return { foreign, answers, lookUp };
}

const found: readonly Term[] = ['devices', list([[3, list([1, 2])]])];

test('nothing is asked where all is in one cell', () => {
  const { lookUp, answers } = createAsked();
  assert.equal(lookUp(alice, home, new Set([alice, bob])), undefined);
  assert.equal(answers.length, 0);
});

test('D3 what a sender sends goes in the order of its calls, however late lists come; others do not wait', async () => {
  const { lookUp, answers, foreign } = createAsked();
  foreign.add(shardOf(alice, SHARDS));
  const turns: string[] = [];
  const first = lookUp(alice, home, new Set([alice]))!.then(() => turns.push('first'));
  const second = lookUp(alice, home, new Set([alice]))!.then(() => turns.push('second'));
  const third = lookUp(alice, shardOf(alice, SHARDS), new Set([alice]))!.then(() => turns.push('third'));
  assert.equal(lookUp(bob, (shardOf(bob, SHARDS) + 1) % SHARDS, new Set()), undefined);
  answers[1]!.resolve(found);
  answers[0]!.resolve(found);
  await Promise.all([first, second, third]);
  assert.deepEqual(turns, ['first', 'second', 'third']);
});

test('a list that does not come fails its own message alone', async () => {
  const { lookUp, answers, foreign } = createAsked();
  foreign.add(shardOf(alice, SHARDS));
  const first = lookUp(alice, home, new Set([alice]))!;
  const second = lookUp(alice, home, new Set([alice]))!;
  answers[0]!.reject(new Error('not there'));
  answers[1]!.resolve(found);
  await assert.rejects(first, /not there/);
  assert.equal((await second).length, 1);
});
