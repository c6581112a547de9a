import { randomBytes } from 'node:crypto';
import {
  type DeviceAddress,
  type DeviceKey,
  deviceKey,
  type Limits,
  toHex,
  type WireError,
  wireError,
} from '@parley/protocol';
import type { BaseLogger } from 'pino';
import type { Clock } from '../lib/clock.ts';
import type { RateLimits } from '../lib/rate-limits.ts';
import { createRecent } from '../lib/recent.ts';
import { createCircuits } from './circuits.ts';
import { createLookUp } from './look-up.ts';
import type { Push, PushResult, PushTest } from './push.ts';
import { type PushKind, type PushOutcome, type PushSender, type PushTarget, pushKinds } from './push-sender.ts';
import type { PushStore, Subscription } from './push-store.ts';
import { type After, createTurns, type TurnEnd } from './turns.ts';

export type PushSenders = { readonly [K in PushKind]?: PushSender<K> };

export interface PushDeps {
  readonly store: PushStore;
  readonly senders: PushSenders;
  readonly vapidKey?: string;
  /** Messages for a person that wait for the device; 0 while it is connected. */
  readonly waiting: (device: DeviceAddress) => Promise<number>;
  /** Whether its token still is one (F31). */
  readonly isActive: (device: DeviceAddress) => Promise<boolean>;
  readonly rates: RateLimits;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Pick<BaseLogger, 'warn' | 'error'>;
  /** 0 ≤ x < 1. */
  readonly random?: () => number;
  readonly after?: After;
  readonly onSent?: (tookMs: number) => void;
}

const HOUR_MS = 3_600_000;
const MAX_UNSUBSCRIBED = 200_000;
/** Where another process may be told of a subscription, it is looked for again after this time. */
const SHARED_MS = 5_000;
const FIRST_RETRY_MS = 2_000;
const RETRY_FACTOR = 3;
const MAX_RETRY_MS = 15 * 60_000;
/** What a service asks for beyond is not waited for: the next message tries again. */
const MAX_ASKED_MS = 60 * 60_000;
/** One line of the log a minute says enough. */
const TELL_EVERY_MS = 60_000;

