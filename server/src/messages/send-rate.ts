import { type DeviceAddress, deviceKey, type Limits } from '@parley/protocol';
import { createRecent } from '../lib/recent.ts';

/** Takes one send of a device; answers 0, or the milliseconds after which there is room for one. */
export type TakeSend = (device: DeviceAddress) => number;

/** Devices whose bucket is kept; one that was forgotten starts with a full bucket. */
const DEVICES = 100_000;

/**
 * A bucket for each device that holds `sendsBurst` and refills by `sendsPerSecond`; 0: no limit. Of this process alone, for a
 * message must not wait for others to count: a device has one connection, and a gateway gives all it takes to one process.
 * Whoever connects to another gateway finds a full bucket there, once.
 */
export function createSendRate(limits: Limits, monotonic: () => number): TakeSend {
  const { sendsPerSecond, sendsBurst } = limits;
  if (sendsPerSecond === 0) return () => 0;
  const buckets = createRecent<string, { tokens: number; at: number }>(DEVICES);
  return ({ account, device }) => {
    const at = monotonic();
    const key = deviceKey(account, device);
    const bucket = buckets.get(key);
    if (!bucket) {
      buckets.set(key, { tokens: sendsBurst - 1, at });
      return 0;
    }
    bucket.tokens = Math.min(sendsBurst, bucket.tokens + ((at - bucket.at) * sendsPerSecond) / 1_000);
    bucket.at = at;
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * 1_000) / sendsPerSecond);
    bucket.tokens--;
    return 0;
  };
}
