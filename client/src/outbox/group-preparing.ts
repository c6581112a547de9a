// Gets messages to a group ready for the wire: the key is with every device that can have it, then one ciphertext for all.
import { type DeviceKey, type GroupId, limits, parseDeviceKey, wire } from '@parley/protocol';
import { wireAct } from '../acts/act.ts';
import type { Context } from '../context.ts';
import { decodeSenderKey, encodeSenderKey, encryptWithSenderKey } from '../crypto/crypto.ts';
import { listState } from '../devices/directory.ts';
import type { Draft } from '../drafts/draft.ts';
import { asParleyError, ParleyError } from '../errors.ts';
import { headOf } from '../groups/group-row.ts';
import type { Roster } from '../groups/roster.ts';
import { chatGroup } from '../groups/shown-group.ts';
import { chatOf } from '../history/history.ts';
import { withIntroductions } from '../profiles/introductions.ts';
import { profileKeyFor } from '../profiles/profile-keys.ts';
import { type AccountRow, type GroupRow, type OutboxRow, type OwnSenderKeyRow, SELF } from '../store/schema.ts';
import {
  byAccount,
  type GroupKeysDeps,
  lacking,
  memberLists,
  shareKey,
  targetsIn,
  usable,
  withholdKey,
} from './group-keys.ts';
import type { Outbox } from './outbox.ts';
import { textOf } from './payload.ts';
import { padded, type SealedRow } from './seal.ts';

export interface GroupPreparing {
  /**
   * The rows sealed; none of them while the key is on its way to somebody, in sends that this has queued. Throws ParleyError:
   * `unknown_group`, `group_forbidden`, `group_conflict`, or that lists cannot be had now.
   */
  prepare(group: GroupId, rows: readonly OutboxRow[]): Promise<SealedRow[]>;
  /**
   * Queues the key to whoever of the members of now lacks it and can have it, before there is a message. Throws ParleyError as
   * above, but for who may write.
   */
  handOut(group: GroupId): Promise<void>;
  /** Before rows to a member are sealed: what is known of the groups whose keys they are is of this connection. */
  catchUpFor(rows: readonly OutboxRow[]): Promise<void>;
  /** F21: whether the row is a key for somebody who is none of the group's any more. It is not sent then. */
  withhold(draft: Draft, row: OutboxRow): Promise<boolean>;
  /** A connection opens. */
  opened(): void;
}

/** A device that has published no keys is asked about again after this long. */
const AGAIN_MS = 60_000;
/** So many devices are given the key together; what they have stays with them when a later step fails. */
const SHARED_TOGETHER = limits.maxClaimsPerRequest;

export type GroupPreparingDeps = GroupKeysDeps & {
  readonly clock: Context['clock'];
  readonly events: Context['events'];
  readonly roster: Roster;
  readonly outbox: () => Pick<Outbox, 'enqueue' | 'discard'>;
};

