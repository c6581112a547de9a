// The side of a new device: with the recovery code it has the account key, and the account goes on. The server is believed no
// more than ever: the lists that it shows must be of that key and pass where the device was that made the backup.
import { type AccountId, accountIdFrom, equalBytes, limits, toHex, type wire } from '@parley/protocol';
import type { CryptoEnv, IdentityKeyPair } from '../crypto/crypto.ts';
import { keyPairFrom } from '../crypto/crypto.ts';
import { followChain } from '../devices/chain.ts';
import { ListError, type ListedDevice } from '../devices/device-list.ts';
import { asParleyError, ParleyError } from '../errors.ts';
import type { Http } from '../http/http.ts';
import { fetchRecovery } from '../http/recovery.ts';
import type { AccountRow, ContactRow } from '../store/schema.ts';
import { openBackup } from './backup.ts';
import { parseRecoveryCode } from './recovery-code.ts';

export interface RecoveryInfo {
  /** False: there is nothing that a code could open. */
  readonly isKept: boolean;
  /** From 1. */
  readonly attempt: number;
  /** Why it is asked again. */
  readonly error?: ParleyError;
}

/** Asks for the recovery code; undefined: the person goes without, and the account gets a new key. */
export type AskRecoveryCode = (info: RecoveryInfo) => Promise<string | undefined>;

export interface RecoveredAccount {
  readonly accountKey: IdentityKeyPair;
  readonly assetSecret: Uint8Array;
  /** The account's lists so far. */
  readonly row: AccountRow;
  /** The devices that stay. */
  readonly kept: readonly ListedDevice[];
  /** Contacts whose safety number was compared. */
  readonly verified: readonly ContactRow[];
}

export interface RecoveryPlace {
  readonly http: Http;
  readonly registration: string;
  readonly account: AccountId;
  readonly env: CryptoEnv;
  readonly signal?: AbortSignal | undefined;
}

export async function recoverAccount(
  place: RecoveryPlace,
  ask: AskRecoveryCode,
): Promise<RecoveredAccount | undefined> {
  const { http, registration, account, env, signal } = place;
  const { backup: sealed, deviceLists } = await fetchRecovery(http, registration, signal);
  let error: ParleyError | undefined;
  for (let attempt = 1; ; attempt++) {
    const code = await ask({ isKept: true, attempt, ...(error ? { error } : {}) });
    if (code === undefined) return undefined;
    try {
      const backup = await openBackup(sealed, parseRecoveryCode(code), account, env);
      return await recoveredFrom(backup, deviceLists, account, env);
    } catch (thrown) {
      error = asParleyError(thrown);
      if (error.code !== 'bad_recovery_code' && error.code !== 'wrong_recovery_code') throw error;
    }
  }
}

async function recoveredFrom(
  backup: wire.RecoveryBackup,
  { lists }: wire.DeviceListChain,
  account: AccountId,
  env: CryptoEnv,
): Promise<RecoveredAccount> {
  const accountKey = await keyPairFrom(backup.accountKey, env);
  const row = await listsOf(account, lists, env);
  const passes = row.hashes[backup.listVersion] === toHex(backup.listHash);
  if (!passes || !equalBytes(row.accountKey, accountKey.publicKey)) throw new ParleyError('untrusted_devices');
  return {
    accountKey: accountKey as IdentityKeyPair,
    assetSecret: backup.assetSecret.slice(),
    row,
    kept: keptOf(row, backup.device),
    verified: backup.verified.map(contactFrom),
  };
}

async function listsOf(
  account: AccountId,
  lists: readonly wire.SignedDeviceList.$Properties[],
  env: CryptoEnv,
): Promise<AccountRow> {
  try {
    return (await followChain(undefined, account, lists, env)).row;
  } catch (cause) {
    if (cause instanceof ListError) throw new ParleyError('untrusted_devices', { cause });
    throw cause;
  }
}

/** Without the device that is taken for lost; where there is no room for the new one, without the oldest either. */
function keptOf(row: AccountRow, lost: number): ListedDevice[] {
  const others = row.devices.filter(({ device }) => device !== lost).slice(1 - limits.maxDevices);
  return others.map(({ device, name }) => ({ device, name, identityKey: row.identities[device]! }));
}

function contactFrom({ account, accountKey, phone, name }: wire.VerifiedContact.$Properties): ContactRow {
  return {
    account: accountIdFrom(account ?? new Uint8Array()),
    verifiedKey: (accountKey ?? new Uint8Array()).slice(),
    ...(phone ? { phone } : {}),
    ...(name ? { name } : {}),
  };
}
