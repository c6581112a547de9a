// What the own role allows: the rules that every client checks (docs/groups.md), so that nothing is offered in vain.
import type { Group, GroupMember } from '@parley/client';

export function isAdmin({ role, conflict }: Group): boolean {
  return (role === 'owner' || role === 'admin') && !conflict;
}

export function mayEditDetails(group: Group): boolean {
  return isAdmin(group) || (group.role === 'member' && !group.settings.adminsEditDetails && !group.conflict);
}

export function mayRemove(group: Group, { role }: GroupMember): boolean {
  return isAdmin(group) && role !== 'owner';
}
