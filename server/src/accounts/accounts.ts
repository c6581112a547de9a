// Accounts and their devices: registration by phone number and code, access tokens, signed device lists. The server
// checks every signature it can, but clients do not rely on that: they check the lists themselves.
import type { AccountId, DeviceAddress, DeviceNumber, WireError } from '@parley/protocol';
import type { Profiles } from './profiles.ts';

export interface Accounts extends Profiles {
  /** Sends a code to `phone` (E.164). `address` is the client's network address, for rate limits. */
  startRegistration(request: RegistrationRequest): Promise<Outcome<StartedRegistration>>;
  /** Checks the code. Resolves to the account and device number that the device list must name. */
  confirmCode(request: { registration: string; code: string }): Promise<Outcome<ConfirmedRegistration>>;
  /**
   * Stores the first device list of a new account, or the next one of an account registered anew; hands out a token. Under another
   * account key all other devices end; under the same one, those that the list does not name.
   */
  completeRegistration(request: {
    registration: string;
    deviceList: Uint8Array;
    keys: Uint8Array;
  }): Promise<Outcome<NewDevice>>;

  /** What registrations of the account's number are asked for from now on; undefined: nothing. */
  setPin(account: AccountId, pin: string | undefined): Promise<Outcome<undefined>>;
  hasPin(account: AccountId): Promise<boolean>;
  /** For a registration whose code is confirmed. Wrong ones make the next ones wait, whichever registration they are for. */
  givePin(request: { registration: string; pin: string }): Promise<Outcome<undefined>>;
  /** Keeps what the account's recovery code opens, in the place of what was kept before. `signature`: by the account key. */
  setRecovery(
    account: AccountId,
    backup: Uint8Array,
    signature: Uint8Array,
  ): Promise<Outcome<{ readonly version: number }>>;
  /** Whether there is such a code, and since when. */
  recovery(account: AccountId): Promise<{ readonly version: number; readonly createdAt: number } | undefined>;
  /** For a registration whose code is confirmed: what is kept, and every device list of the account. */
  recoveryFor(
    registration: string,
  ): Promise<Outcome<{ readonly backup: Uint8Array; readonly deviceLists: readonly Uint8Array[] }>>;

  /** The device that holds this token; undefined: nobody. Answered from memory if it was asked before and no other process can end it. */
  authenticate(token: Uint8Array): Promise<DeviceAddress | undefined>;
  /** Signed device lists from version `from` on (serialised SignedDeviceList), ascending. Empty: unknown account. */
  deviceLists(account: AccountId, from: number): Promise<Uint8Array[]>;
  /**
   * The next list of an account, signed by its account key: with `added`, one that names a new device. The very same list
   * again is answered as the first time.
   */
  changeDevices(
    account: AccountId,
    list: Uint8Array,
    added: AddedDevice | undefined,
  ): Promise<Outcome<{ readonly listVersion: number }>>;
  /** What the server knows of an account's devices, and the number of the next one. */
  devicesOf(account: AccountId): Promise<{ readonly devices: readonly KnownDevice[]; readonly nextDevice: number }>;
  /** A place where a device that wants to be linked and one of the account meet. `address`: who asks, for rate limits. */
  startLink(address: string): Promise<Outcome<{ readonly link: string; readonly expiresAt: number }>>;
  /** Each number is written once; the very same bytes again change nothing. */
  putLinkMessage(link: string, number: number, body: Uint8Array): Promise<Outcome<undefined>>;
  /** Undefined: it is not there yet. */
  linkMessage(link: string, number: number): Promise<Outcome<Uint8Array | undefined>>;
  /** Accounts by phone number, in the order asked; undefined: nobody. */
  lookup(phones: readonly string[]): Promise<(AccountId | undefined)[]>;
  /** The same by user name. */
  lookupUsernames(names: readonly string[]): Promise<(AccountId | undefined)[]>;
  username(account: AccountId): Promise<string | undefined>;
  /** Resolves to the name as it is kept; undefined takes it away. */
  setUsername(account: AccountId, name: string | undefined): Promise<Outcome<string | undefined>>;
  /** Ends the device's token; its connection is closed. */
  revoke(device: DeviceAddress): Promise<void>;
  /**
   * Ends the account and all its devices for good, frees its number and tells its groups. Done again, it finishes what a crash has
   * left. False: unknown.
   */
  remove(account: AccountId): Promise<boolean>;
  /** The same, at the word of the person: `signature` is by the account key. */
  deleteAccount(account: AccountId, signature: Uint8Array): Promise<Outcome<undefined>>;
  /** By number or id, for the operator. */
  find(who: string): Promise<ListedAccount | undefined>;
  /** Those above `after`, ascending, for the operator. */
  list(after: AccountId | '', limit: number): Promise<readonly ListedAccount[]>;
  account(account: AccountId): Promise<{ phone: string; listVersion: number } | undefined>;
  /** The account key of each as the latest device list has it, also of those that have ended; unknown accounts are left out. */
  accountKeys(accounts: readonly AccountId[]): Promise<Map<AccountId, AccountKey>>;
  /** Whether the device has a token that opens anything. */
  isActive(device: DeviceAddress): Promise<boolean>;
  /** The identity key in the device's certificate. */
  identityKey(device: DeviceAddress): Promise<Uint8Array | undefined>;
  /** Accounts above `after` with their devices, ascending, a page of them; empty: there are no more. For filling the message store. */
  devicesAfter(after: AccountId | ''): Promise<readonly AccountDevices[]>;
}

