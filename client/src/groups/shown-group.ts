// A group as a program sees it.
import { sha256 } from '@noble/hashes/sha2.js';
import { type AccountId, type GroupMemberState, isAdmin, mayWrite, toHex } from '@parley/protocol';
import type { Reader } from '../drafts/draft.ts';
import type { GroupRow, ProfileRow } from '../store/schema.ts';
import type { ChatGroup, Group, GroupInvite, GroupMember } from './group-client.ts';
import { inviteLink } from './invite-link.ts';

export async function shownGroup(reader: Reader, row: GroupRow, profile: ProfileRow): Promise<Group> {
  const { group: id, state, conflict } = row;
  const { name, description, icon, settings } = state;
  const role = state.members.get(profile.account)?.role;
  const sorted = [...state.members].sort(byRank);
  return {
    id,
    name,
    description,
    settings,
    ...(icon.length > 0 ? { icon: iconHash(icon) } : {}),
    members: await Promise.all(sorted.map(entry => shownMember(reader, entry))),
    invites: isAdmin(state, profile.account) ? invitesOf(row, profile.server) : [],
    ...(role ? { role } : {}),
    mayWrite: mayWrite(state, profile.account) && !conflict,
    ...(conflict ? { conflict: true } : {}),
  };
}

/** What a list of chats shows of it. */
export function chatGroup({ state, conflict }: GroupRow, own: AccountId): ChatGroup {
  const role = state.members.get(own)?.role;
  const writes = mayWrite(state, own) && !conflict;
  const mayPin = writes && (!state.settings.adminsEditDetails || isAdmin(state, own));
  return { members: state.members.size, mayWrite: writes, mayPin, ...(role ? { role } : {}) };
}

export function iconHash(icon: Uint8Array): string {
  return toHex(sha256(icon));
}

type Entry = readonly [AccountId, GroupMemberState];
const ranks = ['owner', 'admin', 'member'];

function byRank([a, first]: Entry, [b, second]: Entry): number {
  const rank = ranks.indexOf(first.role) - ranks.indexOf(second.role);
  return rank || first.since - second.since || (a < b ? -1 : 1);
}

async function shownMember(reader: Reader, [account, { role }]: Entry): Promise<GroupMember> {
  const { name, phone, avatar } = (await reader.get('contacts', account)) ?? {};
  return {
    account,
    role,
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
    ...(avatar ? { avatar } : {}),
  };
}

function invitesOf({ state, secrets }: GroupRow, server: string): GroupInvite[] {
  return [...state.invites].map(([id, { expiresAt, maxUses, uses, approval, by }]) => {
    const secret = secrets?.[id];
    return {
      id,
      uses,
      approval,
      by,
      ...(secret ? { link: inviteLink(server, secret) } : {}),
      ...(expiresAt > 0 ? { expiresAt } : {}),
      ...(maxUses > 0 ? { maxUses } : {}),
    };
  });
}
