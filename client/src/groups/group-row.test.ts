import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId, GroupId, GroupState } from '@parley/protocol';
import { mightWrite, rowAfter, wasMember } from './group-row.ts';

const [ANN, BEN] = ['a', 'b'].map(letter => letter.repeat(32)) as [AccountId, AccountId];

function stateOf(version: number, members: readonly AccountId[], announcementsOnly = false): GroupState {
  const named = members.map(account => [
    account,
    { role: account === ANN ? 'owner' : 'member', since: 1, keyHash: '' },
  ]);
  return {
    group: `g${'1'.repeat(32)}` as GroupId,
    version,
    hash: `hash ${version}`,
    name: 'Climbing',
    description: '',
    icon: new Uint8Array(),
    settings: { announcementsOnly, adminsEditDetails: true, timerS: 0 },
    members: new Map(named as never),
    invites: new Map(),
  };
}

test('F22 a message is between those who were members where it stands, whatever came later', () => {
  let row = rowAfter(undefined, stateOf(1, [ANN]), { number: 1, seq: 1, ts: 1 });
  row = rowAfter(row, stateOf(2, [ANN, BEN]), { number: 2, seq: 5, ts: 5 });
  row = rowAfter(row, stateOf(3, [ANN]), { number: 3, seq: 9, ts: 9 });
  row = rowAfter(row, stateOf(4, [ANN, BEN]), { number: 4, seq: 20, ts: 20 });
  const seqs = [2, 4, 5, 6, 8, 9, 10, 20, 21, 99];
  assert.deepEqual(
    seqs.filter(seq => wasMember(row, BEN, seq)),
    [6, 8, 21, 99],
  );
  assert.deepEqual(
    seqs.filter(seq => wasMember(row, ANN, seq)),
    seqs,
  );
  assert.deepEqual(row.hashes, { 1: 'hash 1', 2: 'hash 2', 3: 'hash 3', 4: 'hash 4' });
});

test('while only admins write, nobody else might have', () => {
  let row = rowAfter(undefined, stateOf(1, [ANN, BEN]), { number: 1, seq: 1, ts: 1 });
  row = rowAfter(row, stateOf(2, [ANN, BEN], true), { number: 2, seq: 5, ts: 5 });
  row = rowAfter(row, stateOf(3, [ANN, BEN]), { number: 3, seq: 8, ts: 8 });
  const seqs = [2, 4, 6, 7, 9];
  assert.deepEqual(
    seqs.filter(seq => mightWrite(row, BEN, seq)),
    [2, 4, 9],
  );
  assert.deepEqual(
    seqs.filter(seq => mightWrite(row, ANN, seq)),
    seqs,
  );
});
