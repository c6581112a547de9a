// The routes of what a recovery code opens, and of the registration PIN.
import { fromBase64, toBase64, wire } from '@parley/protocol';
import { ParleyError } from '../errors.ts';
import type { Http } from './http.ts';

export async function putRecovery(
  http: Http,
  backup: Uint8Array,
  signature: Uint8Array,
  signal?: AbortSignal,
): Promise<void> {
  const body = { backup: toBase64(backup), signature: toBase64(signature) };
  await http.json('PUT', '/v1/recovery', body, signal);
}

/** Since when there is something; undefined: there is nothing. */
export async function recoverySince(http: Http, signal?: AbortSignal): Promise<number | undefined> {
  const { createdAt } = await http.json<{ createdAt?: unknown }>('GET', '/v1/recovery', undefined, signal);
  return typeof createdAt === 'number' ? createdAt : undefined;
}

/** Nothing of it is verified. */
export async function fetchRecovery(
  http: Http,
  registration: string,
  signal?: AbortSignal,
): Promise<{ readonly backup: Uint8Array; readonly deviceLists: wire.DeviceListChain }> {
  const path = `/v1/registrations/${encodeURIComponent(registration)}/recovery`;
  const answer = await http.json<{ backup?: unknown; deviceLists?: unknown }>('GET', path, undefined, signal);
  const { backup, deviceLists } = answer;
  if (typeof backup !== 'string' || typeof deviceLists !== 'string') throw new ParleyError('bad_answer');
  try {
    return { backup: fromBase64(backup), deviceLists: wire.DeviceListChain.decode(fromBase64(deviceLists)) };
  } catch (cause) {
    throw new ParleyError('bad_answer', { cause });
  }
}

export async function givePin(http: Http, registration: string, pin: string, signal?: AbortSignal): Promise<void> {
  await http.json('POST', `/v1/registrations/${encodeURIComponent(registration)}/pin`, { pin }, signal);
}

export async function putPin(http: Http, pin: string | null, signal?: AbortSignal): Promise<void> {
  await http.json('PUT', '/v1/pin', { pin }, signal);
}

export async function isPinSet(http: Http, signal?: AbortSignal): Promise<boolean> {
  return (await http.json<{ isSet?: unknown }>('GET', '/v1/pin', undefined, signal)).isSet === true;
}
