// Devices as they are told to another process: its messages are JSON.
import type { Credentials } from '../../dev/raw-connection.ts';

export type SentCredentials = Omit<Credentials, 'token'> & { readonly token: string };

export function pack(devices: readonly Credentials[]): SentCredentials[] {
  return devices.map(device => ({ ...device, token: Buffer.from(device.token).toString('hex') }));
}

export function unpack(sent: readonly SentCredentials[]): Credentials[] {
  return sent.map(device => ({ ...device, token: Buffer.from(device.token, 'hex') }));
}
