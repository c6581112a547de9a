// The group service of another process. Who was in a group at a number never changes: it is asked once and remembered.
import type { GroupRoster } from '../groups/groups.ts';
import { createRecent } from '../lib/recent.ts';
import type { Handler } from '../link/link.ts';
import type { Peer } from '../link/peer.ts';
import { remote, served } from '../link/remote.ts';
import type { GroupsDoor } from './doors.ts';

const ROOM = 'groups';
/** By members, and what an entry has besides: about 60 MB. */
const CACHE_WEIGHT = 500_000;
const ENTRY_WEIGHT = 10;

export function remoteGroups(peer: Peer): GroupsDoor {
  const known = createRecent<string, GroupRoster>(CACHE_WEIGHT, ({ members }) => members.size + ENTRY_WEIGHT);
  const asked = new Map<string, Promise<GroupRoster | undefined>>();

  async function ask(key: string, group: string, number: number): Promise<GroupRoster | undefined> {
    try {
      const roster = (await peer.call(`${ROOM}.rosterAt`, [group, number])) as GroupRoster | undefined;
      if (roster && number > 0) known.set(key, roster);
      return roster;
    } finally {
      asked.delete(key);
    }
  }

  return {
    ...remote<GroupsDoor, 'devicesChanged'>(peer, ROOM, ['devicesChanged']),
    rosterAt(group, number) {
      const key = `${group} ${number}`;
      const roster = known.get(key) ?? asked.get(key);
      if (roster) return roster;
      const asking = ask(key, group, number);
      asked.set(key, asking);
      return asking;
    },
  };
}

export function servedGroups(groups: GroupsDoor): [string, Handler][] {
  return served<GroupsDoor, 'rosterAt' | 'devicesChanged'>(ROOM, groups, ['rosterAt', 'devicesChanged']);
}
