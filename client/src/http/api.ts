// The server's HTTP routes as functions.
import { type AccountId, fromBase64, fromHex, parseAccountId, toBase64, wire } from '@parley/protocol';
import { ParleyError } from '../errors.ts';
import type { Http } from './http.ts';

export interface StartedRegistration {
  readonly registration: string;
  readonly expiresAt: number;
  readonly codeDigits: number;
  readonly developmentCode?: string;
  /** The invite vouches for the number: no code was sent. */
  readonly invitedCode?: string;
}

export interface ConfirmedRegistration {
  readonly account: AccountId;
  readonly device: number;
  readonly listVersion: number;
  readonly previousHash?: Uint8Array;
  /** Something is kept that the account's recovery code opens. */
  readonly isRecoverable: boolean;
  /** It does not go on without the account's PIN. */
  readonly isPinAsked: boolean;
}

export interface DeviceClaim {
  readonly account: AccountId;
  readonly device: number;
}

export async function startRegistration(
  http: Http,
  request: { phone: string; invite?: string },
  signal?: AbortSignal,
): Promise<StartedRegistration> {
  return http.json('POST', '/v1/registrations', request, signal);
}

export async function confirmCode(
  http: Http,
  registration: string,
  code: string,
  signal?: AbortSignal,
): Promise<ConfirmedRegistration> {
  const path = `/v1/registrations/${encodeURIComponent(registration)}/code`;
  const answer = await http.json<Record<string, unknown>>('POST', path, { code }, signal);
  const { device, listVersion, previousHash } = answer;
  if (typeof device !== 'number' || typeof listVersion !== 'number') throw new ParleyError('bad_answer');
  return {
    account: accountFrom(answer.account),
    device,
    listVersion,
    isRecoverable: answer.recovery === true,
    isPinAsked: answer.pin === true,
    ...(typeof previousHash === 'string' && previousHash !== '' ? { previousHash: fromBase64(previousHash) } : {}),
  };
}

/** Resolves to the access token, base64url. */
export async function completeRegistration(
  http: Http,
  registration: string,
  deviceList: Uint8Array,
  keys: Uint8Array,
  signal?: AbortSignal,
): Promise<string> {
  const path = `/v1/registrations/${encodeURIComponent(registration)}/complete`;
  const body = { deviceList: toBase64(deviceList), keys: toBase64(keys) };
  const { token } = await http.json<{ token?: unknown }>('POST', path, body, signal);
  if (typeof token !== 'string') throw new ParleyError('bad_answer');
  return token;
}

/** The account with this phone number; undefined: nobody. */
export async function lookUp(http: Http, phone: string, signal?: AbortSignal): Promise<AccountId | undefined> {
  const answer = await http.json<{ accounts?: { account?: unknown }[] }>(
    'POST',
    '/v1/accounts/lookup',
    { phones: [phone] },
    signal,
  );
  const account = answer.accounts?.[0]?.account;
  return account === null || account === undefined ? undefined : accountFrom(account);
}

/** The same by user name. */
export async function lookUpUsername(http: Http, name: string, signal?: AbortSignal): Promise<AccountId | undefined> {
  const body = { usernames: [name] };
  const answer = await http.json<{ usernames?: { account?: unknown }[] }>('POST', '/v1/accounts/lookup', body, signal);
  const account = answer.usernames?.[0]?.account;
  return account === null || account === undefined ? undefined : accountFrom(account);
}

export async function fetchUsername(http: Http): Promise<string | undefined> {
  const { username } = await http.json<{ username?: unknown }>('GET', '/v1/account');
  return typeof username === 'string' ? username : undefined;
}

export async function putUsername(http: Http, username: string | null): Promise<string | undefined> {
  const answer = await http.json<{ username?: unknown }>('PUT', '/v1/account/username', { username });
  return typeof answer.username === 'string' ? answer.username : undefined;
}

/** Signed device lists from version `from` on. Nothing of them is verified. */
export async function fetchDeviceLists(http: Http, account: AccountId, from: number): Promise<wire.DeviceListChain> {
  const bytes = await http.bytes('GET', `/v1/accounts/${account}/devices?from=${from}`);
  return decoded(() => wire.DeviceListChain.decode(bytes));
}

export async function claimKeys(http: Http, claims: readonly DeviceClaim[]): Promise<wire.KeyBundle.$Properties[]> {
  const request = { claims: claims.map(({ account, device }) => ({ account: fromHex(account), device })) };
  const answer = await http.bytes('POST', '/v1/keys/claim', wire.KeyClaimRequest.encode(request).finish());
  const { bundles } = decoded(() => wire.KeyClaimResponse.decode(answer));
  if (bundles.length !== claims.length) throw new ParleyError('bad_answer');
  return bundles;
}

export async function uploadKeys(http: Http, upload: wire.KeyUpload.$Properties): Promise<void> {
  await http.bytes('POST', '/v1/keys', wire.KeyUpload.encode(upload).finish());
}

/** What the server has of this device's keys. */
export interface KeyCount {
  readonly oneTimePreKeys: number;
  /** Not a number: it has none. */
  readonly signedPreKeyId?: unknown;
  readonly kyberPreKeyId?: unknown;
}

export async function countKeys(http: Http): Promise<KeyCount> {
  const count = await http.json<Partial<KeyCount>>('GET', '/v1/keys');
  const { oneTimePreKeys } = count;
  if (typeof oneTimePreKeys !== 'number') throw new ParleyError('bad_answer');
  return { ...count, oneTimePreKeys };
}

/** The token that asks is void afterwards. */
export async function endSession(http: Http, signal?: AbortSignal): Promise<void> {
  await http.bytes('DELETE', '/v1/session', undefined, signal);
}

/** For good. The signature is by the account key. */
export async function endAccount(http: Http, signature: Uint8Array, signal?: AbortSignal): Promise<void> {
  await http.json('POST', '/v1/account/deletion', { signature: toBase64(signature) }, signal);
}

// JSON carries bytes as base64 and account ids as they are written everywhere else.
function accountFrom(value: unknown): AccountId {
  const account = typeof value === 'string' ? parseAccountId(value) : undefined;
  if (!account)
    throw new ParleyError('bad_answer', { message: 'The server answered with something that is no account id.' });
  return account;
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new ParleyError('bad_answer', { cause });
  }
}
