// What the steps of a registration share.
import { type AccountId, type ErrorCode, type Limits, wire, wireError } from '@parley/protocol';
import type { BaseLogger } from 'pino';
import type { Keys } from '../keys/keys.ts';
import type { Clock } from '../lib/clock.ts';
import type { AccountStore, StoredAccount, StoredRegistration } from './account-store.ts';
import type { Accounts, CodeSender, PlaceOfList } from './accounts.ts';
import { secretHash } from './secrets.ts';

export type RegistrationMode = 'open' | 'invite' | 'closed';

export interface RegistrationDeps {
  store: AccountStore;
  codeSender: CodeSender;
  clock: Clock;
  limits: Limits;
  registration: RegistrationMode;
  log: BaseLogger;
  checkKeys: Keys['check'];
  /** Takes the new device into use; what it returns answers the request. Idempotent. */
  onRegistered: (registered: Registered) => Promise<ReturnType<typeof refuse> | undefined>;
}

export interface Registered {
  readonly account: AccountId;
  readonly device: number;
  readonly version: number;
  readonly keys: wire.KeyUpload;
  /** The account's devices from now on. */
  readonly devices: readonly number[];
  /** Devices that it had until now. */
  readonly ended: readonly number[];
  /** The answer to the first completion may have got lost. */
  readonly isRepeat: boolean;
}

export const refuse = (
  code: ErrorCode,
  detail?: string,
  retryAfterMs?: number,
): { ok: false; error: ReturnType<typeof wireError> } => ({
  ok: false,
  error: wireError(code, detail, retryAfterMs),
});

export type Steps = Pick<Accounts, 'startRegistration' | 'confirmCode' | 'completeRegistration'>;

/** An invite vouches for a new account; it never opens one that has appeared at the number meanwhile. */
export const provesNumber = ({ inviteHash }: StoredRegistration): boolean => inviteHash === null;

export async function expectedList(
  store: AccountStore,
  account: AccountId,
  known: StoredAccount | undefined,
): Promise<PlaceOfList> {
  if (!known) return { account, device: 1, listVersion: 1 };
  const [last] = await store.deviceLists(account, known.listVersion);
  const previousHash = Buffer.from(secretHash(wire.SignedDeviceList.decode(last!).list), 'hex');
  return { account, device: known.nextDevice, listVersion: known.listVersion + 1, previousHash };
}
