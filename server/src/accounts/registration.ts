// Registration: number, code, device list. Each step is refused without the one before.
import { randomBytes } from 'node:crypto';
import { type AccountId, type ErrorCode, type Limits, toHex, wire, wireError } from '@parley/protocol';
import type { BaseLogger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Keys } from '../keys/keys.ts';
import type { Clock } from '../lib/clock.ts';
import type { AccountStore, StoredAccount, StoredRegistration } from './account-store.ts';
import type {
  Accounts,
  CodeSender,
  ConfirmedRegistration,
  Outcome,
  RegistrationRequest,
  StartedRegistration,
} from './accounts.ts';
import { checkDeviceList } from './device-list-check.ts';
import { parsePhone } from './phone.ts';
import { codeHash, isSameHash, newCode, newSecret, secretHash } from './secrets.ts';

export type RegistrationMode = 'open' | 'invite' | 'closed';

export interface RegistrationDeps {
  store: AccountStore;
  codeSender: CodeSender;
  clock: Clock;
  limits: Limits;
  registration: RegistrationMode;
  log: BaseLogger;
  checkKeys: Keys['check'];
  /** Takes the new device into use; what it returns answers the request. */
  onRegistered: (registered: Registered) => Promise<ReturnType<typeof refuse> | undefined>;
}

export interface Registered {
  readonly account: AccountId;
  readonly device: number;
  readonly version: number;
  readonly keys: wire.KeyUpload;
  /** Devices that the account had until now. */
  readonly before: readonly number[];
}

const HOUR_SECONDS = 3_600;
const TOKEN_BYTES = 32;
const ID_BYTES = 16;

const refuse = (
  code: ErrorCode,
  detail?: string,
  retryAfterMs?: number,
): { ok: false; error: ReturnType<typeof wireError> } => ({
  ok: false,
  error: wireError(code, detail, retryAfterMs),
});

type Steps = Pick<Accounts, 'startRegistration' | 'confirmCode' | 'completeRegistration'>;

export function createRegistration(deps: RegistrationDeps): Steps {
  return {
    startRegistration: createStart(deps),
    confirmCode: createConfirm(deps),
    completeRegistration: createComplete(deps),
  };
}

function createStart({
  store,
  codeSender,
  clock,
  limits,
  registration,
  log,
}: RegistrationDeps): Steps['startRegistration'] {
  const perNumber = new RateLimiterMemory({ points: limits.codesPerNumberAndHour, duration: HOUR_SECONDS });
  const perAddress = new RateLimiterMemory({ points: limits.codesPerAddressAndHour, duration: HOUR_SECONDS });

  /** Which invite this registration uses up; undefined: none is needed. */
  async function invitation(phone: string, invite: string | undefined): Promise<Outcome<string | undefined>> {
    const known = await store.accountByPhone(phone); // registering anew is nobody's new account
    if (registration === 'open' || known) return { ok: true, value: undefined };
    if (registration === 'closed') return refuse('registration_closed');
    const hash = secretHash(invite ?? '');
    return (await store.isInviteValid(hash, clock.now())) ? { ok: true, value: hash } : refuse('invite_needed');
  }

  return async ({
    phone: text,
    invite,
    address,
    showCode,
  }: RegistrationRequest): Promise<Outcome<StartedRegistration>> => {
    const phone = await parsePhone(text);
    if (!phone) return refuse('bad_phone');
    const waitMs = (await take(perAddress, address)) ?? (await take(perNumber, phone));
    if (waitMs !== undefined) return refuse('rate_limited', undefined, waitMs);
    const invited = await invitation(phone, invite);
    if (!invited.ok) return invited;
    const [id, code] = [newSecret(ID_BYTES), newCode(limits.codeDigits)];
    const expiresAt = clock.now() + limits.codeExpiryMs;
    await store.removeExpired(clock.now());
    await store.addRegistration({
      idHash: secretHash(id),
      phone,
      codeHash: codeHash(id, code),
      attempts: 0,
      expiresAt,
      inviteHash: invited.value ?? null,
      account: null,
    });
    const shown = showCode || invited.value !== undefined;
    if (showCode) log.warn('a registration code was shown to the registering client: this is a development server');
    if (shown) return { ok: true, value: { registration: id, expiresAt, code } };
    try {
      await codeSender.send(phone, code);
    } catch (error) {
      log.error({ error }, 'a registration code could not be sent');
      return refuse('code_not_sent');
    }
    return { ok: true, value: { registration: id, expiresAt } };
  };
}

