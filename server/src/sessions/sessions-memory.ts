import { deviceKey } from '@parley/protocol';
import type { Session, Sessions } from './sessions.ts';

/** One process: the map is the truth, and it is as short-lived as the connections in it. */
export function createMemorySessions(): Sessions {
  const sessions = new Map<string, Session>();
  return {
    async register({ account, device }, session) {
      const key = deviceKey(account, device);
      const before = sessions.get(key);
      const isRepeat = before !== undefined && isSame(before, session);
      if (before && !isRepeat && before.connectionEpoch >= session.connectionEpoch) {
        return { kind: 'stale', highest: before.connectionEpoch };
      }
      sessions.set(key, session);
      return before && !isRepeat ? { kind: 'registered', displaced: before } : { kind: 'registered' };
    },
    async unregister({ account, device }, session) {
      const key = deviceKey(account, device);
      const present = sessions.get(key);
      if (present && isSame(present, session)) sessions.delete(key);
    },
    async lookup(devices) {
      return devices.map(({ account, device }) => sessions.get(deviceKey(account, device)));
    },
    bounced: () => undefined,
  };
}

function isSame(one: Session, other: Session): boolean {
  return one.connectionEpoch === other.connectionEpoch && one.gateway === other.gateway;
}
