import type { GatewayEntry, Gateways } from './gateways.ts';

/** All in one process: nobody can be cut off from the map. `entries` is shared by those that are to find each other. */
export function createMemoryGateways(entries = new Map<string, GatewayEntry>()): Gateways {
  let own: GatewayEntry | undefined;
  return {
    async announce(entry) {
      own = entry;
      entries.set(entry.id, entry);
    },
    isAnnounced: () => true,
    find: async gateway => entries.get(gateway),
    bounced: () => undefined,
    all: async () => [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    async withdraw() {
      if (own && entries.get(own.id) === own) entries.delete(own.id);
      own = undefined;
    },
  };
}
