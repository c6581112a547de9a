// When devices were there last, to the hour: so that a person sees which of them nobody uses. Gathered in memory and written
// together, because every connection asks; what a crash loses is told by the next one.
import { type DeviceAddress, type DeviceKey, deviceKey, type Limits } from '@parley/protocol';
import type { BaseLogger } from 'pino';
import type { Clock } from '../lib/clock.ts';
import type { AccountStore } from './account-store.ts';

const WRITE_EVERY_MS = 60_000;
const MAX_REMEMBERED = 100_000;

export interface LastActive {
  seen(device: DeviceAddress): void;
  /** Writes what has been gathered. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export function createLastActive(
  store: AccountStore,
  clock: Clock,
  { lastActiveMs }: Pick<Limits, 'lastActiveMs'>,
  log: BaseLogger,
): LastActive {
  const told = new Map<DeviceKey, number>();
  let waiting: { device: DeviceAddress; at: number }[] = [];

  async function flush(): Promise<void> {
    const seen = waiting;
    waiting = [];
    if (seen.length === 0) return;
    await store.keepActive(seen).catch(error => log.warn({ error }, 'when devices were there last is not kept'));
  }

  const timer = setInterval(() => void flush(), WRITE_EVERY_MS);
  timer.unref();
  return {
    seen({ account, device }) {
      const key = deviceKey(account, device);
      const hour = clock.now() - (clock.now() % lastActiveMs);
      if (told.get(key) === hour) return;
      if (told.size >= MAX_REMEMBERED) told.clear();
      told.set(key, hour);
      waiting.push({ device: { account, device }, at: hour });
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
