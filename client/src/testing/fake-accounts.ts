import { sha256 } from '@noble/hashes/sha2.js';
import {
  type AccountId,
  accountIdFrom,
  type DeviceKey,
  deviceKey,
  fromBase64,
  parseDeviceKey,
  toBase64,
  toHex,
  wire,
} from '@parley/protocol';

export interface FakeAccount {
  readonly account: AccountId;
  readonly phone: string;
  readonly lists: Uint8Array[];
}

/** Accounts, device lists and keys behind a `fetch`, in memory and trusting: enough to hold a client to its side. */
export interface FakeAccounts {
  /** Tests put another one in its place. */
  fetch: typeof fetch;
  devicesOf(account: AccountId): { version: number; devices: number[] } | undefined;
  deviceOf(token: Uint8Array): DeviceKey | undefined;
  /** The next list of an account. */
  publish(account: AccountId, signedList: Uint8Array): void;
  /** Another device of an account, which its list names already; answers its token. */
  admit(device: DeviceKey, upload: wire.KeyUpload): Uint8Array;
  readonly byPhone: Map<string, FakeAccount>;
  readonly keys: Map<DeviceKey, wire.KeyUpload>;
  readonly profiles: Map<AccountId, StoredProfile>;
  /** Answers the routes of groups. */
  groups: (device: DeviceKey, method: string, url: URL, body: () => Uint8Array) => Response | undefined;
  /** Called before each request; what it throws is a network that is down. */
  before: (method: string, path: string) => void;
}

interface StoredProfile {
  readonly version: number;
  readonly profile: string;
}

export const CODE = '123456';

