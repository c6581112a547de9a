import type { AccountId, DeviceNumber } from '@parley/protocol';
import type { Session, Sessions } from './sessions.ts';

/** One process: the map is the truth, and it is as short-lived as the connections in it. */
export function createMemorySessions(): Sessions {
  const sessions = new Map<AccountId, Map<DeviceNumber, Session>>();
  const of = (account: AccountId): Map<DeviceNumber, Session> => {
    const known = sessions.get(account) ?? new Map<DeviceNumber, Session>();
    sessions.set(account, known);
    return known;
  };
  return {
    async register({ account, device }, session) {
      const before = sessions.get(account)?.get(device);
      const isRepeat = before !== undefined && isSame(before, session);
      if (before && !isRepeat && before.connectionEpoch >= session.connectionEpoch) {
        return { kind: 'stale', highest: before.connectionEpoch };
      }
      of(account).set(device, session);
      return before && !isRepeat ? { kind: 'registered', displaced: before } : { kind: 'registered' };
    },
    async unregister({ account, device }, session) {
      const devices = sessions.get(account);
      const present = devices?.get(device);
      if (!devices || !present || !isSame(present, session)) return;
      devices.delete(device);
      if (devices.size === 0) sessions.delete(account);
    },
    async lookup(devices) {
      return devices.map(({ account, device }) => sessions.get(account)?.get(device));
    },
    async lookupAccounts(accounts) {
      return accounts.flatMap(account =>
        [...(sessions.get(account) ?? [])].map(([device, session]) => ({ device: { account, device }, session })),
      );
    },
    bounced: () => undefined,
  };
}

function isSame(one: Session, other: Session): boolean {
  return one.connectionEpoch === other.connectionEpoch && one.gateway === other.gateway;
}
