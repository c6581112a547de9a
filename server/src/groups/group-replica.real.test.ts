// What a replica answers when it has it, what the primary answers instead when it has not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId, GroupId, GroupState } from '@parley/protocol';
import { startMariadb } from '../../../dev/parts/mariadb.ts';
import { openSqlAccountStore } from '../accounts/account-store-sql.ts';
import { openSqlGroupStore } from './group-store-sql.ts';

const GROUP = `g${'1'.repeat(32)}` as GroupId;
const ANN = 'a'.repeat(32) as AccountId;
const BEN = 'b'.repeat(32) as AccountId;
const settings = { announcementsOnly: false, adminsEditDetails: true, timerS: 0 };

function stateOf(version: number, accounts: readonly AccountId[]): GroupState {
  const details = { name: '', description: '', icon: new Uint8Array(), settings, invites: new Map() };
  const member = { role: 'member' as const, since: 1, keyHash: 'd'.repeat(64) };
  const members = new Map(accounts.map(account => [account, member]));
  return { group: GROUP, version, hash: 'e'.repeat(64), ...details, members };
}

test('a replica answers for the versions that it has, the primary for later ones', async t => {
  const mariadb = await startMariadb({ replicas: 1 });
  t.after(mariadb.stop);
  const [host, port] = mariadb.replicaAddresses[0]!.split(':') as [string, string];
  const replicas = [
    { region: 'us', host, port: 1 },
    { region: 'eu', host, port: Number(port) },
  ];
  const source = { kind: 'mysql', url: mariadb.url, password: mariadb.password, replicas, region: 'eu' } as const;
  const [groups, accounts] = [await openSqlGroupStore(source), await openSqlAccountStore(source)];
  t.after(() => Promise.all([groups.close(), accounts.close()]));
  const first = stateOf(1, [ANN, BEN]);
  const second = stateOf(2, [ANN]);
  const add = async (number: number, before: GroupState | undefined, after: GroupState) => {
    const change = { number, entry: Uint8Array.of(number), before, after, listVersions: new Map(), maxGroups: 9 };
    assert.equal(await groups.commit(change), 'committed');
    await groups.stamp(GROUP, number, { seq: number, ts: number });
  };
  const addList = (version: number) =>
    accounts.replaceDevices({
      account: ANN,
      device: version,
      version,
      phone: '+15550100001',
      list: Uint8Array.of(version),
      identityKey: Uint8Array.of(5),
      tokenHash: String(version).repeat(64),
      now: 0,
    });
  const membersAt = async (number: number) => (await groups.membersAt(GROUP, number))?.members.length;
  const numbers = async (upTo: number) => (await groups.entries(GROUP, 0, upTo, 9)).map(({ number }) => number);

  await add(1, undefined, first);
  await addList(1);
  await addList(2);
  await mariadb.untilReplicated();
  await mariadb.ask(mariadb.replicas[0]!, 'STOP SLAVE');
  await add(2, first, second);
  await addList(3);
  assert.deepEqual([await membersAt(1), await membersAt(2), await membersAt(3)], [2, 1, undefined]);
  assert.deepEqual([await numbers(1), await numbers(2), await numbers(9)], [[1], [1, 2], [1, 2]]);
  assert.deepEqual(await accounts.deviceLists(ANN, 1), [Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)]);
  assert.deepEqual(await accounts.deviceLists(ANN, 3), [Uint8Array.of(3)]);

  await mariadb.primary.kill();
  assert.equal(await membersAt(1), 2, 'the replica has it');
  assert.deepEqual(await numbers(1), [1]);
  assert.deepEqual(await accounts.deviceLists(ANN, 2), [Uint8Array.of(2)]);
  const late = [() => membersAt(2), () => numbers(2), ...[1, 3].map(from => () => accounts.deviceLists(ANN, from))];
  for (const ask of late) await assert.rejects(ask, { name: 'UnavailableError' });
  await mariadb.primary.restart();
  mariadb.replicas[0]!.pause();
  const began = performance.now();
  assert.deepEqual([await membersAt(1), await membersAt(1), await membersAt(2)], [2, 2, 1]);
  assert.ok(performance.now() - began < 4_000, 'one that stands still is left alone');
  mariadb.replicas[0]!.resume();
});
