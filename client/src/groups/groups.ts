// Groups as this device knows them, and what a person does to them. What follows from the server's entries is in roster.ts,
// messages are in outbox/ and inbox/.
import {
  type AccountId,
  type GroupId,
  type GroupRole,
  type GroupState,
  idBytes,
  parseAccountId,
  parseGroupId,
  wire,
} from '@parley/protocol';
import type { Client } from '../client.ts';
import type { Context } from '../context.ts';
import type { Directory } from '../devices/directory.ts';
import { ParleyError } from '../errors.ts';
import { receiptsOf } from '../history/group-marks.ts';
import type { Http } from '../http/http.ts';
import { isPicture } from '../profiles/avatar.ts';
import { introduceMembers } from '../profiles/introductions.ts';
import { checkName } from '../profiles/name.ts';
import type { GroupRow } from '../store/schema.ts';
import { type Change, changeGroup, head, post } from './changes.ts';
import type { GroupChange, NewGroup } from './group-client.ts';
import { createInvites, type InviteMethods } from './invites.ts';
import { newGroupId } from './new-ids.ts';
import type { Roster } from './roster.ts';
import { shownGroup } from './shown-group.ts';
import { keyHashOf } from './signed-event.ts';

type Methods = Pick<
  Client,
  'createGroup' | 'group' | 'changeGroup' | 'addMembers' | 'removeMembers' | 'setRole' | 'leaveGroup' | 'receipts'
>;

export type GroupsDeps = Context & { readonly http: Http; readonly roster: Roster; readonly directory: Directory };

export function createGroups(deps: GroupsDeps): Methods & InviteMethods {
  const { work, profile } = deps;
  const shown = async (row: GroupRow | Promise<GroupRow>) => shownGroup(work, await row, profile);
  const introducing = async (added: Promise<GroupRow>) => {
    const row = await added;
    await work.run(draft => introduceMembers(draft, row.group));
    return row;
  };
  const change: typeof changeGroup = (id, make, inside, signal) => changeGroup(checkGroup(id), make, inside, signal);
  return {
    createGroup: (group, signal) => shown(introducing(createGroup(group, deps, signal))),
    async group(id) {
      const row = await work.get('groups', checkGroup(id));
      return row && shown(row);
    },
    changeGroup: async (id, wanted, signal) => {
      const { settings, ...details } = wanted;
      let row = await deps.work.get('groups', checkGroup(id));
      if (Object.keys(details).length > 0)
        row = await change(id, ({ state }) => detailsChange(state, details), deps, signal);
      if (settings) row = await change(id, ({ state }) => settingsChange(state, settings), deps, signal);
      if (!row) throw new ParleyError('unknown_group');
      return shown(row);
    },
    addMembers: (id, accounts, signal) =>
      shown(introducing(change(id, ({ state }) => adding(state, accounts, deps), deps, signal))),
    removeMembers: (id, accounts, signal) => shown(change(id, ({ state }) => removing(state, accounts), deps, signal)),
    setRole: (id, account, role, signal) =>
      shown(change(id, ({ state }) => roleChange(state, account, role), deps, signal)),
    leaveGroup: (id, signal) => shown(change(id, ({ state }) => removing(state, [profile.account]), deps, signal)),
    receipts: id => receiptsOf(work, id, profile.account),
    ...createInvites(deps),
  };
}

function checkGroup(id: GroupId): GroupId {
  if (!parseGroupId(id)) throw new ParleyError('unknown_group');
  return id;
}

async function createGroup(group: NewGroup, deps: GroupsDeps, signal?: AbortSignal): Promise<GroupRow> {
  const { profile, work } = deps;
  checkName(group.name);
  checkIcon(group.icon);
  const id = group.id ? checkGroup(group.id) : newGroupId();
  const made = await work.get('groups', id);
  if (made) return made; // the same call again
  const others = [...new Set(group.members)].filter(account => account !== profile.account);
  const [owner, ...members] = await membersNamed([profile.account, ...others], deps);
  const { name, description = '', icon = new Uint8Array(), settings } = group;
  const created = { name, description, icon, owner: owner ?? null, members, ...(settings ? { settings } : {}) };
  // The group's own id is the request's: a group is made once.
  const event = { ...(await head(id, idBytes(id), deps)), version: 1, created };
  return post(id, event, deps, signal);
}

function checkIcon(icon: Uint8Array | null | undefined): void {
  if (icon && !isPicture(icon)) throw new ParleyError('bad_avatar');
}

/** Each with the account key that is meant: the one their own lists name now. */
export async function membersNamed(
  accounts: readonly AccountId[],
  { directory }: Pick<GroupsDeps, 'directory'>,
): Promise<wire.GroupMember.$Properties[]> {
  if (!accounts.every(account => parseAccountId(account))) throw new ParleyError('bad_recipient');
  return Promise.all(
    accounts.map(async account => {
      const { accountKey, ended } = await directory.refresh(account);
      if (ended) throw new ParleyError('unknown_account');
      return { account: idBytes(account), accountKeyHash: keyHashOf(accountKey) };
    }),
  );
}

async function adding(
  { members }: GroupState,
  accounts: readonly AccountId[],
  deps: GroupsDeps,
): Promise<Change | undefined> {
  const missing = [...new Set(accounts)].filter(account => !members.has(account));
  return missing.length > 0 ? { added: { members: await membersNamed(missing, deps) } } : undefined;
}

function removing({ members }: GroupState, accounts: readonly AccountId[]): Change | undefined {
  const present = [...new Set(accounts)].filter(account => members.has(account));
  return present.length > 0 ? { removed: { accounts: present.map(idBytes) } } : undefined;
}

const roles = {
  owner: wire.GroupRole.GROUP_ROLE_OWNER,
  admin: wire.GroupRole.GROUP_ROLE_ADMIN,
  member: wire.GroupRole.GROUP_ROLE_MEMBER,
} as const;

function roleChange({ members }: GroupState, account: AccountId, role: GroupRole): Change | undefined {
  const member = members.get(account);
  if (!member) throw new ParleyError('bad_recipient', { message: 'This account is not a member of the group.' });
  return member.role === role ? undefined : { role: { account: idBytes(account), role: roles[role] } };
}

function detailsChange(
  state: GroupState,
  { name, description, icon }: Omit<GroupChange, 'settings'>,
): Change | undefined {
  if (name !== undefined) checkName(name);
  checkIcon(icon);
  const details: wire.GroupDetailsSet.$Properties = {
    ...(name === undefined || name === state.name ? {} : { name }),
    ...(description === undefined || description === state.description ? {} : { description }),
    ...(icon === undefined || String(icon ?? '') === String(state.icon) ? {} : { icon: icon ?? new Uint8Array() }),
  };
  return Object.keys(details).length > 0 ? { details } : undefined;
}

function settingsChange(state: GroupState, wanted: NonNullable<GroupChange['settings']>): Change | undefined {
  const changed = Object.entries(wanted).filter(
    ([name, value]) => state.settings[name as keyof GroupState['settings']] !== value,
  );
  return changed.length > 0 ? { settings: Object.fromEntries(changed) } : undefined;
}
