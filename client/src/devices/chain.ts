// Which device list may follow which. The server is not believed: a list counts when it continues the chain of what was
// seen before and is signed by its account key, and a device number keeps its identity key for ever.
import { equalBytes, type wire } from '@parley/protocol';
import type { CryptoEnv } from '../crypto/crypto.ts';
import type { AccountRow } from '../store/schema.ts';
import { type DeviceListVersion, ListError, openDeviceList } from './device-list.ts';

export interface ChainResult {
  readonly row: AccountRow;
  /** The account key is another one than before. */
  readonly keyChanged: boolean;
}

/**
 * Follows the chain from what is known, whose version the first list must be (or 1), to its end. Throws ListError with
 * the reason `chain` also when the server shows another list for a version seen before.
 */
export async function followChain(
  known: AccountRow | undefined,
  account: AccountRow['account'],
  lists: readonly wire.SignedDeviceList.$Properties[],
  env: CryptoEnv,
): Promise<ChainResult> {
  let row = known;
  for (const signed of lists) {
    const list = await openDeviceList(signed, env);
    if (list.account !== account) throw new ListError('chain', 'the list is of another account');
    row = row && list.version === row.version ? sameVersion(row, list) : nextVersion(row, list);
  }
  if (!row || lists.length === 0) throw new ListError('chain', 'there is no list');
  return { row, keyChanged: known !== undefined && !equalBytes(known.accountKey, row.accountKey) };
}

/** What a device knows of the list it has just made itself. */
export function ownRow(list: DeviceListVersion): AccountRow {
  return rowOf(undefined, list);
}

function sameVersion(row: AccountRow, list: DeviceListVersion): AccountRow {
  if (row.hashes[list.version] === list.hash) return row;
  throw new ListError('chain', `version ${list.version} is not the one seen before`);
}

function nextVersion(row: AccountRow | undefined, list: DeviceListVersion): AccountRow {
  const expected = (row?.version ?? 0) + 1;
  if (list.version !== expected) throw new ListError('chain', `version ${list.version} came where ${expected} follows`);
  const previous = row?.hashes[row.version] ?? '';
  if (list.previousHash !== previous)
    throw new ListError('chain', `version ${list.version} does not follow the one before`);
  return rowOf(row, list);
}

function rowOf(before: AccountRow | undefined, list: DeviceListVersion): AccountRow {
  return {
    account: list.account,
    version: list.version,
    accountKey: list.accountKey,
    ...earlierKeysWith(before, list),
    devices: list.devices.map(({ device, name }) => ({ device, name })),
    identities: identitiesWith(before?.identities ?? {}, list),
    ...removedWith(before, list),
    hashes: { ...before?.hashes, [list.version]: list.hash },
  };
}

function earlierKeysWith(before: AccountRow | undefined, list: DeviceListVersion): Pick<AccountRow, 'earlierKeys'> {
  const { accountKey: key, earlierKeys = [] } = before ?? {};
  const ended = key && !equalBytes(key, list.accountKey) ? [...earlierKeys, { key, until: list.version }] : earlierKeys;
  return ended.length > 0 ? { earlierKeys: ended } : {};
}

/** A device that was registered anew has not seen the lists of its account before. */
export function hasSeen({ hashes }: AccountRow, version: number): boolean {
  return hashes[version] !== undefined;
}

/** The account key that version of the list is under, which must have been seen. */
export function accountKeyAt({ accountKey, earlierKeys = [] }: AccountRow, version: number): Uint8Array {
  return earlierKeys.find(({ until }) => version < until)?.key ?? accountKey;
}

function removedWith(before: AccountRow | undefined, list: DeviceListVersion): Pick<AccountRow, 'removedAt'> {
  const listed = new Set(list.devices.map(({ device }) => device));
  const gone = (before?.devices ?? []).filter(({ device }) => !listed.has(device));
  if (gone.length === 0) return before?.removedAt ? { removedAt: before.removedAt } : {};
  return {
    removedAt: { ...before?.removedAt, ...Object.fromEntries(gone.map(({ device }) => [device, list.version])) },
  };
}

function identitiesWith(known: AccountRow['identities'], list: DeviceListVersion): AccountRow['identities'] {
  const identities = { ...known };
  for (const { device, identityKey } of list.devices) {
    const before = identities[device];
    if (before && !equalBytes(before, identityKey)) {
      throw new ListError('identity', `device ${device} has another identity key than before`);
    }
    identities[device] = identityKey;
  }
  return identities;
}
