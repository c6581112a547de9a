import { deviceKey } from '@parley/protocol';
import type { Session, Sessions } from './sessions.ts';

/** One process: the map is the truth, and it is as short-lived as the connections in it. */
export function createMemorySessions(): Sessions {
  const sessions = new Map<string, Session>();
  return {
    async register({ account, device }, session) {
      const key = deviceKey(account, device);
      const before = sessions.get(key);
      if (before && before.connectionEpoch >= session.connectionEpoch) {
        return { kind: 'stale', highest: before.connectionEpoch };
      }
      sessions.set(key, session);
      return before ? { kind: 'registered', displaced: before } : { kind: 'registered' };
    },
    async unregister({ account, device }, connectionEpoch) {
      const key = deviceKey(account, device);
      if (sessions.get(key)?.connectionEpoch === connectionEpoch) sessions.delete(key);
    },
    async lookup(devices) {
      return devices.map(({ account, device }) => sessions.get(deviceKey(account, device)));
    },
  };
}
