// Remembers who was found where. Nothing tells it of changes: an entry is right until its gateway says that it does not hold
// the device (`bounced`). "Not connected" is never remembered (D6).
import { type DeviceAddress, type DeviceKey, deviceKey } from '@parley/protocol';
import { LRUCache } from 'lru-cache';
import type { Session, Sessions } from './sessions.ts';

export interface CachedSessions extends Sessions {
  stats(): SessionsStats;
}

export interface SessionsStats {
  /** Devices looked up. */
  readonly lookups: number;
  /** Those that were answered from memory. */
  readonly hits: number;
  readonly bounces: number;
}

interface CacheOptions {
  /** About 200 bytes each. */
  readonly maxEntries?: number;
  readonly ttlMs?: number;
}

const MAX_ENTRIES = 200_000;
/** Only frees memory that nobody asks for. */
const TTL_MS = 300_000;

export function cacheSessions(sessions: Sessions, options: CacheOptions = {}): CachedSessions {
  const { maxEntries: max = MAX_ENTRIES, ttlMs: ttl = TTL_MS } = options;
  const known = new LRUCache<DeviceKey, Session>({ max, ttl });
  const counts = { lookups: 0, hits: 0, bounces: 0 };

  function forget(device: DeviceAddress, session: Session): void {
    const key = keyOf(device);
    const present = known.peek(key);
    if (present?.gateway === session.gateway && present.connectionEpoch === session.connectionEpoch) known.delete(key);
  }

  /** An answer that was on its way while a newer connection registered here says nothing. */
  function remember(key: DeviceKey, session: Session): void {
    const present = known.peek(key);
    if (!present || present.connectionEpoch <= session.connectionEpoch) known.set(key, session);
  }

  /** Those that are known are worth having while the others cannot be asked for. */
  async function lookupMissing(devices: readonly DeviceAddress[], areOthersKnown: boolean) {
    const answers = sessions.lookup(devices);
    return areOthersKnown ? answers.catch(() => []) : answers;
  }

  return {
    async register(device, session) {
      const registered = await sessions.register(device, session);
      if (registered.kind === 'registered') remember(keyOf(device), session);
      return registered;
    },
    unregister(device, session) {
      forget(device, session);
      return sessions.unregister(device, session);
    },
    async lookup(devices) {
      const found = devices.map(device => known.get(keyOf(device)));
      counts.lookups += devices.length;
      const missing = devices.filter((_, i) => !found[i]);
      counts.hits += devices.length - missing.length;
      if (missing.length === 0) return found;
      const answers = (await lookupMissing(missing, missing.length < devices.length)).values();
      return found.map((session, i) => {
        if (session) return session;
        const answer = answers.next().value;
        if (answer) remember(keyOf(devices[i]!), answer);
        return answer;
      });
    },
    lookupAccounts: sessions.lookupAccounts,
    bounced(device, session) {
      counts.bounces++;
      forget(device, session);
      sessions.bounced(device, session);
    },
    stats: () => counts,
  };
}

const keyOf = ({ account, device }: DeviceAddress): DeviceKey => deviceKey(account, device);
