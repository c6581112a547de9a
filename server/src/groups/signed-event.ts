// What can be said of a signed event without knowing its group: it is one, and its author is who submits it.
import { createHash } from 'node:crypto';
import {
  type AccountId,
  accountIdFrom,
  type DeviceAddress,
  equalBytes,
  type GroupId,
  idBytes,
  type JoinAsked,
  signedBytes,
  toHex,
  wire,
} from '@parley/protocol';
import type { Accounts } from '../accounts/accounts.ts';
import { verifyXeddsa } from '../lib/xeddsa.ts';

export interface SignedEvent {
  readonly event: wire.GroupEvent;
  /** As signed. */
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly id: string;
  /** SHA-256 of `bytes`, hexadecimal. */
  readonly hash: string;
}

const ID_BYTES = 16;

export interface ReadSubmission {
  /** A serialised SignedGroupEvent: what members see, and what is kept. */
  readonly signed: Uint8Array;
  readonly addKeys: ReadonlyMap<AccountId, Uint8Array>;
}

/** A serialised GroupSubmission, or SignedGroupEvent, taken apart. Undefined: it cannot be decoded. */
export function readSubmission(submitted: Uint8Array): ReadSubmission | undefined {
  try {
    const { event, signature, addKeys } = wire.GroupSubmission.decode(submitted);
    const signed = wire.SignedGroupEvent.encode({ event, signature }).finish();
    const keys = addKeys.flatMap(({ account, key }): [AccountId, Uint8Array][] =>
      account?.length === ID_BYTES && key ? [[accountIdFrom(account), key]] : [],
    );
    return { signed, addKeys: new Map(keys) };
  } catch {
    return undefined;
  }
}

/** Undefined: it cannot be decoded. */
export function readEvent(signed: Uint8Array): SignedEvent | undefined {
  try {
    const { event: bytes, signature } = wire.SignedGroupEvent.decode(signed);
    const event = wire.GroupEvent.decode(bytes);
    if (event.id.length !== ID_BYTES) return undefined;
    const hash = createHash('sha256').update(bytes).digest('hex');
    return { event, bytes, signature, id: toHex(event.id), hash };
  } catch {
    return undefined;
  }
}

export function isBy({ event }: SignedEvent, { account, device }: DeviceAddress): boolean {
  return equalBytes(event.actor, idBytes(account)) && event.actorDevice === device;
}

/**
 * What is wrong with who has signed, in words; undefined: nothing. The device list that the event names must have the device with the
 * key that it has today: members check the signature by that list, and a device that has gone changes no group.
 */
export async function authorProblem(
  { event, bytes, signature }: SignedEvent,
  device: DeviceAddress,
  accounts: Pick<Accounts, 'deviceLists' | 'identityKey'>,
): Promise<string | undefined> {
  const [signedList] = await accounts.deviceLists(device.account, event.actorListVersion);
  const list = signedList && wire.DeviceList.decode(wire.SignedDeviceList.decode(signedList).list);
  if (list?.version !== event.actorListVersion) return 'its device list does not exist';
  const listed = list.devices
    .map(({ certificate }) => wire.DeviceCertificate.decode(certificate ?? new Uint8Array()))
    .find(certificate => certificate.device === device.device);
  if (!listed) return 'its device list does not name the device';
  const present = await accounts.identityKey(device);
  if (!present || !equalBytes(present, listed.identityKey)) return 'the device has another key';
  const isSigned = verifyXeddsa(present, signedBytes('parley group event 1', bytes), signature);
  return isSigned ? undefined : 'the device has not signed it';
}

export interface SignedJoin extends JoinAsked {
  readonly group: Uint8Array;
}

/** A join that the key of its invite has signed; undefined: it is none. */
export function readJoin(signed: Uint8Array): SignedJoin | undefined {
  try {
    const { join: bytes, inviteSignature } = wire.SignedGroupJoin.decode(signed);
    const { group, member, publicKey } = wire.GroupJoin.decode(bytes);
    if (!verifyXeddsa(publicKey, signedBytes('parley group join 1', bytes), inviteSignature)) return undefined;
    const account = accountIdFrom(member?.account ?? new Uint8Array());
    return { group, account, keyHash: toHex(member?.accountKeyHash ?? new Uint8Array()), invite: toHex(publicKey) };
  } catch {
    return undefined;
  }
}

/** The join that the event carries; undefined: none, or one that is not valid for this group. */
export function joinOf({ event }: SignedEvent, group: GroupId): JoinAsked | undefined {
  const signed = event.joined?.join ?? event.added?.request;
  const join = signed?.length ? readJoin(signed) : undefined;
  return join && equalBytes(join.group, idBytes(group)) ? join : undefined;
}

/** Accounts that the event makes members, each with the hash of its account key. Malformed ones are left to the rules. */
export function namedIn({ event }: SignedEvent, join: JoinAsked | undefined): Map<AccountId, string> {
  const { created, added, joined } = event;
  const named = new Map<AccountId, string>();
  for (const member of [created?.owner, ...(created?.members ?? []), ...(added?.members ?? [])]) {
    if (member?.account?.length !== ID_BYTES) continue;
    named.set(accountIdFrom(member.account), toHex(member.accountKeyHash ?? new Uint8Array()));
  }
  if (joined && join) named.set(join.account, join.keyHash);
  return named;
}