/** Milliseconds to wait; undefined: none. */
async function take(limiter: RateLimiterMemory, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    return (refusal as { msBeforeNext: number }).msBeforeNext;
  }
}

function createConfirm({ store, clock, limits }: RegistrationDeps): Steps['confirmCode'] {
  return async ({ registration: id, code }) => {
    const idHash = secretHash(id);
    const found = await store.registration(idHash);
    if (!found || found.expiresAt <= clock.now()) return refuse('registration_not_found');
    if ((await store.countAttempt(idHash)) > limits.codeAttempts) return refuse('code_attempts');
    if (!isSameHash(codeHash(id, code), found.codeHash)) return refuse('bad_code');
    const known = await store.accountByPhone(found.phone);
    if (known && !provesNumber(found)) return refuse('registration_not_found');
    const account = found.account ?? known?.account ?? (toHex(randomBytes(ID_BYTES)) as AccountId);
    await store.confirmRegistration(idHash, account);
    return { ok: true, value: await expectedList(store, account, known) };
  };
}

/** An invite vouches for a new account; it never opens one that has appeared at the number meanwhile. */
const provesNumber = ({ inviteHash }: StoredRegistration): boolean => inviteHash === null;

async function expectedList(
  store: AccountStore,
  account: AccountId,
  known: StoredAccount | undefined,
): Promise<ConfirmedRegistration> {
  if (!known) return { account, device: 1, listVersion: 1 };
  const [last] = await store.deviceLists(account, known.listVersion);
  const previousHash = Buffer.from(secretHash(wire.SignedDeviceList.decode(last!).list), 'hex');
  return { account, device: known.nextDevice, listVersion: known.listVersion + 1, previousHash };
}

function createComplete(deps: RegistrationDeps): Steps['completeRegistration'] {
  const { store, clock, limits, checkKeys, onRegistered } = deps;
  return async ({ registration: id, deviceList, keys: keyBytes }) => {
    const idHash = secretHash(id);
    const found = await store.registration(idHash);
    if (!found || found.expiresAt <= clock.now()) return refuse('registration_not_found');
    if (!found.account) return refuse('code_not_verified');
    const known = await store.account(found.account);
    if (known && !provesNumber(found)) return refuse('registration_not_found');
    const expected = await expectedList(store, found.account, known);
    const checked = checkDeviceList(
      deviceList,
      { ...expected, version: expected.listVersion, previousHash: expected.previousHash },
      limits,
    );
    if (!checked.ok) return refuse('bad_device_list', checked.problem);
    const keys = decodeKeys(keyBytes);
    if (!keys) return refuse('bad_keys', 'The uploaded keys cannot be decoded.');
    const keyProblem = checkKeys(checked.identityKey, keys); // before anything of the account's old devices ends
    if (keyProblem) return { ok: false, error: keyProblem };
    if (!(await usesInvite(deps, found))) return refuse('invite_needed');
    const token = newSecret(TOKEN_BYTES);
    const { account, device, listVersion: version } = expected;
    const before = await store.devices(account);
    const change = { phone: found.phone, list: deviceList, identityKey: checked.identityKey, now: clock.now() };
    const replaced = await store.replaceDevices({
      ...change,
      account,
      device,
      version,
      tokenHash: secretHash(Buffer.from(token, 'base64url')),
    });
    if (!replaced) return refuse('bad_device_list', 'The account has changed meanwhile. Start the registration again.');
    await store.removeRegistration(idHash);
    const problem = await onRegistered({ account, device, version, keys, before });
    return problem ?? { ok: true, value: { account, device, token } };
  };
}

function decodeKeys(bytes: Uint8Array): wire.KeyUpload | undefined {
  try {
    return wire.KeyUpload.decode(bytes);
  } catch {
    return undefined;
  }
}

async function usesInvite({ store, clock }: RegistrationDeps, { inviteHash }: StoredRegistration): Promise<boolean> {
  return inviteHash === null || store.useInvite(inviteHash, clock.now());
}
