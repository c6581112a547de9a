// Subscriptions of devices that come one by one, looked for together: one query for those of a turn.
import { type DeviceAddress, deviceKey } from '@parley/protocol';
import type { PushStore, Subscription } from './push-store.ts';

export function createLookUp(store: Pick<PushStore, 'find'>) {
  let gathered: DeviceAddress[] = [];
  let finding: ReturnType<PushStore['find']> | undefined;

  function findSoon(): ReturnType<PushStore['find']> {
    finding ??= Promise.resolve().then(() => {
      const devices = gathered;
      gathered = [];
      finding = undefined;
      return store.find(devices);
    });
    return finding;
  }

  return async (device: DeviceAddress): Promise<Subscription | undefined> => {
    gathered.push(device);
    return (await findSoon()).get(deviceKey(device.account, device.device));
  };
}
