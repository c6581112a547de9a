// The own key of a group, and which devices have it: made anew once somebody who has it is none of the group's any more, and
// handed to whoever lacks it before the next message (F21, F22).
import {
  type AccountId,
  type DeviceAddress,
  type DeviceKey,
  deviceKey,
  type GroupId,
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
import type { AccountRow, GroupRow } from '../store/schema.ts';
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

/** Those of `targets` that the present key, or the one made in its place, has still to be handed to. */
export function lacking(key: OwnKey | undefined, targets: readonly DeviceKey[]): DeviceKey[] {
  if (!key || mustRenew(key, targets)) return [...targets];
  const have = new Set(key.sharedWith);
  return targets.filter(target => !have.has(target));
}

interface OwnKey {
  readonly sharedWith: readonly DeviceKey[];
}

export function mustRenew({ sharedWith }: OwnKey, targets: readonly DeviceKey[]): boolean {
  const meant = new Set(targets);
  return sharedWith.some(device => !meant.has(device));
}

/** Hands the key, the present one or a new one, to these devices: queued with it in one draft. */
export async function shareKey(
  draft: Draft,
  group: GroupId,
  targets: readonly DeviceKey[],
  reachable: readonly DeviceKey[],
  { env, outbox }: Pick<Context, 'env'> & { readonly outbox: Pick<Outbox, 'enqueue'> },
): Promise<void> {
  const known = await draft.get('ownSenderKeys', group);
  const kept = known && !mustRenew(known, targets) ? known : undefined;
  const record = kept ? decodeSenderKey(kept.record) : await createSenderKey(env);
  const distribution = senderKeyDistribution(record);
  draft.put('ownSenderKeys', {
    group,
    record: kept?.record ?? encodeSenderKey(record),
    sharedWith: [...(kept?.sharedWith ?? []), ...reachable],
  });
  for (const [account, devices] of byAccount(reachable)) {
    outbox.enqueue(draft, account, newMessageId(), { kind: 'sender_key', group, distribution, devices });
  }
}

export function byAccount(keys: readonly DeviceKey[]): Map<AccountId, number[]> {
  const accounts = new Map<AccountId, number[]>();
  for (const key of keys) {
    const { account, device } = parseDeviceKey(key);
    accounts.set(account, [...(accounts.get(account) ?? []), device]);
  }
  return accounts;
}
