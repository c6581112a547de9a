// What an event says to a person, as lines in the chat.
import type { AccountId, GroupState, wire } from '@parley/protocol';
import type { ChatNotice } from '../history/notice.ts';

interface Said {
  readonly author: AccountId;
  readonly notice: ChatNotice;
}

export function noticesOf(
  before: GroupState | undefined,
  after: GroupState,
  { actor, event }: { readonly actor: AccountId; readonly event: wire.GroupEvent },
): Said[] {
  const notices = ofEvent(before, after, actor, event);
  return withHeir(notices, actor, event.role ? undefined : heirOf(before, after));
}

/** Of a membership that no event has ended. */
export function endNotices(
  before: GroupState,
  after: GroupState,
  account: AccountId,
  kind: 'group_registered_anew' | 'group_account_ended',
): Said[] {
  return withHeir([{ kind }], account, heirOf(before, after));
}

function withHeir(notices: ChatNotice[], actor: AccountId, heir: AccountId | undefined): Said[] {
  if (heir) notices.push({ kind: 'group_role', account: heir, role: 'owner', byRule: true });
  return notices.map(notice => ({ author: actor, notice }));
}

function ofEvent(
  before: GroupState | undefined,
  after: GroupState,
  actor: AccountId,
  event: wire.GroupEvent,
): ChatNotice[] {
  const members = before?.members ?? new Map();
  if (event.created) {
    const others = [...after.members.keys()].filter(account => account !== actor);
    const created: ChatNotice = { kind: 'group_created', name: after.name };
    return others.length > 0 ? [created, { kind: 'group_added', accounts: others }] : [created];
  }
  if (event.added)
    return [{ kind: 'group_added', accounts: [...after.members.keys()].filter(each => !members.has(each)) }];
  if (event.removed) {
    const gone = [...members.keys()].filter(account => !after.members.has(account));
    return gone[0] === actor ? [{ kind: 'group_left' }] : [{ kind: 'group_removed', accounts: gone }];
  }
  if (event.role) return roleNotices(before, after);
  if (event.details) return detailNotices(before, after);
  if (event.settings) return settingNotices(before, after);
  if (event.invite) return [{ kind: 'group_invite_made' }];
  if (event.inviteRevoked) return [{ kind: 'group_invite_revoked' }];
  return [{ kind: 'group_joined' }];
}

/** Where the group is given away, that says the former owner's too. */
function roleNotices(before: GroupState | undefined, after: GroupState): ChatNotice[] {
  const changed = [...after.members].filter(([account, { role }]) => before?.members.get(account)?.role !== role);
  const said = changed.find(([, { role }]) => role === 'owner') ?? changed[0];
  return said ? [{ kind: 'group_role', account: said[0], role: said[1].role }] : [];
}

function detailNotices(before: GroupState | undefined, after: GroupState): ChatNotice[] {
  const notices: ChatNotice[] = [];
  if (before?.name !== after.name) notices.push({ kind: 'group_renamed', name: after.name });
  if (before?.description !== after.description) notices.push({ kind: 'group_described' });
  if (String(before?.icon) !== String(after.icon)) notices.push({ kind: 'group_icon' });
  return notices;
}

function settingNotices(before: GroupState | undefined, after: GroupState): ChatNotice[] {
  const changed = Object.entries(after.settings).filter(
    ([name, value]) => before?.settings[name as keyof typeof after.settings] !== value,
  );
  return changed.length > 0 ? [{ kind: 'group_settings', settings: Object.fromEntries(changed) }] : [];
}

function heirOf(before: GroupState | undefined, after: GroupState): AccountId | undefined {
  if (!before) return undefined;
  const [owner] = [...after.members].find(([, { role }]) => role === 'owner') ?? [];
  return owner !== undefined && before.members.get(owner)?.role !== 'owner' ? owner : undefined;
}
