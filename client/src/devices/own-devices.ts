// The person's own devices: seen, named, ended.
import { limits } from '@parley/protocol';
import type { Client, OwnDevice } from '../client.ts';
import type { Context } from '../context.ts';
import { ParleyError } from '../errors.ts';
import { fetchDevices } from '../http/devices.ts';
import type { Http } from '../http/http.ts';
import type { AccountKey } from './account-key.ts';

type Deps = Pick<Context, 'profile' | 'work'> & { readonly http: Http; readonly accountKey: AccountKey };

export function createOwnDevices(deps: Deps): Pick<Client, 'devices' | 'holdsAccountKey' | 'renameDevice' | 'unlink'> {
  const { profile, work, http, accountKey } = deps;
  return {
    async devices(signal) {
      // The signed list says which there are; what the server adds proves nothing.
      const listed = (await work.get('accounts', profile.account))?.devices ?? [];
      const { devices } = await fetchDevices(http, signal).catch(() => ({ devices: [] }));
      return listed.map(({ device, name }): OwnDevice => {
        const { linkedAt, lastActiveAt } = devices.find(each => each.device === device) ?? {};
        return {
          device,
          name,
          isThis: device === profile.device,
          ...(linkedAt === undefined ? {} : { linkedAt }),
          ...(lastActiveAt === undefined ? {} : { lastActiveAt }),
        };
      });
    },
    holdsAccountKey: accountKey.isHere,
    async renameDevice(device, name, signal) {
      const given = deviceName(name);
      await accountKey.changeList(({ devices }) => {
        if (!devices.some(each => each.device === device)) throw new ParleyError('unknown_device');
        return { devices: devices.map(each => (each.device === device ? { ...each, name: given } : each)) };
      }, signal);
    },
    async unlink(device, signal) {
      if (device === profile.device) throw new ParleyError('unknown_device', { message: unlinkSelf });
      await accountKey.changeList(({ devices }) => {
        if (!devices.some(each => each.device === device)) throw new ParleyError('unknown_device');
        return { devices: devices.filter(each => each.device !== device) };
      }, signal);
    },
  };
}

const unlinkSelf = 'A device does not unlink itself: end it instead.';

/** What fits into a certificate. Throws `bad_name`. */
export function deviceName(name: string): string {
  const trimmed = name.trim();
  const bytes = new TextEncoder().encode(trimmed).length;
  if (bytes === 0 || bytes > limits.maxDeviceNameBytes) throw new ParleyError('bad_name');
  return trimmed;
}
