// What the server checks of a device list before it hands it to others. Clients check it again, and more.
import { type AccountId, type DeviceNumber, idBytes, type Limits, signedBytes, wire } from '@parley/protocol';
import { isPublicKey, verifyXeddsa } from '../lib/xeddsa.ts';

export interface ExpectedList {
  readonly account: AccountId;
  readonly device: DeviceNumber;
  readonly version: number;
  readonly previousHash: Uint8Array | undefined;
}

export type CheckedList =
  | { readonly ok: true; readonly identityKey: Uint8Array }
  | { readonly ok: false; readonly problem: string };

/** A list of exactly one device, the one that is being registered. */
export function checkDeviceList(signed: Uint8Array, expected: ExpectedList, limits: Limits): CheckedList {
  const refuse = (problem: string): CheckedList => ({
    ok: false,
    problem: `The device list is not valid: ${problem}.`,
  });
  if (signed.length > limits.maxDeviceListBytes) return refuse(`it has more than ${limits.maxDeviceListBytes} bytes`);
  try {
    const { list: bytes, signature } = wire.SignedDeviceList.decode(signed);
    const list = wire.DeviceList.decode(bytes);
    if (!isPublicKey(list.accountKey)) return refuse('its account key is no usable Curve25519 key');
    if (!Buffer.from(list.account).equals(idBytes(expected.account))) return refuse('it names another account');
    if (list.version !== expected.version) return refuse(`its version must be ${expected.version}`);
    if (!Buffer.from(list.previousHash).equals(expected.previousHash ?? Buffer.alloc(0))) {
      return refuse('it does not continue the list before it');
    }
    if (!verifyXeddsa(list.accountKey, signedBytes('parley device list 1', bytes), signature)) {
      return refuse('it is not signed by its account key');
    }
    const [device, ...more] = list.devices;
    if (!device || more.length > 0) return refuse('it must name one device');
    return checkCertificate(device, list.accountKey, expected, limits);
  } catch {
    return refuse('it cannot be decoded');
  }
}

function checkCertificate(
  signed: wire.SignedDeviceCertificate.$Properties,
  accountKey: Uint8Array,
  expected: ExpectedList,
  limits: Limits,
): CheckedList {
  const refuse = (problem: string): CheckedList => ({
    ok: false,
    problem: `The device certificate is not valid: ${problem}.`,
  });
  const bytes = signed.certificate ?? new Uint8Array();
  const certificate = wire.DeviceCertificate.decode(bytes);
  if (!Buffer.from(certificate.account).equals(idBytes(expected.account))) return refuse('it names another account');
  if (certificate.device !== expected.device) return refuse(`its device must be ${expected.device}`);
  if (!isPublicKey(certificate.identityKey)) return refuse('its identity key is no usable Curve25519 key');
  if (Buffer.byteLength(certificate.name) > limits.maxDeviceNameBytes) {
    return refuse(`its name has more than ${limits.maxDeviceNameBytes} bytes`);
  }
  const message = signedBytes('parley device certificate 1', bytes);
  if (!verifyXeddsa(accountKey, message, signed.signature ?? new Uint8Array())) {
    return refuse('it is not signed by the account key');
  }
  return { ok: true, identityKey: certificate.identityKey };
}
