// `gw:{id}` is incarnation|link address|public port and goes by itself when it is not renewed. `gws` lists the ids, dead ones
// too until somebody notices.
import type { Clock } from '../lib/clock.ts';
import type { RedisConnection } from '../lib/connection-redis.ts';
import { readScript } from '../lib/script-redis.ts';
import { LIST, startAnnouncing } from './announcement-redis.ts';
import type { GatewayEntry, Gateways } from './gateways.ts';

export interface RedisGatewaysDeps {
  readonly redis: RedisConnection;
  readonly clock: Clock;
  readonly log: { error(details: object, message: string): void };
  readonly renewMs?: number;
  readonly ttlMs?: number;
  /** How long what was found is answered from memory. */
  readonly rememberMs?: number;
}

const REMEMBER_MS = 2_000;

interface Remembered {
  readonly entry: GatewayEntry;
  readonly readAt: number;
}

const withdraw = readScript(new URL('lua/withdraw.lua', import.meta.url));
const keyOf = (gateway: string): string => `gw:${gateway}`;

export function createRedisGateways(deps: RedisGatewaysDeps): Gateways {
  const { redis, clock, rememberMs = REMEMBER_MS } = deps;
  const remembered = new Map<string, Remembered>();
  const reading = new Map<string, Promise<GatewayEntry | undefined>>();
  let own: { readonly entry: GatewayEntry; readonly announcing: ReturnType<typeof startAnnouncing> } | undefined;

  async function read(gateway: string): Promise<GatewayEntry | undefined> {
    const value = await redis.run(client => client.get(keyOf(gateway)));
    const entry = value ? entryFrom(gateway, value) : undefined;
    if (entry) remembered.set(gateway, { entry, readAt: clock.monotonic() });
    else remembered.delete(gateway);
    return entry;
  }

  function readOnce(gateway: string): Promise<GatewayEntry | undefined> {
    const running = reading.get(gateway);
    if (running) return running;
    const started = read(gateway).finally(() => reading.delete(gateway));
    reading.set(gateway, started);
    return started;
  }

  /** While Redis is away, a gateway that was alive is better than none: who reaches another one there is told so. */
  async function find(gateway: string): Promise<GatewayEntry | undefined> {
    if (own?.entry.id === gateway) return own.entry;
    const known = remembered.get(gateway);
    if (known && clock.monotonic() - known.readAt < rememberMs) return known.entry;
    return known ? readOnce(gateway).catch(() => known.entry) : readOnce(gateway);
  }

  return {
    async announce(entry, events) {
      const announcing = startAnnouncing({ ...deps, key: keyOf(entry.id), entry, value: textOf(entry), events });
      own = { entry, announcing };
      await announcing.first;
    },
    isAnnounced: () => own?.announcing.isWhole() ?? true,
    find,
    bounced: gateway => void remembered.delete(gateway),
    async all() {
      const ids = (await redis.run(client => client.smembers(LIST))).sort();
      const entries = await Promise.all(ids.map(readOnce));
      const gone = ids.filter((_, i) => !entries[i]);
      if (gone.length > 0) await redis.run(client => client.srem(LIST, ...gone));
      return entries.filter(entry => entry !== undefined);
    },
    async withdraw() {
      if (!own) return;
      const { entry, announcing } = own;
      own = undefined;
      await announcing.stop();
      await redis.run(client => withdraw(client, keyOf(entry.id), [entry.incarnation]));
    },
  };
}

const textOf = ({ incarnation, linkAddress, publicPort }: GatewayEntry): string =>
  `${incarnation}|${linkAddress}|${publicPort}`;

function entryFrom(id: string, value: string): GatewayEntry | undefined {
  const [incarnation, linkAddress, publicPort] = value.split('|');
  if (!incarnation || !linkAddress || !publicPort) return undefined;
  return { id, incarnation, linkAddress, publicPort: Number(publicPort) };
}
