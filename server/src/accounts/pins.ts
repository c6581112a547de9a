// The registration PIN: who registers a number anew is asked for it after the code, so that the number alone is not enough. It
// lapses when no device of the account has been there for a while, or whoever gets the number next could never use it.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { AccountId, Limits } from '@parley/protocol';
import type { Clock } from '../lib/clock.ts';
import type { AccountStore, StoredRegistration } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import type { PinHash } from './pin-store.ts';
import { refuse } from './registration-step.ts';
import { secretHash } from './secrets.ts';

interface PinsDeps {
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly limits: Limits;
}

export function createPins({ store, clock, limits }: PinsDeps): Pick<Accounts, 'setPin' | 'hasPin' | 'givePin'> {
  return {
    async setPin(account, text) {
      const pin = text === undefined ? undefined : normalPin(text);
      if (pin !== undefined && !isFit(pin, limits)) return refuse('weak_pin');
      await store.setPin(account, pin === undefined ? undefined : await newHash(pin), clock.now());
      return { ok: true, value: undefined };
    },
    hasPin: async account => (await store.pin(account)) !== undefined,
    async givePin({ registration, pin }) {
      const found = await store.registration(secretHash(registration));
      if (!found || found.expiresAt <= clock.now() || found.completedBy) return refuse('registration_not_found');
      if (!found.account) return refuse('code_not_verified');
      const kept = await store.pin(found.account);
      if (!kept) return { ok: true, value: undefined };
      const waitMs = await store.countPinTry(found.account, clock.now(), tries => pinWaitMs(tries, limits));
      if (waitMs > 0) return refuse('rate_limited', undefined, waitMs);
      if (!timingSafeEqual(await slowHash(normalPin(pin), kept.salt), kept.hash)) return refuse('bad_pin');
      await store.pinGiven(found.account, found.idHash);
      return { ok: true, value: undefined };
    },
  };
}

/** Whether a registration must not go on without the PIN. */
export async function isPinAsked(
  { store, clock, limits }: PinsDeps,
  { account, pinGiven }: Pick<StoredRegistration, 'account' | 'pinGiven'>,
): Promise<boolean> {
  const pin = account && !pinGiven ? await store.pin(account) : undefined;
  return (
    pin !== undefined && (await lastThere(store, account as AccountId, pin.setAt)) > clock.now() - limits.pinExpiryMs
  );
}

/** When a device of the account was there last, to the hour. */
async function lastThere(store: AccountStore, account: AccountId, setAt: number): Promise<number> {
  const devices = await store.deviceRows(account);
  return Math.max(setAt, ...devices.map(({ createdAt, lastActiveAt = 0 }) => Math.max(createdAt, lastActiveAt)));
}

/** After so many tries in a row: none at first, then longer and longer. */
function pinWaitMs(tries: number, { pinFreeTries, pinFirstWaitMs, pinLongestWaitMs }: Limits): number {
  if (tries < pinFreeTries) return 0;
  return Math.min(pinFirstWaitMs * 2 ** Math.min(tries - pinFreeTries, 30), pinLongestWaitMs);
}

const normalPin = (text: string): string => text.trim().normalize('NFKC');

function isFit(pin: string, { minPinChars, maxPinChars }: Limits): boolean {
  const isOneLetter = new Set(pin).size === 1;
  return pin.length >= minPinChars && pin.length <= maxPinChars && !isOneLetter;
}

async function newHash(pin: string): Promise<PinHash> {
  const salt = randomBytes(16);
  return { salt, hash: await slowHash(pin, salt) };
}

/** 32 MiB and some tens of milliseconds a try. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 };
const HASH_BYTES = 32;

function slowHash(pin: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, HASH_BYTES, cost, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
