// The routes of groups.
import { type AccountId, type GroupId, parseGroupId, wire } from '@parley/protocol';
import { ParleyError } from '../errors.ts';
import type { Http } from './http.ts';

const path = (group: GroupId): string => `/v1/groups/${group}`;

/** The entry as the server has it; not stamped yet where `seq` is 0. */
export async function postEvent(
  http: Http,
  group: GroupId,
  submission: Uint8Array,
  signal?: AbortSignal,
): Promise<wire.GroupRosterEntry> {
  const bytes = await http.bytes('POST', `${path(group)}/events`, submission, signal);
  return decoded(() => wire.GroupRosterEntry.decode(bytes));
}

/** Those that this account is in. */
export async function fetchGroupIds(http: Http): Promise<GroupId[]> {
  const { groups } = await http.json<{ groups?: { group?: unknown }[] }>('GET', '/v1/groups');
  if (!Array.isArray(groups)) throw new ParleyError('bad_answer');
  return groups.flatMap(({ group }) => (typeof group === 'string' ? (parseGroupId(group) ?? []) : []));
}

export async function fetchRoster(http: Http, group: GroupId, after: number): Promise<wire.GroupRosterPage> {
  const bytes = await http.bytes('GET', `${path(group)}/roster?after=${after}`);
  return decoded(() => wire.GroupRosterPage.decode(bytes));
}

export async function fetchPreview(http: Http, invite: string, signal?: AbortSignal): Promise<wire.GroupPreview> {
  const bytes = await http.bytes('GET', `/v1/group-invites/${invite}`, undefined, signal);
  return decoded(() => wire.GroupPreview.decode(bytes));
}

export async function postRequest(http: Http, invite: string, signed: Uint8Array, signal?: AbortSignal): Promise<void> {
  await http.bytes('POST', `/v1/group-invites/${invite}/requests`, signed, signal);
}

export async function fetchRequests(http: Http, group: GroupId, signal?: AbortSignal): Promise<Uint8Array[]> {
  const bytes = await http.bytes('GET', `${path(group)}/requests`, undefined, signal);
  return decoded(() => wire.GroupRequests.decode(bytes)).requests;
}

export async function dropRequest(http: Http, group: GroupId, account: AccountId, signal?: AbortSignal): Promise<void> {
  await http.json('DELETE', `${path(group)}/requests/${account}`, undefined, signal);
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new ParleyError('bad_answer', { cause });
  }
}
