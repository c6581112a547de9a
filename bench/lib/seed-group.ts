// A group straight into a data folder: its members are seeded accounts, which have no keys to sign events with.
import { join } from 'node:path';
import { type AccountId, type GroupId, type GroupMemberState, idBytes, wire } from '@parley/protocol';
import { openSqlGroupStore } from '../../server/src/groups/group-store-sql.ts';

const settings = { announcementsOnly: false, adminsEditDetails: true, timerS: 0 };
const HASH = '0'.repeat(64);

/** The server that starts on the folder has its arbiter stamp the one roster entry. */
export async function seedGroup(data: string, members: readonly AccountId[]): Promise<GroupId> {
  const group = `g${Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex')}` as GroupId;
  const store = await openSqlGroupStore({ kind: 'sqlite', path: join(data, 'groups.sqlite') });
  const states = members.map((account, i): [AccountId, GroupMemberState] => [
    account,
    { role: i === 0 ? 'owner' : 'member', since: 1, keyHash: HASH },
  ]);
  const name = { name: 'bench', description: '', icon: new Uint8Array(0), settings };
  const after = { group, version: 1, hash: HASH, ...name, members: new Map(states), invites: new Map() };
  const entry = wire.GroupRosterEntry.encode({ group: idBytes(group), number: 1, event: new Uint8Array(1) }).finish();
  const listVersions = new Map(members.map(account => [account, 1]));
  const result = await store.commit({ number: 1, entry, before: undefined, after, listVersions, maxGroups: 1_000 });
  await store.close();
  if (result !== 'committed') throw new Error(`the group was not made: ${result}`);
  return group;
}
