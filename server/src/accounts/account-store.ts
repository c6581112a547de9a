// Where accounts, device lists, tokens, registrations and invites are kept. No decisions: those are the service's.
import type { AccountId, DeviceAddress, DeviceNumber } from '@parley/protocol';
import type { PinStore } from './pin-store.ts';
import type { PresenceStore } from './presence-store.ts';
import type { PrivacyStore } from './privacy-store.ts';
import type { ProfileStore } from './profile-store.ts';
import type { RecoveryStore } from './recovery-store.ts';
import type { UsernameStore } from './username-store.ts';

/** Secrets (registration ids, tokens, invites) come here as SHA-256 only, hexadecimal. */
export interface AccountStore
  extends PrivacyStore,
    PresenceStore,
    ProfileStore,
    UsernameStore,
    RecoveryStore,
    PinStore {
  /** Other processes change it too: what was read may be over a moment later, and is not to be remembered. */
  readonly isShared: boolean;
  addRegistration(registration: StoredRegistration): Promise<void>;
  registration(idHash: string): Promise<StoredRegistration | undefined>;
  /** Counts one more try and resolves to the number so far; atomic, so that parallel guesses all count. */
  countAttempt(idHash: string): Promise<number>;
  /** Keeps the first account that is given, and resolves to that one; undefined: there is no such registration. */
  confirmRegistration(idHash: string, account: AccountId): Promise<AccountId | undefined>;
  removeExpired(now: number): Promise<void>;
  /** Counts one more under that name in the window that its first one has begun; atomic. */
  countCode(name: string, now: number, windowMs: number): Promise<{ readonly asked: number; readonly endsAt: number }>;

  accountByPhone(phone: string): Promise<StoredAccount | undefined>;
  account(account: AccountId): Promise<StoredAccount | undefined>;
  accountsByPhone(phones: readonly string[]): Promise<Map<string, AccountId>>;
  /** Every account with its devices, by id; `after` pages. */
  accountsAfter(after: string, limit: number): Promise<(StoredAccount & { devices: DeviceNumber[] })[]>;

  /**
   * Adds a device that has registered, and ends those that are not kept, atomically: with it the registration that it completes is
   * marked, and a use of the invite is taken; under another account key, the PIN and what the recovery code opened are gone. Nothing is changed unless `replaced`; `changed`: the account's version is not the
   * one before, somebody has the number, or the registration is complete; `no_invite`: none left or expired. Once under parallel claims.
   */
  replaceDevices(change: DeviceChange): Promise<'replaced' | 'changed' | 'no_invite'>;
  /**
   * The next list of an account under the same account key, atomically: what it adds and removes. False, and nothing is
   * changed: the account's version is not the one before.
   */
  changeDevices(change: ListChange): Promise<boolean>;
  devices(account: AccountId): Promise<DeviceNumber[]>;
  /** The same with their keys and times, ascending. */
  deviceRows(account: AccountId): Promise<StoredDevice[]>;
  /** When devices were there last; an older time changes nothing. */
  keepActive(seen: readonly { readonly device: DeviceAddress; readonly at: number }[]): Promise<void>;
  identityKey(device: DeviceAddress): Promise<Uint8Array | undefined>;
  deviceByToken(tokenHash: string): Promise<DeviceAddress | undefined>;
  hasToken(device: DeviceAddress): Promise<boolean>;
  /** The device's token from now on; false, and nothing is changed, when the device has none or is gone. */
  replaceToken(device: DeviceAddress, tokenHash: string): Promise<boolean>;
  removeToken(device: DeviceAddress): Promise<void>;
  /** Serialised SignedDeviceLists, ascending from version `from`. */
  deviceLists(account: AccountId, from: number): Promise<Uint8Array[]>;
  /** The latest SignedDeviceList of each of them, serialised; undefined: it was removed. Unknown accounts are left out. */
  latestLists(
    accounts: readonly AccountId[],
  ): Promise<Map<AccountId, { version: number; list: Uint8Array | undefined }>>;

  /**
   * Ends the account: no devices, no registration under way, and its number is free. Its lists stay, for what it has signed, and its
   * version is then the one after the last of them; its id is never used again. Idempotent. False: there is no such account.
   */
  remove(account: AccountId): Promise<boolean>;

  addLink(idHash: string, expiresAt: number): Promise<void>;
  /** Keeps a message of a link unless that number is there: `kept` also for the very same bytes. */
  putLinkMessage(idHash: string, number: number, body: Uint8Array, now: number): Promise<'kept' | 'taken' | 'unknown'>;
  /** `none`: not there yet; undefined: there is no such link. */
  linkMessage(idHash: string, number: number, now: number): Promise<Uint8Array | 'none' | undefined>;

  addInvite(invite: StoredInvite): Promise<void>;
  isInviteValid(hash: string, now: number): Promise<boolean>;
  close(): Promise<void>;
}

export interface StoredRegistration {
  readonly idHash: string;
  readonly phone: string;
  readonly codeHash: string;
  readonly attempts: number;
  readonly expiresAt: number;
  readonly inviteHash: string | null;
  /** Set once the code has been confirmed. */
  readonly account: AccountId | null;
  /** Set once it is complete: hash of the request that did it. */
  readonly completedBy: string | null;
  readonly pinGiven: boolean;
}

export interface StoredAccount {
  readonly account: AccountId;
  /** Empty: it has been removed. */
  readonly phone: string;
  readonly listVersion: number;
  /** The number a next device gets; numbers are never used again. */
  readonly nextDevice: DeviceNumber;
}

export interface DeviceChange extends DeviceAddress {
  readonly phone: string;
  readonly version: number;
  readonly list: Uint8Array;
  readonly identityKey: Uint8Array;
  readonly tokenHash: string;
  readonly now: number;
  /** The devices that stay; absent: none, the account key is another one. */
  readonly kept?: readonly DeviceNumber[];
  /** The registration, and the hash of the request. */
  readonly inviteHash?: string | null;
  readonly completes?: { readonly idHash: string; readonly hash: string };
}

export interface ListChange {
  readonly account: AccountId;
  readonly version: number;
  readonly list: Uint8Array;
  readonly removed: readonly DeviceNumber[];
  readonly added?: { readonly device: DeviceNumber; readonly identityKey: Uint8Array; readonly tokenHash: string };
  readonly now: number;
}

export interface StoredDevice {
  readonly device: DeviceNumber;
  readonly identityKey: Uint8Array;
  readonly createdAt: number;
  readonly lastActiveAt: number | undefined;
}

export interface StoredInvite {
  readonly hash: string;
  readonly uses: number;
  readonly expiresAt: number;
}
