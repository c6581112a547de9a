// Remembers in Redis, for all processes, who the members were after an entry of a roster: what fan-outs ask most, and what never
// changes. What can change (where a roster ends, what is posted) is always the store's answer: it is one row by its key there,
// and a pointer in Redis that missed a change would serve an older roster than the one asked for.
import type { AccountId, GroupId } from '@parley/protocol';
import type { Clock } from '../lib/clock.ts';
import type { RedisConnection } from '../lib/connection-redis.ts';
import type { GroupStore, MembersAt } from './group-store.ts';

export interface CachedGroupStore extends GroupStore {
  stats(): GroupCacheStats;
}

export interface GroupCacheStats {
  /** Rosters asked for. */
  readonly reads: number;
  /** Those that Redis had. */
  readonly hits: number;
}

interface GroupCacheDeps {
  readonly store: GroupStore;
  readonly redis: RedisConnection;
  readonly clock: Clock;
}

/** A group that is silent for so long is read once from the store. */
const KEEP_MS = 3_600_000;
/** How often a Redis that fails is tried: nobody but one call is held up by it. */
const TRY_EVERY_MS = 1_000;

export function cacheGroupStore({ store, redis, clock }: GroupCacheDeps): CachedGroupStore {
  const reading = new Map<string, Promise<MembersAt | undefined>>();
  const counts = { reads: 0, hits: 0 };
  let triedAt = Number.NEGATIVE_INFINITY;

  function mayAsk(): boolean {
    const now = clock.monotonic();
    if (!redis.stats().up && now - triedAt < TRY_EVERY_MS) return false;
    triedAt = now;
    return true;
  }

  /** Undefined: Redis does not have it, or does not answer. */
  async function remembered(key: string): Promise<MembersAt | undefined> {
    if (!mayAsk()) return undefined;
    const value = await redis.run(client => client.get(key)).catch(() => undefined);
    return value ? membersFrom(value) : undefined;
  }

  async function read(key: string, group: GroupId, number: number): Promise<MembersAt | undefined> {
    const known = await remembered(key);
    if (known) {
      counts.hits++;
      return known;
    }
    const found = await store.membersAt(group, number);
    if (found && redis.stats().up)
      redis.run(client => client.set(key, textOf(found), 'PX', KEEP_MS)).catch(() => undefined);
    return found;
  }

  return {
    ...store,
    membersAt(group, number) {
      counts.reads++;
      const key = `members:${group}:${number}`;
      const running = reading.get(key);
      if (running) return running;
      const started = read(key, group, number).finally(() => reading.delete(key));
      reading.set(key, started);
      return started;
    },
    stats: () => counts,
  };
}

/** `a` (announcements only) or `-`, then each account with `!` (admin) or `.` behind it. */
function textOf({ members, announcementsOnly }: MembersAt): string {
  const each = members.map(({ account, isAdmin }) => `${account}${isAdmin ? '!' : '.'}`);
  return `${announcementsOnly ? 'a' : '-'}${each.join('')}`;
}

const WHOLE = /^[a-](?:[0-9a-f]{32}[!.])*$/;

/** Undefined: it is not what was written. */
function membersFrom(text: string): MembersAt | undefined {
  if (!WHOLE.test(text)) return undefined;
  const members = text.slice(1).match(/.{33}/g) ?? [];
  return {
    members: members.map(each => ({ account: each.slice(0, 32) as AccountId, isAdmin: each.endsWith('!') })),
    announcementsOnly: text.startsWith('a'),
  };
}
