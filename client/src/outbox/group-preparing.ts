// Gets messages to a group ready for the wire: the key is with every device that can have it, then one ciphertext for all.
import { type DeviceKey, type GroupId, limits, parseDeviceKey, wire } from '@parley/protocol';
import { wireAct } from '../acts/act.ts';
import type { Context } from '../context.ts';
import { decodeSenderKey, encodeSenderKey, encryptWithSenderKey } from '../crypto/crypto.ts';
import { listState } from '../devices/directory.ts';
import type { Draft } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import { headOf } from '../groups/group-row.ts';
import type { Roster } from '../groups/roster.ts';
import { chatGroup } from '../groups/shown-group.ts';
import { newestSeen } from '../history/history.ts';
import { withIntroductions } from '../profiles/introductions.ts';
import { profileKeyFor } from '../profiles/profile-keys.ts';
import { type AccountRow, type GroupRow, type OutboxRow, SELF } from '../store/schema.ts';
import { byAccount, type GroupKeysDeps, lacking, memberLists, mustRenew, shareKey, targetsIn } from './group-keys.ts';
import type { Outbox } from './outbox.ts';
import { textOf } from './payload.ts';
import { padded, type SealedRow } from './seal.ts';

export interface GroupPreparing {
  /**
   * The rows sealed; none of them while the key is on its way to somebody, in sends that this has queued. Throws ParleyError:
   * `unknown_group`, `group_forbidden`, `group_conflict`, or that lists cannot be had now.
   */
  prepare(group: GroupId, rows: readonly OutboxRow[]): Promise<SealedRow[]>;
}

/** A device that has published no keys is asked about again after this long. */
const AGAIN_MS = 60_000;
/** So many devices are given the key together; what they have stays with them when a later step fails. */
const SHARED_TOGETHER = limits.maxClaimsPerRequest;

export type GroupPreparingDeps = GroupKeysDeps & {
  readonly clock: Context['clock'];
  readonly events: Context['events'];
  readonly roster: Roster;
  readonly outbox: () => Pick<Outbox, 'enqueue'>;
};

export function createGroupPreparing(deps: GroupPreparingDeps): GroupPreparing {
  const { profile, work, clock, events, roster, starts } = deps;
  /** When the keys of a device could not be had. */
  const failedAt = new Map<DeviceKey, number>();
  /** Groups of which somebody has been told that their keys are on the way. */
  const told = new Set<GroupId>();

  async function known(id: GroupId): Promise<GroupRow> {
    const group = (await work.get('groups', id)) ?? (await roster.catchUp(id));
    if (group.conflict) throw new ParleyError('group_conflict', { message: group.conflict, temporary: false });
    const { role, mayWrite } = chatGroup(group, profile.account);
    if (!role) throw new ParleyError('unknown_group', { message: 'You are not a member of this group (any more).' });
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

  return {
    async prepare(id, rows) {
      for (;;) {
        const group = await known(id);
        const lists = await memberLists(group, deps);
        const targets = targetsIn(lists, profile);
        const missing = lacking(await work.get('ownSenderKeys', id), targets);
        const waiting = withoutFailed(missing);
        tell(id, targets, waiting, byAccount(missing).size - byAccount(waiting).size);
        const some = firstPeople(waiting);
        const toShare = await reachable(some);
        if (some.length > 0 && toShare.length === 0) continue; // none of these: the next ones
        const done = await work.run(draft => step(draft, { group, lists, targets, toShare }, rows));
        if (done) return done;
      }
    },
  };

  /** Undefined: something has changed meanwhile. */
  async function step(
    draft: Draft,
    { group, lists, targets, toShare }: Planned,
    rows: readonly OutboxRow[],
  ): Promise<SealedRow[] | undefined> {
    const id = group.group;
    const now = await draft.get('groups', id);
    if (now?.roster !== group.roster || now.conflict !== group.conflict) return undefined;
    for (const { account, version } of lists)
      if ((await draft.get('accounts', account))?.version !== version) return undefined;
    const key = await draft.get('ownSenderKeys', id);
    const missing = new Set(lacking(key, targets));
    if (toShare.some(device => !missing.has(device))) return undefined;
    if (!key || toShare.length > 0 || mustRenew(key, targets)) {
      await shareKey(draft, id, targets, toShare, { env: deps.env, outbox: deps.outbox() });
      if (toShare.length > 0) return [];
    }
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
  const after = await newestSeen(draft, group.group);
  const sealed = { ...row, sealed: { after, roster: group.roster, data: ciphertext } };
  draft.put('outbox', sealed);
  return sealed;
}
