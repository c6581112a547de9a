// What the server checks of a device list before it hands it to others. Clients check it again, and more.
import {
  type AccountId,
  type DeviceNumber,
  equalBytes,
  idBytes,
  type Limits,
  signedBytes,
  wire,
} from '@parley/protocol';
import { isPublicKey, verifyXeddsa } from '../lib/xeddsa.ts';

export interface ExpectedList {
  readonly account: AccountId;
  readonly version: number;
  readonly previousHash: Uint8Array | undefined;
}

export interface CertifiedDevice {
  readonly device: DeviceNumber;
  readonly identityKey: Uint8Array;
}

type Problem = { readonly ok: false; readonly problem: string };
type Checked<T> = ({ readonly ok: true } & T) | Problem;

const badList = (problem: string): Problem => ({ ok: false, problem: `The device list is not valid: ${problem}.` });
const badCertificate = (problem: string): Problem => ({
  ok: false,
  problem: `The device certificate is not valid: ${problem}.`,
});

/** Everything that can be said of a list by itself: its signatures, its place, its devices in ascending order. */
export function checkList(
  signed: Uint8Array,
  expected: ExpectedList,
  limits: Limits,
): Checked<{ readonly accountKey: Uint8Array; readonly devices: readonly CertifiedDevice[] }> {
  if (signed.length > limits.maxDeviceListBytes) return badList(`it has more than ${limits.maxDeviceListBytes} bytes`);
  try {
    const { list: bytes, signature } = wire.SignedDeviceList.decode(signed);
    const list = wire.DeviceList.decode(bytes);
    const problem = placeProblem(list, expected);
    if (problem) return badList(problem);
    if (!verifyXeddsa(list.accountKey, signedBytes('parley device list 1', bytes), signature)) {
      return badList('it is not signed by its account key');
    }
    const devices: CertifiedDevice[] = [];
    for (const each of list.devices) {
      const checked = checkCertificate(each, list.accountKey, expected.account, limits);
      if (!checked.ok) return checked;
      if (checked.device <= (devices.at(-1)?.device ?? 0)) return badList('its devices are not in ascending order');
      devices.push({ device: checked.device, identityKey: checked.identityKey });
    }
    return { ok: true, accountKey: list.accountKey, devices };
  } catch {
    return badList('it cannot be decoded');
  }
}

function placeProblem(list: wire.DeviceList, { account, version, previousHash }: ExpectedList): string | undefined {
  if (!isPublicKey(list.accountKey)) return 'its account key is no usable Curve25519 key';
  if (!equalBytes(list.account, idBytes(account))) return 'it names another account';
  if (list.version !== version) return `its version must be ${version}`;
  if (!equalBytes(list.previousHash, previousHash ?? new Uint8Array()))
    return 'it does not continue the list before it';
  return undefined;
}

function checkCertificate(
  signed: wire.SignedDeviceCertificate.$Properties,
  accountKey: Uint8Array,
  account: AccountId,
  limits: Limits,
): Checked<CertifiedDevice> {
  const bytes = signed.certificate ?? new Uint8Array();
  const { device, identityKey, name, account: named } = wire.DeviceCertificate.decode(bytes);
  if (!equalBytes(named, idBytes(account))) return badCertificate('it names another account');
  if (!isPublicKey(identityKey)) return badCertificate('its identity key is no usable Curve25519 key');
  if (Buffer.byteLength(name) > limits.maxDeviceNameBytes) {
    return badCertificate(`its name has more than ${limits.maxDeviceNameBytes} bytes`);
  }
  const message = signedBytes('parley device certificate 1', bytes);
  if (!verifyXeddsa(accountKey, message, signed.signature ?? new Uint8Array())) {
    return badCertificate('it is not signed by the account key');
  }
  return { ok: true, device, identityKey };
}
