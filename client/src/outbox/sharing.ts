// Keys of groups on their way: messages wait for them, but not for those held up for a while (F23).
import type { ChatId, GroupId } from '@parley/protocol';
import type { OutboxRow } from '../store/schema.ts';
import type { Lane } from './lane.ts';

export interface Sharing {
  add(row: OutboxRow): void;
  /** The group whose key it was. */
  remove(row: OutboxRow): GroupId | undefined;
  isUnderWay(group: GroupId, lanes: ReadonlyMap<ChatId, Lane>): boolean;
  groupsIn(lane: Lane): Set<GroupId>;
}

export function createSharing(): Sharing {
  /** By group: how many keys are queued to whom. */
  const queued = new Map<GroupId, Map<ChatId, number>>();

  function count({ to, payload }: OutboxRow, by: number): GroupId | undefined {
    if (payload.kind !== 'sender_key') return undefined;
    const { group } = payload;
    const accounts = queued.get(group) ?? new Map<ChatId, number>();
    const left = (accounts.get(to) ?? 0) + by;
    if (left > 0) accounts.set(to, left);
    else accounts.delete(to);
    if (accounts.size > 0) queued.set(group, accounts);
    else queued.delete(group);
    return group;
  }

  return {
    add: row => void count(row, 1),
    remove: row => count(row, -1),
    isUnderWay(group, lanes) {
      for (const account of queued.get(group)?.keys() ?? []) if (!lanes.get(account)?.cancelWait) return true;
      return false;
    },
    groupsIn: ({ rows }) =>
      new Set(rows.flatMap(({ payload }) => (payload.kind === 'sender_key' ? [payload.group] : []))),
  };
}
