// Who belongs to a group after an entry of its roster. That never changes, so it is remembered and never invalidated.
import type { AccountId, GroupId } from '@parley/protocol';
import { createRecent } from '../lib/recent.ts';
import type { GroupStore, MembersAt } from './group-store.ts';
import type { GroupRoster, Groups } from './groups.ts';

/** By members, and what an entry has besides: about 60 MB. */
const CACHE_WEIGHT = 500_000;
const ENTRY_WEIGHT = 10;

const nobody: GroupRoster = { members: new Set(), writers: new Set() };

export function createRosters(store: GroupStore): Groups['rosterAt'] {
  const known = createRecent<string, GroupRoster>(CACHE_WEIGHT, ({ members }) => members.size + ENTRY_WEIGHT);

  async function read(group: GroupId, number: number): Promise<GroupRoster | undefined> {
    if (number === 0) return (await store.position(group)) && nobody;
    const found = await store.membersAt(group, number);
    if (!found) return undefined;
    const roster = rosterFrom(found);
    known.set(`${group} ${number}`, roster);
    return roster;
  }

  return (group, number) => known.get(`${group} ${number}`) ?? read(group, number);
}

function rosterFrom({ members: found, announcementsOnly }: MembersAt): GroupRoster {
  const members = new Set<AccountId>(found.map(({ account }) => account));
  if (!announcementsOnly) return { members, writers: members };
  return { members, writers: new Set(found.filter(({ isAdmin }) => isAdmin).map(({ account }) => account)) };
}
