// A push room on a real store and a real push service, with a clock and timers of the test's own.
import type { TestContext } from 'node:test';
import {
  type AccountId,
  type DeviceAddress,
  type DeviceKey,
  deviceKey,
  type Limits,
  limits as standard,
} from '@parley/protocol';
import pino from 'pino';
import { startUnifiedPushService } from '../../../tests/support/push-services/unified-push.ts';
import { startWebPushService } from '../../../tests/support/push-services/web-push.ts';
import type { RateLimits } from '../lib/rate-limits.ts';
import { createMemoryRateLimits } from '../lib/rate-limits-memory.ts';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { createGuardedPost } from './guarded-post.ts';
import { createPush } from './push-service.ts';
import { openSqlPushStore } from './push-store-sql.ts';
import { createUnifiedPush } from './push-unifiedpush.ts';
import { createWebPush } from './push-webpush.ts';
import { vapidKeyOf } from './vapid-key.ts';

export const alice: DeviceAddress = { account: 'a1'.repeat(16) as AccountId, device: 1 };
export const bob: DeviceAddress = { account: 'b2'.repeat(16) as AccountId, device: 1 };
export const carol: DeviceAddress = { account: 'c3'.repeat(16) as AccountId, device: 1 };

const keyOf = ({ account, device }: DeviceAddress): DeviceKey => deviceKey(account, device);

export async function startPush(
  t: TestContext,
  changes: Partial<Limits> = {},
  rates: RateLimits = createMemoryRateLimits(),
) {
  const limits: Limits = { ...standard, ...changes };
  const services = { webpush: await startWebPushService(t), unifiedpush: await startUnifiedPushService(t) };
  const time = createTime();
  const store = await openSqlPushStore({ kind: 'sqlite', path: temporaryPath() });
  const post = createGuardedPost({
    hosts: [],
    innerHosts: ['127.0.0.1', 'localhost'],
    timeoutMs: 5_000,
    maxUrlBytes: 2_048,
  });
  const vapid = vapidKeyOf(Buffer.alloc(32, 7).toString('base64url'));
  /** Messages that wait for a device: one, if nothing is said. */
  const waiting = new Map<DeviceKey, number>();
  const ended = new Set<DeviceKey>();
  const common = { post, limits, now: time.clock.now };
  const push = createPush({
    store,
    senders: {
      webpush: createWebPush({ ...common, vapid, contact: 'mailto:operator@example.org' }),
      unifiedpush: createUnifiedPush(common),
    },
    vapidKey: vapid.publicKey,
    waiting: async device => waiting.get(keyOf(device)) ?? 1,
    isActive: async device => !ended.has(keyOf(device)),
    rates,
    clock: time.clock,
    limits,
    log: pino({ level: 'silent' }),
    random: () => 0,
    after: time.after,
  });
  t.after(async () => {
    await push.stop();
    await store.close();
  });
  const subscribe = async (device: DeviceAddress): Promise<string> => {
    const subscription = services.webpush.subscribe(vapid.publicKey);
    await push.subscribe(device, { kind: 'webpush', ...subscription });
    return subscription.endpoint;
  };
  return {
    push,
    store,
    services,
    subscribe,
    advance: time.advance,
    setWaiting: (device: DeviceAddress, count: number) => void waiting.set(keyOf(device), count),
    end: (device: DeviceAddress) => void ended.add(keyOf(device)),
    /** Until the count has come up to this; what was to come after it has been given its time. */
    until: async (isSo: () => boolean) => {
      const endsAt = performance.now() + 10_000;
      while (!isSo()) {
        if (performance.now() > endsAt) throw new Error(`not so: ${isSo}`);
        await new Promise(setImmediate);
      }
      for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    },
  };
}

function createTime() {
  let now = 1_800_000_000_000;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    clock: { now: () => now, monotonic: () => now },
    after(ms: number, run: () => void) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms: number): void {
      now += ms;
      for (const timer of [...timers].sort((one, other) => one.at - other.at)) {
        if (timer.at > now || !timers.delete(timer)) continue;
        timer.run();
      }
    },
  };
}