export function createPush(deps: PushDeps): Push {
  const { store, senders, rates, clock, limits } = deps;
  const { random = Math.random } = deps;
  const monotonic = (): number => clock.monotonic();
  const circuits = createCircuits(monotonic);
  const lookUp = createLookUp(store);
  /** Until when a device without a subscription is not looked for. */
  const unsubscribed = createRecent<DeviceKey, number>(MAX_UNSUBSCRIBED);
  const takeTest = rates.open({ name: 'push-tests', points: limits.pushTestsPerHour, windowMs: HOUR_MS });
  const results: Record<PushResult, number> = { sent: 0, gone: 0, later: 0, refused: 0 };
  let spared = 0;
  let subscribed = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  const turns = createTurns({ limits, after: deps.after ?? afterTimer, run });

  function tell(details: object, message: string): void {
    if (monotonic() - toldAt < TELL_EVERY_MS) return;
    toldAt = monotonic();
    deps.log.warn(details, message);
  }

  async function run(device: DeviceAddress, tries: number): Promise<TurnEnd> {
    try {
      return await push(device, tries);
    } catch (error) {
      tell({ error }, 'a push could not be made ready');
      return retryAfter(tries);
    }
  }

  async function push(device: DeviceAddress, tries: number): Promise<TurnEnd> {
    const before = subscribed;
    const subscription = await lookUp(device);
    const sender = subscription && senderOf(subscription.target);
    if (!sender) {
      if (before !== subscribed) return { retryMs: 0 }; // it may have been this one
      unsubscribed.set(keyOf(device), store.isShared ? monotonic() + SHARED_MS : Number.POSITIVE_INFINITY);
      return 'none';
    }
    const place = sender.placeOf(subscription.target);
    const leaveMs = circuits.waitMs(place);
    if (leaveMs > 0) return retryAfter(tries, leaveMs);
    const count = await deps.waiting(device);
    if (count === 0) {
      spared++;
      return 'none';
    }
    if (!(await deps.isActive(device))) {
      await store.remove(device, subscription.id);
      return 'none';
    }
    return ended(device, subscription, await send(sender, subscription.target, { count }), tries);
  }

  function senderOf({ kind }: PushTarget): PushSender | undefined {
    return senders[kind] as PushSender | undefined; // each takes the targets of its own kind
  }

  async function send(
    sender: PushSender,
    target: PushTarget,
    note: { count: number; test?: string },
  ): Promise<PushOutcome> {
    const startedAt = monotonic();
    const outcome = await sender.send(target, note);
    results[outcome.kind]++;
    if (outcome.kind === 'sent') deps.onSent?.(monotonic() - startedAt);
    const place = sender.placeOf(target);
    // Being asked to wait is no failure, and what is refused was answered.
    const failed = outcome.kind === 'later' && outcome.afterMs === undefined;
    if (circuits.note(place, failed))
      tell({ place, why: reasonOf(outcome) }, 'a push service fails and is left alone for a while');
    if (outcome.kind === 'refused') tell({ place, why: outcome.why }, 'a push service refuses a push');
    return outcome;
  }

  async function ended(
    device: DeviceAddress,
    { id }: Subscription,
    outcome: PushOutcome,
    tries: number,
  ): Promise<TurnEnd> {
    if (outcome.kind === 'gone') await store.remove(device, id);
    if (outcome.kind === 'later') return retryAfter(tries, outcome.afterMs);
    return outcome.kind === 'gone' ? 'none' : 'pushed';
  }

  /** Jittered, so that those who wait for one service do not come back together. */
  function retryAfter(tries: number, askedMs = 0): TurnEnd {
    if (tries + 1 >= limits.pushAttempts || askedMs > MAX_ASKED_MS) return 'pushed';
    const ownMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * RETRY_FACTOR ** tries);
    return { retryMs: Math.max(askedMs, ownMs) * (1 + random() / 2) };
  }

  return {
    wake(devices) {
      for (const device of devices) if (mayBeSubscribed(device)) turns.wake(device);
    },
    fetched: devices => devices.forEach(turns.forget),
    async forget(device) {
      turns.forget(device);
      await store.remove(device);
    },
    async subscribe(device, target) {
      const sender = senderOf(target);
      if (!sender) return wireError('bad_push_target', `This server has no push service of the kind ${target.kind}.`);
      const problem = sender.problemOf(target);
      if (problem) return wireError('bad_push_target', `This server cannot push to that address: ${problem}.`);
      const id = toHex(randomBytes(16));
      await store.put(device, { id, target, createdAt: clock.now() });
      subscribed++;
      unsubscribed.delete(keyOf(device));
      return undefined;
    },
    async unsubscribe(device) {
      turns.forget(device);
      await store.remove(device);
    },
    async info(device) {
      const subscription = await lookUp(device);
      const sender = subscription && senderOf(subscription.target);
      const kinds = pushKinds.filter(kind => senders[kind]);
      const { vapidKey } = deps;
      if (!sender) return { kinds, ...(vapidKey ? { vapidKey } : {}) };
      const { target, createdAt } = subscription;
      const shown = { kind: target.kind, place: sender.placeOf(target), createdAt };
      return { kinds, ...(vapidKey ? { vapidKey } : {}), subscription: shown };
    },
    test: device => test(device),
    stats: () => ({ results, spared, circuitsOpen: circuits.open(), ...turns.stats() }),
    async stop() {
      const stopping = turns.stop();
      for (const sender of Object.values(senders)) sender.close(); // what is under way need not be waited for
      await stopping;
    },
  };

  function mayBeSubscribed(device: DeviceAddress): boolean {
    const until = unsubscribed.get(keyOf(device));
    return until === undefined || monotonic() >= until;
  }

  async function test(device: DeviceAddress): Promise<PushTest | WireError> {
    const subscription = await lookUp(device);
    const sender = subscription && senderOf(subscription.target);
    if (!sender) return wireError('push_not_set');
    const waitMs = await takeTest(keyOf(device));
    if (waitMs > 0) return wireError('rate_limited', undefined, waitMs);
    const test = toHex(randomBytes(16));
    const startedAt = monotonic();
    const outcome = await send(sender, subscription.target, { count: 0, test });
    if (outcome.kind === 'gone') await store.remove(device, subscription.id);
    const why = reasonOf(outcome);
    const tookMs = Math.round(monotonic() - startedAt);
    return { outcome: outcome.kind, ...(why ? { why } : {}), test, tookMs };
  }
}

const keyOf = ({ account, device }: DeviceAddress): DeviceKey => deviceKey(account, device);

const reasonOf = (outcome: PushOutcome): string | undefined => ('why' in outcome ? outcome.why : undefined);

const afterTimer: After = (ms, run) => {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
};
