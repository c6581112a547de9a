// Further lists of an account under its account key: a device more, devices fewer, or other names. The account key decides,
// not the device that brings the list; registering anew, with another key, is registration's.
import { type AccountId, type DeviceNumber, equalBytes, type Limits, wire } from '@parley/protocol';
import type { Keys } from '../keys/keys.ts';
import type { Clock } from '../lib/clock.ts';
import type { AccountStore, StoredAccount, StoredDevice } from './account-store.ts';
import type { Accounts, AddedDevice, Outcome } from './accounts.ts';
import { type CertifiedDevice, checkList } from './device-list-check.ts';
import { accountKeyOf } from './registration-list.ts';
import { expectedList, refuse } from './registration-step.ts';

export interface DeviceChangesDeps {
  readonly store: AccountStore;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Once the list is stored. Idempotent: the same change may come again. */
  readonly onChanged: (changed: ChangedList) => Promise<void>;
}

export interface ChangedList {
  readonly account: AccountId;
  readonly version: number;
  readonly devices: readonly DeviceNumber[];
  readonly removed: readonly DeviceNumber[];
}

interface Change {
  readonly devices: readonly CertifiedDevice[];
  readonly removed: readonly DeviceNumber[];
  readonly added?: AddedDevice & CertifiedDevice & { readonly upload: wire.KeyUpload };
}

export function createDeviceChanges(deps: DeviceChangesDeps): Pick<Accounts, 'changeDevices'> {
  const { store, keys, clock, onChanged } = deps;

  /** The answer to the first request may have got lost, or what follows the store have been cut short. */
  async function again(known: StoredAccount, list: Uint8Array): Promise<boolean> {
    const [last] = await store.deviceLists(known.account, known.listVersion);
    if (!last || !Buffer.from(last).equals(list)) return false;
    const devices = await store.devices(known.account);
    const ever = Array.from({ length: known.nextDevice - 1 }, (_, i) => i + 1);
    const removed = ever.filter(device => !devices.includes(device));
    await onChanged({ account: known.account, version: known.listVersion, devices, removed });
    return true;
  }

  return {
    async changeDevices(account, list, added) {
      const known = await store.account(account);
      if (!known?.phone) return refuse('unknown_account');
      if (await again(known, list)) return { ok: true, value: { listVersion: known.listVersion } };
      const checked = await checkChange(deps, known, list, added);
      if (!checked.ok) return checked;
      const { devices, removed, added: device } = checked.value;
      const version = known.listVersion + 1;
      const change = { account, version, list, removed, now: clock.now(), ...(device ? { added: device } : {}) };
      if (!(await store.changeDevices(change))) return refuse('stale_list');
      const problem = device && (await keys.upload({ account, device: device.device }, device.upload));
      await onChanged({ account, version, removed, devices: devices.map(each => each.device) });
      return problem ? { ok: false, error: problem } : { ok: true, value: { listVersion: version } };
    },
  };
}

async function checkChange(
  { store, keys, limits }: DeviceChangesDeps,
  known: StoredAccount,
  signed: Uint8Array,
  given: AddedDevice | undefined,
): Promise<Outcome<Change>> {
  const { listVersion: version, previousHash } = await expectedList(store, known.account, known);
  if (versionIn(signed) !== version) return refuse('stale_list');
  const checked = checkList(signed, { account: known.account, version, previousHash }, limits);
  if (!checked.ok) return refuse('bad_device_list', checked.problem);
  const { devices, accountKey } = checked;
  const bad = (problem: string) => refuse('bad_device_list', `The device list is not valid: ${problem}.`);
  if (!equalBytes(accountKey, await accountKeyOf(store, known))) return bad('it is of another account key');
  if (devices.length === 0) return bad('it must name a device');
  if (devices.length > limits.maxDevices) return refuse('too_many_devices');
  const before = await store.deviceRows(known.account);
  const fresh = devices.filter(({ device }) => !before.some(each => each.device === device));
  if (keepsOtherKeys(devices, before)) return bad('a device has another identity key than before');
  const removed = before.map(each => each.device).filter(device => !devices.some(each => each.device === device));
  const [added, ...more] = fresh;
  if (more.length > 0) return bad('it must name one new device at most');
  if (!added) return given ? bad('it names no new device') : { ok: true, value: { devices, removed } };
  if (added.device !== known.nextDevice) return refuse('stale_list');
  if (!given) return bad('a new device needs its keys');
  const upload = decodeKeys(given.keys);
  if (!upload) return refuse('bad_keys', 'The uploaded keys cannot be decoded.');
  const problem = keys.check(added.identityKey, upload);
  if (problem) return { ok: false, error: problem };
  return { ok: true, value: { devices, removed, added: { ...given, ...added, upload } } };
}

const keepsOtherKeys = (devices: readonly CertifiedDevice[], before: readonly StoredDevice[]): boolean =>
  devices.some(({ device, identityKey }) => {
    const known = before.find(each => each.device === device);
    return known !== undefined && !equalBytes(known.identityKey, identityKey);
  });

function versionIn(signed: Uint8Array): number | undefined {
  try {
    return wire.DeviceList.decode(wire.SignedDeviceList.decode(signed).list).version;
  } catch {
    return undefined;
  }
}

function decodeKeys(bytes: Uint8Array): wire.KeyUpload | undefined {
  try {
    return wire.KeyUpload.decode(bytes);
  } catch {
    return undefined;
  }
}
