// The device list that ends a registration. Under a new account key it names the new device alone: all others end. Under the
// account key there was, which the person has from the recovery code, it goes on as after any change (design: recovery).
import { type DeviceNumber, equalBytes, type Limits, wire } from '@parley/protocol';
import type { AccountStore, StoredAccount } from './account-store.ts';
import type { PlaceOfList } from './accounts.ts';
import { type CertifiedDevice, checkList } from './device-list-check.ts';

type Checked = { readonly ok: false; readonly problem: string } | ({ readonly ok: true } & RegisteredList);

export interface RegisteredList {
  readonly identityKey: Uint8Array;
  /** The devices that stay; absent: the account key is another one. */
  readonly kept?: readonly DeviceNumber[];
}

const bad = (problem: string) => ({ ok: false as const, problem: `The device list is not valid: ${problem}.` });

export async function checkRegisteredList(
  store: AccountStore,
  signed: Uint8Array,
  { account, device, listVersion: version, previousHash }: PlaceOfList,
  known: StoredAccount | undefined,
  limits: Limits,
): Promise<Checked> {
  const checked = checkList(signed, { account, version, previousHash }, limits);
  if (!checked.ok) return checked;
  const isContinued = known !== undefined && equalBytes(checked.accountKey, await accountKeyOf(store, known));
  const others = checked.devices.filter(each => each.device !== device);
  const own = checked.devices.find(each => each.device === device);
  if (!isContinued && others.length > 0) return bad('it must name one device');
  if (!own) return bad(`it must name device ${device}`);
  if (!isContinued) return { ok: true, identityKey: own.identityKey };
  if (checked.devices.length > limits.maxDevices) return bad('it names more devices than an account can have');
  if (!(await areThere(store, known, others))) return bad('it names a device that was not there');
  return { ok: true, identityKey: own.identityKey, kept: others.map(each => each.device) };
}

async function areThere(store: AccountStore, { account }: StoredAccount, devices: readonly CertifiedDevice[]) {
  const before = await store.deviceRows(account);
  return devices.every(({ device, identityKey }) => {
    const row = before.find(each => each.device === device);
    return row !== undefined && equalBytes(row.identityKey, identityKey);
  });
}

export async function accountKeyOf(store: AccountStore, { account, listVersion }: StoredAccount): Promise<Uint8Array> {
  const [last] = await store.deviceLists(account, listVersion);
  return wire.DeviceList.decode(wire.SignedDeviceList.decode(last!).list).accountKey;
}