export interface AddedDevice {
  /** A serialised KeyUpload. */
  readonly keys: Uint8Array;
  /** SHA-256 of the access token that the device has chosen, in hexadecimal. */
  readonly tokenHash: string;
}

export interface KnownDevice {
  readonly device: DeviceNumber;
  readonly linkedAt: number;
  /** To the hour; undefined: not since it was linked. */
  readonly lastActiveAt: number | undefined;
}

export interface AccountDevices {
  readonly account: AccountId;
  /** Of the device list. */
  readonly version: number;
  readonly devices: readonly DeviceNumber[];
}

export interface ListedAccount {
  readonly account: AccountId;
  /** Empty: it has been removed. */
  readonly phone: string;
  readonly devices: readonly DeviceNumber[];
}

export interface AccountKey {
  /** Of the latest device list. */
  readonly listVersion: number;
  /** SHA-256 of the key, in hexadecimal; undefined: the account has ended, and no list has that version. */
  readonly hash: string | undefined;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

export interface RegistrationRequest {
  readonly phone: string;
  readonly invite?: string | undefined;
  readonly address: string;
  /** The request may be shown its code: see `development-code.ts`. */
  readonly showCode: boolean;
}

export interface StartedRegistration {
  /** 128 random bits: whoever holds it may go on with this registration. */
  readonly registration: string;
  readonly expiresAt: number;
  /** The code itself, where it need not prove the number: in development, or where an invite vouches for it. */
  readonly code?: string;
}

/** Of the next list of an account, and of the device that it adds. */
export interface PlaceOfList {
  readonly account: AccountId;
  readonly device: DeviceNumber;
  /** The version the device list must have, and the hash of the one before it (absent for version 1). */
  readonly listVersion: number;
  readonly previousHash?: Uint8Array;
}

export interface ConfirmedRegistration extends PlaceOfList {
  /** Something is kept that the account's recovery code opens. */
  readonly isRecoverable: boolean;
  /** It does not go on without `givePin`. */
  readonly isPinAsked: boolean;
}

export interface NewDevice extends DeviceAddress {
  readonly token: string;
}

/** How a code reaches its number. */
export interface CodeSender {
  /** Resolves once handed over; rejects when it could not be. Never logs the code unless that is its whole job. */
  send(phone: string, code: string): Promise<void>;
}