export function createGroupPreparing(deps: GroupPreparingDeps): GroupPreparing {
  const { profile, work, clock, events, roster, starts } = deps;
  /** When the keys of a device could not be had. */
  const failedAt = new Map<DeviceKey, number>();
  /** Groups of which somebody has been told that their keys are on the way. */
  const told = new Set<GroupId>();
  /** Groups whose rosters have been asked for in this connection. */
  const current = new Set<GroupId>();

  function checkMember(group: GroupRow): GroupRow {
    if (group.conflict) throw new ParleyError('group_conflict', { message: group.conflict, temporary: false });
    const { role } = chatGroup(group, profile.account);
    if (!role) throw new ParleyError('unknown_group', { message: 'You are not a member of this group (any more).' });
    return group;
  }

  async function writable(id: GroupId): Promise<GroupRow> {
    const group = checkMember((await work.get('groups', id)) ?? (await roster.catchUp(id)));
    const { mayWrite } = chatGroup(group, profile.account);
    if (!mayWrite) throw new ParleyError('group_forbidden', { message: 'Only admins can write to this group.' });
    return group;
  }

  /** Accounts of which a device cannot be reached now get the key another time (F23). */
  function withoutFailed(devices: readonly DeviceKey[]): DeviceKey[] {
    const now = clock.now();
    const hasFailed = (device: DeviceKey): boolean =>
      Math.abs(now - (failedAt.get(device) ?? Number.NEGATIVE_INFINITY)) < AGAIN_MS;
    const failed = byAccount(devices.filter(hasFailed));
    return devices.filter(device => !failed.has(parseDeviceKey(device).account));
  }

  async function reachable(devices: readonly DeviceKey[]): Promise<DeviceKey[]> {
    const failed = await starts.attempt(devices.map(parseDeviceKey));
    for (const device of devices) failedAt.delete(device);
    for (const device of failed) failedAt.set(device, clock.now());
    return withoutFailed(devices);
  }

  /** Of people: who is waited for has at least one device without the key. */
  function tell(chat: GroupId, targets: readonly DeviceKey[], waiting: readonly DeviceKey[], failed: number): void {
    if (waiting.length > 0) told.add(chat);
    else if (!told.delete(chat)) return;
    const total = byAccount(targets).size - failed;
    events.emit('preparing', { chat, done: total - byAccount(waiting).size, total });
  }

  /** Undefined: none of those who are next can be reached. */
  async function planned(group: GroupRow, keeps: Keeps, isWaitedFor: boolean): Promise<Planned | undefined> {
    const lists = await memberLists(group, deps);
    const targets = targetsIn(lists, profile);
    const missing = lacking(keeps(await work.get('ownSenderKeys', group.group), targets), targets);
    const waiting = withoutFailed(missing);
    if (isWaitedFor) tell(group.group, targets, waiting, byAccount(missing).size - byAccount(waiting).size);
    const some = firstPeople(waiting);
    const toShare = await reachable(some);
    return some.length > 0 && toShare.length === 0 ? undefined : { group, lists, targets, toShare, keeps };
  }

  return {
    async prepare(id, rows) {
      for (;;) {
        const plan = await planned(await writable(id), usable, true);
        const done = plan && (await work.run(draft => step(draft, plan, rows)));
        if (done) return done;
      }
    },
    async handOut(id) {
      for (;;) {
        const plan = await planned(checkMember(await roster.catchUp(id)), key => key, false);
        current.add(id);
        if (plan?.toShare.length === 0) return;
        if (plan) await work.run(async draft => void ((await isAsPlanned(draft, plan)) && (await share(draft, plan))));
      }
    },
    async catchUpFor(rows) {
      for (const { payload } of rows) {
        if (payload.kind !== 'sender_key' || current.has(payload.group)) continue;
        await roster.catchUp(payload.group).catch(throwTemporary);
        current.add(payload.group);
      }
    },
    withhold: (draft, row) => withholdKey(draft, row, deps.outbox()),
    opened: () => current.clear(),
  };

  /** False: something has changed meanwhile. */
  async function isAsPlanned(draft: Draft, { group, lists, toShare, keeps, targets }: Planned): Promise<boolean> {
    const now = await draft.get('groups', group.group);
    if (now?.roster !== group.roster || now.conflict !== group.conflict) return false;
    for (const { account, version } of lists)
      if ((await draft.get('accounts', account))?.version !== version) return false;
    const missing = new Set(lacking(keeps(await draft.get('ownSenderKeys', group.group), targets), targets));
    return toShare.every(device => missing.has(device));
  }

  async function share(draft: Draft, { group, targets, toShare, keeps }: Planned): Promise<void> {
    const key = keeps(await draft.get('ownSenderKeys', group.group), targets);
    await shareKey(draft, group.group, key, toShare, { env: deps.env, outbox: deps.outbox() });
  }

  /** Undefined: something has changed meanwhile. */
  async function step(draft: Draft, plan: Planned, rows: readonly OutboxRow[]): Promise<SealedRow[] | undefined> {
    if (!(await isAsPlanned(draft, plan))) return undefined;
    const { group, targets, toShare } = plan;
    if (toShare.length > 0 || !usable(await draft.get('ownSenderKeys', group.group), targets)) await share(draft, plan);
    if (toShare.length > 0) return [];
    const sealed: SealedRow[] = [];
    for (const row of rows) sealed.push(await draft.nested(inner => sealForGroup(inner, row, group, deps)));
    return sealed;
  }
}

/** All devices of as many accounts as are seen to together. */
function firstPeople(devices: readonly DeviceKey[]): DeviceKey[] {
  const accounts = byAccount(devices.slice(0, SHARED_TOGETHER));
  return devices.filter(device => accounts.has(parseDeviceKey(device).account));
}

interface Planned {
  readonly group: GroupRow;
  readonly lists: readonly AccountRow[];
  readonly targets: readonly DeviceKey[];
  /** Those that lack the key and can be reached. */
  readonly toShare: readonly DeviceKey[];
  readonly keeps: Keeps;
}

/** The key that goes on; undefined: there is none yet, or a new one is to be made. */
type Keeps = (key: OwnSenderKeyRow | undefined, targets: readonly DeviceKey[]) => OwnSenderKeyRow | undefined;

/** With everything else the key goes to whom it was for. */
function throwTemporary(error: unknown): void {
  if (asParleyError(error).temporary) throw error;
}

async function sealForGroup(
  draft: Draft,
  row: OutboxRow,
  group: GroupRow,
  { profile, env }: Pick<Context, 'profile' | 'env'>,
): Promise<SealedRow> {
  const { payload } = row;
  if (payload.kind !== 'text' && payload.kind !== 'act') throw new ParleyError('internal'); // nothing else is for a group
  const key = await draft.get('ownSenderKeys', group.group);
  const own = await draft.get('accounts', profile.account);
  if (!key || !own) throw new ParleyError('internal');
  const connection = await draft.get('connection', SELF);
  const profileKey = await profileKeyFor(draft, 'member');
  const maxBytes = connection?.maxContentBytes ?? limits.maxContentBytes;
  const said = {
    senderList: listState(own),
    ...(profileKey ? { profileKey } : {}),
    ...(payload.kind === 'act' ? { act: wireAct(payload.act) } : { text: textOf(payload) }),
    group: headOf(group),
  };
  const content = await withIntroductions(draft, said, group, profile.account, maxBytes);
  const plaintext = padded(wire.Content.encode(content).finish(), maxBytes);
  const { record, ciphertext } = await encryptWithSenderKey(decodeSenderKey(key.record), plaintext, env);
  draft.put('ownSenderKeys', { ...key, record: encodeSenderKey(record) });
  const { newestTs: after } = await chatOf(draft, group.group);
  const sealed = { ...row, sealed: { after, roster: group.roster, data: ciphertext } };
  draft.put('outbox', sealed);
  return sealed;
}
