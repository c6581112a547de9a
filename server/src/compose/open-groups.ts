// The role groups: who is a member, as signed events say it.
import { startCatchUps } from '../groups/catch-ups.ts';
import { createGroups } from '../groups/group-service.ts';
import { openSqlGroupStore } from '../groups/group-store-sql.ts';
import type { Groups } from '../groups/groups.ts';
import type { Doors } from './doors.ts';
import type { Process } from './process.ts';
import { sqlSource } from './sql-source.ts';

export async function openGroups(process: Process, doors: Doors): Promise<Groups> {
  const { clock, limits, log, metrics, keep } = process;
  const store = await openSqlGroupStore(sqlSource(process, 'groups'));
  keep(store.close);
  const groups = await createGroups({
    store,
    arbiter: {
      postRoster: post => doors.messages.postRoster(post),
      groupRoster: group => doors.messages.groupRoster(group),
    },
    accounts: {
      accountKeys: accounts => doors.accounts.accountKeys(accounts),
      deviceLists: (account, from) => doors.accounts.deviceLists(account, from),
      identityKey: device => doors.accounts.identityKey(device),
    },
    tellAdmins: ({ accounts, ...note }) =>
      doors.messages.fanOut([{ ...note, seq: 0, accounts: new Set(accounts), control: true }]),
    clock,
    limits,
    log,
  });
  keep(groups.close);
  if (store.isShared) {
    keep(
      startCatchUps(groups, error =>
        log.error({ error }, 'what another process may have left undone waits for a minute'),
      ),
    );
  }
  const { stats } = groups;
  metrics.add('gauge', 'groups', 'Groups', () => stats().groups);
  metrics.add('gauge', 'group_members', 'Members of all groups together', () => stats().members);
  metrics.add('gauge', 'roster_entries_waiting', 'Roster entries that have no place yet', () => stats().waiting);
  metrics.add('gauge', 'groups_behind', 'Groups of which an older state was put back', () => stats().behind);
  return groups;
}
