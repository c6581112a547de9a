// Groups of the server in memory: one order for events and messages, told to all devices of the members. It checks what the
// rules check and no signatures: the client is held to do that itself.
import { sha256 } from '@noble/hashes/sha2.js';
import {
  type AccountId,
  accountIdFrom,
  applyGroupEvent,
  type DeviceAddress,
  deviceKey,
  type ErrorCode,
  endMembership,
  errorTable,
  fromHex,
  type GroupId,
  GroupRuleError,
  type GroupRuleReason,
  type GroupState,
  groupIdFrom,
  idBytes,
  isAdmin,
  type JoinAsked,
  messageIdFrom,
  parseGroupId,
  toHex,
  wire,
} from '@parley/protocol';
import { type FakeInboxes, refusal } from './fake-inboxes.ts';

export interface FakeGroup {
  state: GroupState | undefined;
  readonly entries: wire.GroupRosterEntry.$Properties[];
  readonly requests: Map<AccountId, Uint8Array>;
  seq: number;
  ts: number;
}

export interface FakeGroups {
  of(group: GroupId): FakeGroup;
  /** Adds an entry to the roster, whatever is in it, and tells the devices of these accounts. */
  tell(group: GroupId, entry: wire.GroupRosterEntry.$Properties, to: Iterable<AccountId>): void;
  devicesChanged(account: AccountId, listVersion: number, registeredAnew: boolean): void;
  send(sender: DeviceAddress, frame: wire.SendGroup): wire.ServerFrame.$Properties;
  /** Undefined: not a route of groups. */
  answer(account: AccountId, method: string, url: URL, body: () => Uint8Array): Response | undefined;
}

interface Deps {
  readonly devicesOf: (account: AccountId) => { readonly devices: readonly number[] } | undefined;
  readonly append: FakeInboxes['append'];
  readonly now: () => number;
}

const codes: Readonly<Record<GroupRuleReason, ErrorCode>> = {
  malformed: 'bad_group_event',
  does_not_follow: 'group_conflict',
  not_a_member: 'unknown_group',
  not_allowed: 'group_forbidden',
  full: 'group_full',
  no_invite: 'invite_not_found',
};

