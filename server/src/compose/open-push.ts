// The role push: what it pushes with is loaded when the process has the role, so that others start without it.
import type { Config } from '../config.ts';
import type { GuardedPost } from '../push/guarded-post.ts';
import type { Push } from '../push/push.ts';
import type { PushSenders } from '../push/push-service.ts';
import type { VapidKey } from '../push/vapid-key.ts';
import type { Doors } from './doors.ts';
import type { Process } from './process.ts';
import { openRateLimits } from './rate-limits.ts';
import { sqlSource } from './sql-source.ts';

/** Seconds: from a service next door to one that is given up. */
const PUSH_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export async function openPush(process: Process, doors: Doors): Promise<Push> {
  const { clock, limits, log, metrics, keep } = process;
  const [{ createPush }, { openSqlPushStore }] = await Promise.all([
    import('../push/push-service.ts'),
    import('../push/push-store-sql.ts'),
  ]);
  const vapid = await openVapidKey(process);
  const senders = await openSenders(process, vapid);
  const store = await openSqlPushStore(sqlSource(process, 'push'));
  keep(store.close);
  const observe = metrics.histogram('push_seconds', 'Until a push service had taken a push', PUSH_BUCKETS);
  const push = createPush({
    store,
    senders,
    vapidKey: vapid.publicKey,
    waiting: device => doors.messages.waiting(device),
    isActive: device => doors.accounts.isActive(device),
    rates: await openRateLimits(process),
    clock,
    limits,
    log,
    onSent: tookMs => observe(tookMs / 1_000),
  });
  keep(push.stop);
  addMetrics(process, push);
  return push;
}

async function openVapidKey({ config, file }: Process): Promise<VapidKey> {
  const { keptVapidKey, vapidKeyOf } = await import('../push/vapid-key.ts');
  return config.pushVapidKey === '' ? keptVapidKey(file('vapid.key')) : vapidKeyOf(config.pushVapidKey);
}

async function openSenders({ config, clock, limits }: Process, vapid: VapidKey): Promise<PushSenders> {
  const [{ createGuardedPost }, { createWebPush }, { createUnifiedPush }] = await Promise.all([
    import('../push/guarded-post.ts'),
    import('../push/push-webpush.ts'),
    import('../push/push-unifiedpush.ts'),
  ]);
  const post: GuardedPost = createGuardedPost({
    hosts: config.pushHosts,
    innerHosts: config.pushInnerHosts,
    timeoutMs: limits.pushTimeoutMs,
    maxUrlBytes: limits.maxPushTargetBytes,
  });
  const common = { limits, now: clock.now };
  return {
    webpush: createWebPush({ ...common, post, vapid, contact: config.pushContact }),
    unifiedpush: createUnifiedPush({ ...common, post }),
    ...(await openAppSenders(config, common)),
  };
}

async function openAppSenders(
  config: Config,
  common: Pick<Process, 'limits'> & { now: () => number },
): Promise<PushSenders> {
  const { pushFcmAccount, pushApnsKey: key, pushApnsKeyId: keyId, pushApnsTeam: team, pushApnsTopic: topic } = config;
  const senders: { -readonly [K in keyof PushSenders]: PushSenders[K] } = {};
  if (pushFcmAccount !== '') {
    const { createFcm, parseFcmAccount } = await import('../push/push-fcm.ts');
    senders.fcm = createFcm({ ...common, account: parseFcmAccount(pushFcmAccount) });
  }
  if (key !== '') {
    const { createApns, apnsOrigins } = await import('../push/push-apns.ts');
    const origin = apnsOrigins[config.pushApnsSandbox ? 'sandbox' : 'production'];
    senders.apns = createApns({ ...common, key, keyId, team, topic, origin });
  }
  return senders;
}

function addMetrics({ metrics }: Process, { stats }: Push): void {
  metrics.add('counter', 'pushes_total', 'Pushes, by what became of them', () => stats().results);
  metrics.add('counter', 'pushes_spared_total', 'Pushes that nothing was left to be told by', () => stats().spared);
  metrics.add('counter', 'pushes_dropped_total', 'Devices that there was no room for', () => stats().dropped);
  metrics.add('gauge', 'pushes_waiting', 'Devices whose push has not been begun', () => stats().waiting);
  metrics.add('gauge', 'push_services_left_alone', 'Push services that fail', () => stats().circuitsOpen);
}
