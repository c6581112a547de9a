// Tells push of devices that messages were stored for and that nobody holds. Beside the hot path: they are gathered for a
// moment, each once, and what is too much is left out.
import { type DeviceAddress, type DeviceKey, deviceKey } from '@parley/protocol';
import { createRecent } from '../lib/recent.ts';
import type { Blocks } from './blocks.ts';
import type { StoredRow } from './message-store.ts';
import { isForPerson } from './waiting.ts';

/** As much of push as the message service sees. Calls never wait and never fail. */
export interface WakeSink {
  wake(devices: readonly DeviceAddress[]): void;
  fetched(devices: readonly DeviceAddress[]): void;
}

export interface Wakes {
  /** Durable rows whose devices are connected nowhere. */
  onOffline(rows: readonly StoredRow[]): void;
  wake(device: DeviceAddress): void;
  /** The device has connected, and is given what waits. */
  onOpened(device: DeviceAddress): void;
}

const GATHER_MS = 50;
const MAX_GATHERED = 20_000;
/** Devices of which push was told and which have not been here since. Forgotten ones are pushed to a little later. */
const MAX_WOKEN = 100_000;

export function createWakes({ wake, fetched }: WakeSink, blocks: Blocks): Wakes {
  let gathered = new Map<DeviceKey, DeviceAddress>();
  const woken = createRecent<DeviceKey, true>(MAX_WOKEN);

  function tell(): void {
    const devices = [...gathered.values()];
    gathered = new Map();
    wake(devices);
  }

  function add(key: DeviceKey, { account, device }: DeviceAddress): void {
    if (gathered.size >= MAX_GATHERED) return;
    if (gathered.size === 0) setTimeout(tell, GATHER_MS).unref();
    gathered.set(key, { account, device });
    woken.set(key, true);
  }

  return {
    onOffline(rows) {
      for (const row of rows) {
        const key = deviceKey(row.account, row.device);
        if (!gathered.has(key) && isForPerson(row, blocks)) add(key, row);
      }
    },
    wake: device => add(deviceKey(device.account, device.device), device),
    onOpened({ account, device }) {
      const key = deviceKey(account, device);
      if (!woken.get(key)) return;
      woken.delete(key);
      gathered.delete(key);
      fetched([{ account, device }]);
    },
  };
}
