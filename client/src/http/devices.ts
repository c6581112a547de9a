// Routes of one's own devices, and of links to new ones.
import { toBase64, toHex } from '@parley/protocol';
import { ParleyError } from '../errors.ts';
import type { Http } from './http.ts';

export interface KnownDevices {
  readonly devices: readonly { readonly device: number; readonly linkedAt: number; readonly lastActiveAt?: number }[];
  readonly nextDevice: number;
}

export interface NewDevice {
  /** A serialised KeyUpload. */
  readonly keys: Uint8Array;
  readonly tokenHash: Uint8Array;
}

export async function fetchDevices(http: Http, signal?: AbortSignal): Promise<KnownDevices> {
  const answer = await http.json<Partial<KnownDevices>>('GET', '/v1/devices', undefined, signal);
  const { devices, nextDevice } = answer;
  if (!Array.isArray(devices) || typeof nextDevice !== 'number') throw new ParleyError('bad_answer');
  return { devices, nextDevice };
}

/** The same list again is answered as the first time. */
export async function publishList(http: Http, list: Uint8Array, added?: NewDevice, signal?: AbortSignal) {
  const device = added && { keys: toBase64(added.keys), tokenHash: toHex(added.tokenHash) };
  const body = { deviceList: toBase64(list), ...(device ? { added: device } : {}) };
  await http.json('POST', '/v1/devices', body, signal);
}

export async function startLink(http: Http, signal?: AbortSignal): Promise<string> {
  const { link } = await http.json<{ link?: unknown }>('POST', '/v1/links', {}, signal);
  if (typeof link !== 'string') throw new ParleyError('bad_answer');
  return link;
}

export async function putLinkMessage(http: Http, link: string, number: number, body: Uint8Array, signal?: AbortSignal) {
  await http.bytes('PUT', `/v1/links/${encodeURIComponent(link)}/${number}`, body, signal);
}

/** Undefined: it is not there yet. */
export async function linkMessage(
  http: Http,
  link: string,
  number: number,
  signal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  const body = await http.bytes('GET', `/v1/links/${encodeURIComponent(link)}/${number}`, undefined, signal);
  return body.length > 0 ? body : undefined;
}
