import {
  type AccountId,
  type CloseReason,
  type DeviceAddress,
  type DeviceNumber,
  type Limits,
  wire,
} from '@parley/protocol';
import type { BaseLogger } from 'pino';
import type { Keys } from '../keys/keys.ts';
import type { Clock } from '../lib/clock.ts';
import type { AccountStore } from './account-store.ts';
import type { AccountKey, Accounts, CodeSender } from './accounts.ts';
import { createDeletion } from './deletion.ts';
import { type ChangedList, createDeviceChanges } from './device-changes.ts';
import { createLastActive } from './last-active.ts';
import { createLinks } from './links.ts';
import { parsePhone } from './phone.ts';
import { createPins } from './pins.ts';
import { createProfiles } from './profiles.ts';
import { createRecoveries } from './recoveries.ts';
import { createRegistration } from './registration.ts';
import type { RegistrationMode } from './registration-step.ts';
import { secretHash } from './secrets.ts';
import { createUsernames } from './usernames.ts';

export interface AccountsDeps {
  store: AccountStore;
  keys: Keys;
  codeSender: CodeSender;
  clock: Clock;
  limits: Limits;
  registration: RegistrationMode;
  log: BaseLogger;
  /** The message store is told of every new list before anyone can send by it. */
  onDevicesChanged: (account: AccountId, version: number, devices: readonly DeviceNumber[]) => Promise<void>;
  /** Resolves when its connection is closed, wherever it is, or nobody can be reached who knows. Never rejects. */
  onDeviceRemoved: (device: DeviceAddress, reason: CloseReason) => Promise<void>;
}

const PAGE_ACCOUNTS = 500;

export function createAccounts(deps: AccountsDeps): Accounts & { close(): Promise<void> } {
  const { store, keys, clock, limits, log } = deps;
  const tokens = createTokenCache(store);
  const lastActive = createLastActive(store, clock, limits, log);

  const registration = createRegistration({
    ...deps,
    checkKeys: keys.check,
    async onRegistered({ account, device, version, keys: upload, devices, ended, isRepeat }) {
      tokens.forget(account);
      // Whoever has a token from before an answer got lost. Waited for: come late, it would end the connection made with the new one.
      if (isRepeat) await deps.onDeviceRemoved({ account, device }, 'unauthorized');
      for (const gone of ended) {
        await keys.remove({ account, device: gone });
        void deps.onDeviceRemoved({ account, device: gone }, 'unlinked');
      }
      await deps.onDevicesChanged(account, version, devices);
      const problem = await keys.upload({ account, device }, upload);
      return problem && { ok: false, error: problem };
    },
  });

  async function onChanged({ account, version, devices, removed }: ChangedList): Promise<void> {
    tokens.forget(account);
    await deps.onDevicesChanged(account, version, devices);
    for (const device of removed) {
      void deps.onDeviceRemoved({ account, device }, 'unlinked');
      await keys.remove({ account, device });
    }
  }

  async function remove(account: AccountId): Promise<boolean> {
    const known = await store.account(account);
    if (!known) return false;
    // No list of this version ever comes: only the account's own key could sign it.
    const end = known.phone ? known.listVersion + 1 : known.listVersion;
    await deps.onDevicesChanged(account, end, []); // while it can be tried again: with the tokens it cannot
    await store.remove(account);
    tokens.forget(account);
    for (let number = 1; number < known.nextDevice; number++) {
      const device = { account, device: number };
      void deps.onDeviceRemoved(device, 'unlinked');
      await keys.remove(device);
    }
    await deps.onDevicesChanged(account, end, []); // its groups see only now that it has ended
    return true;
  }

  return {
    ...registration,
    ...createDeviceChanges({ ...deps, onChanged }),
    ...createLinks(deps),
    ...createUsernames(deps),
    ...createRecoveries(deps),
    ...createPins(deps),
    ...createProfiles(deps),
    close: lastActive.close,
    async authenticate(token) {
      const device = await tokens.find(token);
      if (device) lastActive.seen(device);
      return device;
    },
    async devicesOf(account) {
      await lastActive.flush();
      const devices = await store.deviceRows(account);
      return {
        devices: devices.map(({ device, createdAt, lastActiveAt }) => ({ device, linkedAt: createdAt, lastActiveAt })),
        nextDevice: (await store.account(account))?.nextDevice ?? 1,
      };
    },
    deviceLists: store.deviceLists,
    account: store.account,
    identityKey: store.identityKey,
    isActive: store.hasToken,
    accountKeys: accounts => accountKeys(store, accounts),
    async lookup(phones) {
      const parsed = await Promise.all(phones.map(parsePhone));
      const found = await store.accountsByPhone(parsed.filter(phone => phone !== undefined));
      return parsed.map(phone => (phone === undefined ? undefined : found.get(phone)));
    },
    async revoke(device) {
      await store.removeToken(device);
      tokens.forget(device.account);
      void deps.onDeviceRemoved(device, 'unauthorized');
    },
    remove,
    ...createDeletion(store, remove),
    async find(who) {
      const phone = await parsePhone(who);
      const found = phone ? await store.accountByPhone(phone) : await store.account(who as AccountId);
      return found && { account: found.account, phone: found.phone, devices: await store.devices(found.account) };
    },
    async list(after, limit) {
      const page = await store.accountsAfter(after, limit);
      return page.map(({ account, phone, devices }) => ({ account, phone, devices }));
    },
    async devicesAfter(after) {
      const page = await store.accountsAfter(after, PAGE_ACCOUNTS);
      return page.map(({ account, listVersion, devices }) => ({ account, version: listVersion, devices }));
    },
  };
}

async function accountKeys(store: AccountStore, accounts: readonly AccountId[]): Promise<Map<AccountId, AccountKey>> {
  const keys = new Map<AccountId, AccountKey>();
  for (const [account, { version, list: signed }] of await store.latestLists(accounts)) {
    keys.set(account, { listVersion: version, hash: signed && secretHash(accountKeyIn(signed)) });
  }
  return keys;
}

const accountKeyIn = (signed: Uint8Array): Uint8Array =>
  wire.DeviceList.decode(wire.SignedDeviceList.decode(signed).list).accountKey;

const MAX_CACHED_TOKENS = 100_000;

/**
 * Tokens that were asked for before: a connection storm must not become a query storm. Where other processes end tokens too, none is
 * remembered: one that was revoked there must not open anything here.
 */
function createTokenCache(store: AccountStore) {
  const byHash = new Map<string, DeviceAddress>();
  let changes = 0;
  return {
    async find(token: Uint8Array): Promise<DeviceAddress | undefined> {
      const hash = secretHash(token); // what is compared is a hash: timing tells nothing about the token
      const cached = byHash.get(hash);
      if (cached) return cached;
      const before = changes;
      const device = await store.deviceByToken(hash);
      if (!device || store.isShared || before !== changes) return device; // what was read may have ended meanwhile: not to be kept
      if (byHash.size >= MAX_CACHED_TOKENS) byHash.delete(byHash.keys().next().value!);
      byHash.set(hash, device);
      return device;
    },
    /** Called after the store has changed. */
    forget(account: AccountId): void {
      changes++;
      for (const [hash, device] of byHash) if (device.account === account) byHash.delete(hash);
    },
  };
}