export function createFakeAccounts(): FakeAccounts {
  const byPhone = new Map<string, FakeAccount>();
  const byId = new Map<AccountId, FakeAccount>();
  const tokens = new Map<string, DeviceKey>();
  const keys = new Map<DeviceKey, wire.KeyUpload>();
  const profiles = new Map<AccountId, StoredProfile>();
  const registrations = new Map<string, FakeAccount>();

  function devicesOf(account: AccountId) {
    const last = byId.get(account)?.lists.at(-1);
    if (!last) return undefined;
    const { version, devices } = wire.DeviceList.decode(wire.SignedDeviceList.decode(last).list);
    const numbers = devices.map(each => wire.DeviceCertificate.decode(each.certificate ?? new Uint8Array()).device);
    return { version, devices: numbers };
  }

  function register(path: string, body: Record<string, string>): Response {
    const [, , , registration = '', step = ''] = path.split('/');
    if (registration === '') {
      const phone = body.phone ?? '';
      const account = byPhone.get(phone) ?? newAccount(phone, byPhone.size + 1);
      registrations.set(account.account, account);
      return json(201, { registration: account.account, expiresAt: 0, codeDigits: 6, developmentCode: CODE });
    }
    const account = registrations.get(registration);
    if (!account) return failure(404, 'registration_not_found');
    return step === 'code' ? confirm(account, body) : complete(account, body);
  }

  function confirm({ account, lists }: FakeAccount, { code }: Record<string, string>): Response {
    if (code !== CODE) return failure(403, 'bad_code');
    const last = lists.at(-1);
    const previousHash = last && toBase64(sha256(wire.SignedDeviceList.decode(last).list));
    const device = Math.max(0, ...(devicesOf(account)?.devices ?? [])) + 1;
    return json(200, { account, device, listVersion: lists.length + 1, ...(previousHash ? { previousHash } : {}) });
  }

  function complete(found: FakeAccount, body: Record<string, string>): Response {
    found.lists.push(fromBase64(body.deviceList ?? ''));
    byPhone.set(found.phone, found);
    byId.set(found.account, found);
    const device = Math.max(...(devicesOf(found.account)?.devices ?? []));
    const token = admit(deviceKey(found.account, device), wire.KeyUpload.decode(fromBase64(body.keys ?? '')));
    return json(201, { account: found.account, device, token: toBase64(token) });
  }

  function admit(device: DeviceKey, upload: wire.KeyUpload): Uint8Array {
    const token = crypto.getRandomValues(new Uint8Array(32));
    tokens.set(toHex(token), device);
    keys.set(device, upload);
    return token;
  }

  function end(token: string): Response {
    tokens.delete(tokenKey(token));
    return new Response(null, { status: 204 });
  }

  function claim(request: wire.KeyClaimRequest): Response {
    const bundles = request.claims.map((claimed): wire.KeyBundle.$Properties => {
      const account = claimed.account ?? new Uint8Array();
      const device = claimed.device ?? 0;
      const held = keys.get(deviceKey(accountIdFrom(account), device));
      if (!held) return { account, device, unavailable: true };
      const { signedPrekey = null, kyberPrekey = null } = held;
      return { account, device, signedPrekey, kyberPrekey, oneTimePrekey: held.oneTimePrekeys.shift() ?? null };
    });
    return bytes(wire.KeyClaimResponse.encode({ bundles }).finish());
  }

  function upload(key: DeviceKey, more: wire.KeyUpload): Response {
    const held = keys.get(key);
    more.oneTimePrekeys.unshift(...(held?.oneTimePrekeys ?? []));
    more.signedPrekey ??= held?.signedPrekey ?? null;
    more.kyberPrekey ??= held?.kyberPrekey ?? null;
    keys.set(key, more);
    return new Response(null, { status: 204 });
  }

  function answer(method: string, url: URL, init: RequestInit): Response {
    const path = url.pathname;
    const body = () => JSON.parse(String(init.body));
    const raw = () => init.body as Uint8Array;
    const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? '';
    const device = tokens.get(tokenKey(token));
    if (path.startsWith('/v1/registrations')) return register(path, body());
    if (!device) return failure(401, 'unauthorized');
    const ofGroups = accounts.groups(device, method, url, raw);
    if (ofGroups) return ofGroups;
    if (path === '/v1/accounts/lookup') {
      const accounts = body().phones.map((phone: string) => ({ phone, account: byPhone.get(phone)?.account ?? null }));
      return json(200, { accounts });
    }
    if (path === '/v1/accounts/lists') return listsOf(wire.DeviceListsRequest.decode(raw()));
    if (path.startsWith('/v1/profile')) return profileAt(path, device, method === 'PUT' ? body() : undefined);
    if (path === '/v1/session') return end(token);
    if (path === '/v1/keys/claim') return claim(wire.KeyClaimRequest.decode(raw()));
    if (path === '/v1/keys' && method === 'POST') return upload(device, wire.KeyUpload.decode(raw()));
    if (path === '/v1/keys') return json(200, countOf(keys.get(device)));
    const account = path.split('/')[3] as AccountId;
    if (!byId.has(account)) return failure(404, 'unknown_account');
    const from = Number(url.searchParams.get('from') ?? 1);
    return bytes(wire.DeviceListChain.encode(chainOf(account, from)).finish());
  }

  function profileAt(path: string, device: DeviceKey, put: StoredProfile | undefined): Response {
    const account = put ? parseDeviceKey(device).account : (path.split('/')[3] as AccountId);
    const there = profiles.get(account);
    if (!put) return there ? json(200, there) : failure(404, 'no_profile');
    if (there && there.version >= put.version) return failure(409, 'stale_profile');
    profiles.set(account, put);
    return new Response(null, { status: 204 });
  }

  function chainOf(account: AccountId, from: number): wire.DeviceListChain.$Properties {
    const lists = byId.get(account)?.lists ?? [];
    return { lists: lists.slice(from - 1).map(each => wire.SignedDeviceList.decode(each)) };
  }

  function listsOf({ wanted }: wire.DeviceListsRequest): Response {
    const chains = wanted.map(({ account, from }) => chainOf(accountIdFrom(account ?? new Uint8Array()), from || 1));
    return bytes(wire.DeviceListsResponse.encode({ chains }).finish());
  }

  const accounts: FakeAccounts = {
    byPhone,
    keys,
    profiles,
    devicesOf,
    publish: (account, signedList) => void byId.get(account)?.lists.push(signedList),
    admit,
    deviceOf: token => tokens.get(toHex(token)),
    groups: () => undefined,
    before: () => {},
    async fetch(input, init = {}) {
      const url = new URL(String(input));
      accounts.before(init.method ?? 'GET', url.pathname);
      return answer(init.method ?? 'GET', url, init);
    },
  };
  return accounts;
}

function countOf(held: wire.KeyUpload | undefined) {
  const [signedPreKeyId, kyberPreKeyId] = [held?.signedPrekey?.id, held?.kyberPrekey?.id];
  return { oneTimePreKeys: held?.oneTimePrekeys.length ?? 0, signedPreKeyId, kyberPreKeyId };
}

function newAccount(phone: string, number: number): FakeAccount {
  return { account: String(number).padStart(32, '0') as AccountId, phone, lists: [] };
}

function tokenKey(token: string): string {
  return toHex(fromBase64(token.replace(/-/g, '+').replace(/_/g, '/')));
}

function json(status: number, value: unknown): Response {
  return new Response(JSON.stringify(value), { status });
}

function bytes(value: Uint8Array): Response {
  return new Response(value as Uint8Array<ArrayBuffer>, { status: 200 });
}

function failure(status: number, code: string): Response {
  return json(status, { code, message: code, temporary: false });
}
