// The role groups: who is a member, as signed events say it.
import { startCatchUps } from '../groups/catch-ups.ts';
import { createGroups } from '../groups/group-service.ts';
import type { GroupStore } from '../groups/group-store.ts';
import { openSqlGroupStore } from '../groups/group-store-sql.ts';
import type { Groups } from '../groups/groups.ts';
import type { RedisConnection } from '../lib/connection-redis.ts';
import type { Doors } from './doors.ts';
import type { OpenedSessions } from './open-sessions.ts';
import type { Process } from './process.ts';
import { openRateLimits } from './rate-limits.ts';
import { sqlSource } from './sql-source.ts';

export async function openGroups(process: Process, { redis }: OpenedSessions, doors: Doors): Promise<Groups> {
  const { clock, limits, log, metrics, keep } = process;
  const kept = await openSqlGroupStore(sqlSource(process, 'groups'));
  keep(kept.close);
  const store = redis ? await cached(kept, redis, process) : kept;
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
    addRefusers: (by, among, addKeys) => doors.accounts.addRefusers(by, among, addKeys),
    tellAdmins: ({ accounts, ...note }) =>
      doors.messages.fanOut([{ ...note, seq: 0, accounts: new Set(accounts), control: true }]),
    clock,
    rates: await openRateLimits(process),
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

/** Other processes ask for the same rosters: whoever has read one leaves it in Redis. */
async function cached(store: GroupStore, redis: RedisConnection, { clock, metrics }: Process): Promise<GroupStore> {
  const { cacheGroupStore } = await import('../groups/group-cache-redis.ts');
  const cache = cacheGroupStore({ store, redis, clock });
  metrics.add('counter', 'group_cache_reads_total', 'Rosters asked for', () => cache.stats().reads);
  metrics.add('counter', 'group_cache_hits_total', 'Rosters that Redis had', () => cache.stats().hits);
  return cache;
}
