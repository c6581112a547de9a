// What the account key does: it signs the next list of the own devices. Only a device that holds it can link, rename and
// unlink; the server and every contact check the signature.
import { equalBytes, fromHex } from '@parley/protocol';
import type { Context } from '../context.ts';
import { asParleyError, ParleyError } from '../errors.ts';
import { fetchDevices, type NewDevice, publishList } from '../http/devices.ts';
import type { Http } from '../http/http.ts';
import { type AccountRow, SELF, type StoredKeyPair } from '../store/schema.ts';
import { buildDeviceList, type ListedDevice } from './device-list.ts';
import type { Directory } from './directory.ts';

export interface AccountKey {
  /** Whether this device can sign lists. */
  isHere(): Promise<boolean>;
  /**
   * Publishes the list that `change` makes of the devices there are, and resolves to it as it was taken in. Asked again when
   * the list has changed meanwhile. Throws `no_account_key`, and as the server refuses.
   */
  changeList(change: (now: OwnList) => ListChange, signal?: AbortSignal): Promise<AccountRow>;
}

export interface OwnList {
  readonly devices: readonly ListedDevice[];
  /** The number that a new device gets. */
  readonly nextDevice: number;
}

export interface ListChange {
  readonly devices: readonly ListedDevice[];
  /** What the server needs of a device that is new on it. */
  readonly added?: NewDevice;
}

type Deps = Pick<Context, 'profile' | 'work' | 'env' | 'clock'> & {
  readonly directory: Pick<Directory, 'refresh'>;
  readonly http: Http;
};

const maxTries = 5;

export function createAccountKey({ profile, work, env, clock, directory, http }: Deps): AccountKey {
  const { account } = profile;

  /** As it is stored now: it can come and go while the client runs. */
  async function keyFor(row: AccountRow): Promise<StoredKeyPair> {
    const key = (await work.get('profile', SELF))?.accountKey;
    if (!key || !equalBytes(key.publicKey, row.accountKey)) throw new ParleyError('no_account_key');
    return key;
  }

  async function changeOnce(change: (now: OwnList) => ListChange, signal?: AbortSignal): Promise<AccountRow> {
    const row = await directory.refresh(account);
    const key = await keyFor(row);
    const { nextDevice } = await fetchDevices(http, signal);
    const { devices, added } = change({ devices: listedDevices(row), nextDevice });
    const version = row.version + 1;
    const previousHash = fromHex(row.hashes[row.version] ?? '');
    const list = buildDeviceList({ account, version, previousHash, devices, createdAt: clock.now() }, key, env);
    await publishList(http, list, added, signal);
    return directory.refresh(account);
  }

  return {
    async isHere() {
      const key = (await work.get('profile', SELF))?.accountKey;
      const row = await work.get('accounts', account);
      return Boolean(key && row && equalBytes(key.publicKey, row.accountKey));
    },
    async changeList(change, signal) {
      for (let tries = 1; ; tries++) {
        try {
          return await changeOnce(change, signal);
        } catch (error) {
          if (asParleyError(error).code !== 'stale_list' || tries === maxTries) throw error;
        }
      }
    },
  };
}

function listedDevices(row: AccountRow): ListedDevice[] {
  return row.devices.map(({ device, name }) => {
    const identityKey = row.identities[device];
    if (!identityKey) throw new ParleyError('untrusted_devices');
    return { device, name, identityKey };
  });
}
