// A line of a group's roster as it came.
import { type AccountId, accountIdFrom, type GroupId, groupIdFrom, wire } from '@parley/protocol';

export interface RosterEntry {
  readonly group: GroupId;
  readonly number: number;
  /** 0: not stamped yet. */
  readonly seq: number;
  /** Server time. */
  readonly ts: number;
  /** A serialised SignedGroupEvent. */
  readonly event?: Uint8Array;
  /** `ended`: the account itself has, and no list has that version. */
  readonly devices?: { readonly account: AccountId; readonly listVersion: number; readonly ended: boolean };
}

/** @throws {RangeError} an id in it is none */
export function rosterEntryFrom(entry: wire.GroupRosterEntry.$Properties): RosterEntry {
  const { event, devices } = entry;
  const account = devices && accountIdFrom(devices.account ?? new Uint8Array());
  return {
    group: groupIdFrom(entry.group ?? new Uint8Array()),
    number: entry.number ?? 0,
    seq: entry.seq ?? 0,
    ts: entry.ts ?? 0,
    ...(event ? { event } : {}),
    ...(account ? { devices: { account, listVersion: devices.listVersion ?? 0, ended: devices.ended ?? false } } : {}),
  };
}

export interface NeededList {
  readonly account: AccountId;
  /** 0: whichever. */
  readonly device: number;
  readonly version: number;
}

/** The device lists that taking the entry needs. */
export function listsNeeded({ event: signed, devices }: RosterEntry): NeededList[] {
  if (devices?.ended) return [];
  if (devices) return [{ account: devices.account, device: 0, version: devices.listVersion }];
  try {
    const event = wire.GroupEvent.decode(wire.SignedGroupEvent.decode(signed ?? new Uint8Array()).event);
    const asked = event.joined?.join ?? event.added?.request;
    const actor = { account: accountIdFrom(event.actor), device: event.actorDevice, version: event.actorListVersion };
    return asked?.length ? [actor, joinerIn(asked)] : [actor];
  } catch {
    return []; // taking it says that it cannot be read
  }
}

function joinerIn(signed: Uint8Array): NeededList {
  const { member, device, listVersion } = wire.GroupJoin.decode(wire.SignedGroupJoin.decode(signed).join);
  return { account: accountIdFrom(member?.account ?? new Uint8Array()), device, version: listVersion };
}
