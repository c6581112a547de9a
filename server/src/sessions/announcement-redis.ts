// A gateway's heartbeat. Nobody tells a gateway that Redis was emptied, in whole or on one of its servers, or that one was
// away while devices registered: marks that are renewed along with the heartbeat, and are spread over all servers, do.
import type { Clock } from '../lib/clock.ts';
import type { RedisConnection } from '../lib/connection-redis.ts';
import type { AnnouncementEvents, GatewayEntry } from './gateways.ts';

interface AnnouncementDeps {
  readonly redis: RedisConnection;
  readonly clock: Clock;
  readonly log: { error(details: object, message: string): void };
  readonly key: string;
  readonly value: string;
  readonly entry: GatewayEntry;
  readonly events: AnnouncementEvents;
  readonly renewMs?: number;
  readonly ttlMs?: number;
}

/** The set of all ids. */
export const LIST = 'gws';
const RENEW_MS = 5_000;
const TTL_MS = 15_000;
/** Of ten servers, one without any of that many keys is as good as impossible (0.1 %). */
const MARKS = 64;

export function startAnnouncing(deps: AnnouncementDeps) {
  const { redis, log, key, value, entry, events, renewMs = RENEW_MS, ttlMs = TTL_MS } = deps;
  const keys = [key, ...Array.from({ length: MARKS }, (_, n) => `gwmark:${n}:${entry.id}`)];
  /** By key; undefined: not tried yet. */
  const wasSet: (boolean | undefined)[] = keys.map(() => undefined);
  let isWhole = true;
  let running = Promise.resolve();

  async function setOne(name: string): Promise<string | null> {
    return redis.run(client => client.set(name, value, 'PX', ttlMs, 'GET'));
  }

  async function renew(): Promise<void> {
    const results = await Promise.allSettled(keys.map(setOne));
    const [listed] = await Promise.allSettled([redis.run(client => client.sadd(LIST, entry.id))]);
    const isLost = results.some((result, i) => result.status === 'fulfilled' && hasLost(wasSet[i], result.value));
    const [own] = results;
    const before = own?.status === 'fulfilled' ? own.value : null;
    if (wasSet[0] && before && before !== value)
      log.error(
        { gateway: entry.id },
        'another process announces itself under the name of this gateway: set another one',
      );
    for (const [i, { status }] of results.entries()) wasSet[i] = status === 'fulfilled';
    isWhole = listed.status === 'fulfilled' && results.every(({ status }) => status === 'fulfilled');
    if (isLost) events.onLost();
  }

  const first = renew();
  running = first;
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = renew().finally(() => {
      busy = false;
    });
  }, renewMs);
  timer.unref();

  return {
    first,
    isWhole: () => isWhole,
    async stop(): Promise<void> {
      clearInterval(timer);
      await running;
    },
  };
}

/** The key was there and is not, or could not be set before: what was registered meanwhile, or stood beside it, may be gone. */
function hasLost(wasSet: boolean | undefined, before: string | null): boolean {
  return wasSet === false || (wasSet === true && before === null);
}
