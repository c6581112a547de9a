// The own key of a group, and which devices have it: made anew once somebody who has it is none of the group's any more, and
// handed to whoever lacks it before the next message (F21, F22).
import {
  type AccountId,
  type DeviceAddress,
  type DeviceKey,
  deviceKey,
  type GroupId,
  isGroupId,
  parseDeviceKey,
  toHex,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import { createSenderKey, decodeSenderKey, encodeSenderKey, senderKeyDistribution } from '../crypto/crypto.ts';
import { type Directory, hasNoList } from '../devices/directory.ts';
import type { Draft } from '../drafts/draft.ts';
import { keyHashOf } from '../groups/signed-event.ts';
import type { SessionStarts } from '../keys/session-starts.ts';
import { newMessageId } from '../message-id.ts';
import type { AccountRow, GroupRow, OutboxRow, OwnSenderKeyRow } from '../store/schema.ts';
import type { Outbox } from './outbox.ts';

export type GroupKeysDeps = Pick<Context, 'profile' | 'work' | 'env'> & {
  readonly directory: Directory;
  readonly starts: SessionStarts;
};

/** Lists asked for at once. */
const TOGETHER = 200;

/** The verified lists of the members. Whoever's cannot be had for good, has ended or is another account than was meant, is left out. */
export async function memberLists(
  { state }: GroupRow,
  { directory }: Pick<GroupKeysDeps, 'directory'>,
): Promise<AccountRow[]> {
  const lists: AccountRow[] = [];
  const members = [...state.members];
  for (let at = 0; at < members.length; at += TOGETHER) {
    const found = members
      .slice(at, at + TOGETHER)
      .map(([account, { keyHash }]) => listUnder(keyHash, account, directory));
    for (const list of await Promise.all(found)) if (list) lists.push(list);
  }
  return lists;
}

async function listUnder(keyHash: string, account: AccountId, directory: Directory): Promise<AccountRow | undefined> {
  const isMeant = ({ accountKey, ended }: AccountRow) => !ended && toHex(keyHashOf(accountKey)) === keyHash;
  try {
    const known = await directory.ensure(account);
    if (isMeant(known)) return known;
    // Registered anew while in no group with this device, and added again since.
    const newest = await directory.refresh(account);
    return isMeant(newest) ? newest : undefined;
  } catch (error) {
    if (!hasNoList(error)) throw error;
    return undefined;
  }
}

/** The devices of these lists, but the own one. */
export function targetsIn(lists: readonly AccountRow[], { account, device }: DeviceAddress): DeviceKey[] {
  const own = deviceKey(account, device);
  return lists
    .flatMap(list => list.devices.map(each => deviceKey(list.account, each.device)))
    .filter(key => key !== own);
}

/** The key that the next message goes under; undefined: a new one, for somebody who is not meant has this one. */
export function usable(key: OwnSenderKeyRow | undefined, targets: readonly DeviceKey[]): OwnSenderKeyRow | undefined {
  const meant = new Set(targets);
  return key && !key.spent && key.sharedWith.every(device => meant.has(device)) ? key : undefined;
}

/** Those of `targets` that the key has still to be handed to. */
export function lacking(key: OwnSenderKeyRow | undefined, targets: readonly DeviceKey[]): DeviceKey[] {
  const have = new Set(key?.sharedWith);
  return targets.filter(target => !have.has(target));
}

/** Hands the key, or a new one, to these devices: queued with it in one draft. */
export async function shareKey(
  draft: Draft,
  group: GroupId,
  key: OwnSenderKeyRow | undefined,
  reachable: readonly DeviceKey[],
  { env, outbox }: Pick<Context, 'env'> & { readonly outbox: Pick<Outbox, 'enqueue'> },
): Promise<void> {
  const record = key ? decodeSenderKey(key.record) : await createSenderKey(env);
  const distribution = senderKeyDistribution(record);
  const sharedWith = [...(key?.sharedWith ?? []), ...reachable];
  draft.put('ownSenderKeys', { ...(key ?? { group, record: encodeSenderKey(record) }), sharedWith });
  for (const [account, devices] of byAccount(reachable)) {
    outbox.enqueue(draft, account, newMessageId(), { kind: 'sender_key', group, distribution, devices });
  }
}

/** A queued key for somebody who is none of the group's any more is taken back (F21). False: it is meant. */
export async function withholdKey(
  draft: Draft,
  { id, to, payload }: OutboxRow,
  outbox: Pick<Outbox, 'discard'>,
): Promise<boolean> {
  if (payload.kind !== 'sender_key' || isGroupId(to)) return false;
  const row = await draft.get('groups', payload.group);
  if (!row || row.state.members.has(to)) return false;
  const key = await draft.get('ownSenderKeys', payload.group);
  if (key) draft.put('ownSenderKeys', { ...key, spent: true });
  outbox.discard(draft, id);
  return true;
}

export function byAccount(keys: readonly DeviceKey[]): Map<AccountId, number[]> {
  const accounts = new Map<AccountId, number[]>();
  for (const key of keys) {
    const { account, device } = parseDeviceKey(key);
    accounts.set(account, [...(accounts.get(account) ?? []), device]);
  }
  return accounts;
}
