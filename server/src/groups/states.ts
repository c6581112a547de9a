// Groups as they are now, remembered, and the one way to change one: entries of a group come one after the other, in this process by
// waiting, between processes by the store's compare-and-set.
import {
  type AccountId,
  type GroupId,
  type GroupState,
  idBytes,
  type Limits,
  type WireError,
  wire,
  wireError,
} from '@parley/protocol';
import { createOneAtATime } from '../lib/one-at-a-time.ts';
import { createRecent } from '../lib/recent.ts';
import type { Counts } from './counts.ts';
import type { GroupStore, StoredGroup } from './group-store.ts';
import { isRefusal } from './refusals.ts';

type Known = Pick<StoredGroup, 'state' | 'roster'>;

export interface NextEntry {
  readonly after: GroupState;
  readonly entry: Pick<wire.GroupRosterEntry.$Properties, 'event' | 'devices'>;
  readonly eventId?: string;
  readonly listVersions: ReadonlyMap<AccountId, number>;
}

export interface States {
  get(group: GroupId): Promise<Known | undefined>;
  /**
   * Adds the entry that `next` makes of the group as it is, and resolves to its number. `next` may be asked again, when another
   * process came first. What it refuses is the answer; undefined: nothing is to be done.
   */
  change<T extends NextEntry | WireError | undefined>(
    group: GroupId,
    next: (now: Known | undefined) => Promise<T>,
  ): Promise<number | WireError | undefined>;
}

/** By members, and what a group has besides: about 60 MB. */
const CACHE_WEIGHT = 500_000;
const GROUP_WEIGHT = 100;
/** Each time another process came first: with so many at once, who tries should wait. */
const MAX_TRIES = 20;

interface StatesDeps {
  readonly store: GroupStore;
  readonly limits: Limits;
  readonly counts: Counts;
  /** Whether the group may be changed; asked when it is read from the store. */
  readonly check: (group: GroupId) => Promise<WireError | undefined>;
}

export function createStates({ store, limits, counts, check }: StatesDeps): States {
  const known = createRecent<GroupId, Known>(CACHE_WEIGHT, ({ state }) => state.members.size + GROUP_WEIGHT);
  const oneAtATime = createOneAtATime();

  async function get(group: GroupId): Promise<Known | undefined> {
    const remembered = known.get(group);
    return remembered && (await isPresent(group, remembered)) ? remembered : store.group(group);
  }

  /** Another process may have changed the group. */
  const isPresent = async (group: GroupId, { roster }: Known) => (await store.position(group))?.roster === roster;

  async function commit(group: GroupId, now: Known | undefined, next: NextEntry) {
    const number = (now?.roster ?? 0) + 1;
    const { after, entry: body, listVersions, eventId } = next;
    const entry = wire.GroupRosterEntry.encode({ group: idBytes(group), number, ...body }).finish();
    const id = eventId === undefined ? {} : { eventId };
    const change = { number, entry, before: now?.state, after, listVersions, maxGroups: limits.maxGroupsPerAccount };
    known.delete(group); // when the commit ends with an error, nobody knows how
    const committed = await store.commit({ ...change, ...id });
    if (committed !== 'committed') return committed;
    known.set(group, { state: after, roster: number });
    counts.groups += number === 1 ? 1 : 0;
    counts.members += after.members.size - (now?.state.members.size ?? 0);
    counts.waiting++;
    return number;
  }

  async function tryChange(
    group: GroupId,
    next: (now: Known | undefined) => Promise<NextEntry | WireError | undefined>,
  ): Promise<number | WireError | undefined> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const remembered = known.get(group);
      const now = remembered ?? (await store.group(group));
      const problem = now && !remembered ? await check(group) : undefined;
      if (problem) return problem;
      if (now) known.set(group, now);
      const made = await next(now);
      if (made === undefined || isRefusal(made)) {
        if (!remembered || (await isPresent(group, remembered))) return made;
        known.delete(group);
        continue;
      }
      const committed = await commit(group, now, made);
      if (typeof committed === 'number') return committed;
      if (committed === 'too_many_groups') return wireError('too_many_groups');
      if (committed === 'invite_taken')
        return wireError('bad_group_event', 'Another group has an invite with that key.');
    }
    return wireError('group_conflict');
  }

  return { get, change: (group, next) => oneAtATime(group, () => tryChange(group, next)) };
}