export function createFakeGroups({ devicesOf, append, now }: Deps): FakeGroups {
  const groups = new Map<GroupId, FakeGroup>();
  const sent = new Map<string, wire.Sent.$Properties>();

  function of(group: GroupId): FakeGroup {
    const known = groups.get(group) ?? { state: undefined, entries: [], requests: new Map(), seq: 0, ts: 0 };
    groups.set(group, known);
    return known;
  }

  function stamp(group: FakeGroup, after = 0): { seq: number; ts: number } {
    group.ts = Math.max(now(), after + 1, group.ts + 1);
    return { seq: ++group.seq, ts: group.ts };
  }

  function toAll(accounts: Iterable<AccountId>, envelope: wire.Envelope.$Properties, but?: DeviceAddress): void {
    for (const account of accounts) {
      for (const device of devicesOf(account)?.devices ?? []) {
        if (account !== but?.account || device !== but.device) append({ account, device }, envelope);
      }
    }
  }

  function tell(id: GroupId, entry: wire.GroupRosterEntry.$Properties, to: Iterable<AccountId>): void {
    const group = of(id);
    const stamped = { ...entry, group: idBytes(id), number: group.entries.length + 1, ...stamp(group) };
    group.entries.push(stamped);
    toAll(to, { ts: stamped.ts, groupRoster: stamped });
  }

  function submit(id: GroupId, account: AccountId, signed: Uint8Array): Response {
    const group = of(id);
    const { event: bytes } = wire.SignedGroupEvent.decode(signed);
    const event = wire.GroupEvent.decode(bytes);
    const before = group.entries.find(entry => entry.event && idIn(entry.event) === toHex(event.id));
    if (before) return bytesOf(201, wire.GroupRosterEntry.encode(before).finish());
    const asked = event.joined?.join ?? event.added?.request;
    const join = asked?.length ? joinIn(asked) : undefined;
    const was = group.state?.members ?? new Map<AccountId, unknown>();
    if (was.size > 0 && !was.has(account) && !event.joined) return failure('unknown_group');
    try {
      const hash = toHex(sha256(bytes));
      group.state = applyGroupEvent(group.state, { event, hash, ...(join ? { join } : {}) });
    } catch (error) {
      if (error instanceof GroupRuleError) return failure(codes[error.reason]);
      throw error;
    }
    for (const member of group.state.members.keys()) group.requests.delete(member);
    tell(id, { event: signed }, new Set([...was.keys(), ...group.state.members.keys()]));
    return bytesOf(201, wire.GroupRosterEntry.encode(group.entries.at(-1)!).finish());
  }

  function ofInvite(id: string): GroupId | undefined {
    for (const [group, { state }] of groups) {
      for (const key of state?.invites.keys() ?? []) {
        if (idOf(key) === id) return group;
      }
    }
    return undefined;
  }

  function invites([, , , invite = '', requests]: string[], account: AccountId, body: () => Uint8Array): Response {
    const id = ofInvite(invite);
    const state = id && of(id).state;
    if (!id || !state) return failure('invite_not_found');
    if (requests) {
      of(id).requests.set(account, body());
      const admins = [...state.members.keys()].filter(member => isAdmin(state, member));
      toAll(admins, { ts: now(), groupRequested: { group: idBytes(id), request: body() } });
      return bytesOf(202, new Uint8Array());
    }
    const { version, hash, name, description, icon, members } = state;
    const approval = [...state.invites.entries()].some(([key, each]) => each.approval && idOf(key) === invite);
    const preview = {
      group: idBytes(id),
      version,
      hash: fromHex(hash),
      name,
      description,
      icon,
      members: members.size,
      approval,
    };
    return bytesOf(200, wire.GroupPreview.encode(preview).finish());
  }

  function requestsOf(group: FakeGroup, method: string, account: AccountId): Response {
    if (method === 'DELETE') {
      group.requests.delete(account);
      return new Response(null, { status: 204 });
    }
    return bytesOf(200, wire.GroupRequests.encode({ requests: [...group.requests.values()] }).finish());
  }

  return {
    of,
    tell,
    devicesChanged(account, listVersion, registeredAnew) {
      for (const [id, group] of groups) {
        const was = group.state?.members;
        if (!group.state || !was?.has(account)) continue;
        if (registeredAnew) group.state = endMembership(group.state, account);
        const devices = { account: idBytes(account), listVersion, registeredAnew };
        tell(
          id,
          { devices },
          [...was.keys()].filter(member => !registeredAnew || member !== account),
        );
      }
    },
    send(sender, { id, group: bytes, roster, after, data, control }) {
      const group = groupIdFrom(bytes);
      const known = of(group);
      const key = `${deviceKey(sender.account, sender.device)} ${messageIdFrom(id)}`;
      const before = sent.get(key);
      if (before) return { sent: before };
      if (!known.state?.members.has(sender.account)) return refusal(id, 'unknown_group', false);
      if (roster !== known.entries.length) {
        const stale = refusal(id, 'stale_group', true);
        return { refused: { ...stale.refused, roster: known.entries.length } };
      }
      const { seq, ts } = stamp(known, after);
      sent.set(key, { id, ts, groupSeq: seq });
      const from = { sender: idBytes(sender.account), senderDevice: sender.device };
      const groupMessage = { group: bytes, seq, roster, data };
      toAll(known.state.members.keys(), { id, ...from, ts, control, groupMessage }, sender);
      return { sent: { id, ts, groupSeq: seq } };
    },
    answer(account, method, url, body) {
      const path = url.pathname.split('/');
      if (path[2] === 'group-invites') return invites(path, account, body);
      const id = path[2] === 'groups' ? parseGroupId(path[3] ?? '') : undefined;
      if (!id) return undefined;
      if (path[4] === 'events') return submit(id, account, body());
      const group = of(id);
      if (path[4] === 'requests') return requestsOf(group, method, (path[5] ?? account) as AccountId);
      if (!group.state) return failure('unknown_group');
      const after = Number(url.searchParams.get('after') ?? 0);
      return bytesOf(200, wire.GroupRosterPage.encode({ entries: group.entries.slice(after) }).finish());
    },
  };
}

function idIn(signed: Uint8Array): string {
  return toHex(wire.GroupEvent.decode(wire.SignedGroupEvent.decode(signed).event).id);
}

function idOf(publicKey: string): string {
  return toHex(sha256(fromHex(publicKey)));
}

function joinIn(signed: Uint8Array): JoinAsked {
  const { member, publicKey } = wire.GroupJoin.decode(wire.SignedGroupJoin.decode(signed).join);
  const account = accountIdFrom(member?.account ?? new Uint8Array());
  return { account, keyHash: toHex(member?.accountKeyHash ?? new Uint8Array()), invite: toHex(publicKey) };
}

function bytesOf(status: number, bytes: Uint8Array): Response {
  return new Response(bytes as Uint8Array<ArrayBuffer>, { status });
}

function failure(code: ErrorCode): Response {
  const { status, temporary, message } = errorTable[code];
  return new Response(JSON.stringify({ code, message, temporary }), { status });
}
