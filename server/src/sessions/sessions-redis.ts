// `sess:{account}` is a hash: device → gateway|incarnation|epoch. An entry counts only while its gateway is alive in that
// incarnation, so one heartbeat for each gateway keeps all its entries, and a crash voids them at once.
import type { AccountId, DeviceAddress } from '@parley/protocol';
import type { RedisConnection } from '../lib/connection-redis.ts';
import { readScript } from '../lib/script-redis.ts';
import type { Gateways } from './gateways.ts';
import type { FoundDevice, Session, Sessions } from './sessions.ts';

interface RedisSessionsDeps {
  readonly redis: RedisConnection;
  readonly gateways: Gateways;
  readonly keepMs?: number;
}

/** Gateways register what they hold anew every hour; whatever nobody has registered for this long is over. */
const KEEP_MS = 4 * 3_600_000;

/** Devices looked up within one deadline: about 40 ms of a core. */
const CHUNK = 1_000;

interface Entry extends Session {
  readonly incarnation: string;
}

const register = readScript(new URL('lua/register.lua', import.meta.url));
const unregister = readScript(new URL('lua/unregister.lua', import.meta.url));

/** Every call rejects within the connection's deadline when Redis does not answer. */
export function createRedisSessions({ redis, gateways, keepMs = KEEP_MS }: RedisSessionsDeps): Sessions {
  /** The gateway may have started again since it was remembered: only what was read just now makes an entry void. */
  async function isAlive({ gateway, incarnation }: Entry): Promise<boolean> {
    const known = await gateways.find(gateway);
    if (!known || known.incarnation === incarnation) return known !== undefined;
    gateways.bounced(gateway);
    return (await gateways.find(gateway))?.incarnation === incarnation;
  }

  async function sessionFrom(value: string | null | undefined): Promise<Session | undefined> {
    const entry = value ? entryFrom(value) : undefined;
    if (!entry || !(await isAlive(entry))) return undefined;
    return { gateway: entry.gateway, connectionEpoch: entry.connectionEpoch };
  }

  return {
    async register({ account, device }, { gateway, connectionEpoch }) {
      const incarnation = (await gateways.find(gateway))?.incarnation;
      if (incarnation === undefined) throw new Error(`the gateway ${gateway} is not announced`);
      const args = [device, gateway, incarnation, connectionEpoch, keepMs];
      const answer = await redis.run(client => register(client, keyOf(account), args));
      const [kind, value] = answer as [string, string | null];
      if (kind === 'stale') return { kind: 'stale', highest: Number(value) };
      const displaced = await sessionFrom(value);
      return displaced ? { kind: 'registered', displaced } : { kind: 'registered' };
    },
    async unregister({ account, device }, { gateway, connectionEpoch }) {
      await redis.run(client => unregister(client, keyOf(account), [device, gateway, connectionEpoch]));
    },
    async lookup(devices) {
      const found: (Session | undefined)[] = [];
      for (let start = 0; start < devices.length; start += CHUNK) {
        const some = devices.slice(start, start + CHUNK);
        const values = await redis.run(client =>
          Promise.all(some.map(({ account, device }) => client.hget(keyOf(account), String(device)))),
        );
        found.push(...(await Promise.all(values.map(sessionFrom))));
      }
      return found;
    },
    async lookupAccounts(accounts) {
      const found: FoundDevice[] = [];
      for (let start = 0; start < accounts.length; start += CHUNK) {
        const some = accounts.slice(start, start + CHUNK);
        const hashes = await redis.run(client => Promise.all(some.map(account => client.hgetall(keyOf(account)))));
        for (const [i, hash] of hashes.entries()) {
          for (const [device, value] of Object.entries(hash)) {
            const session = await sessionFrom(value);
            if (session) found.push({ device: { account: some[i]!, device: Number(device) }, session });
          }
        }
      }
      return found;
    },
    bounced: (_device: DeviceAddress, { gateway }) => gateways.bounced(gateway),
  };
}

const keyOf = (account: AccountId): string => `sess:${account}`;

function entryFrom(value: string): Entry | undefined {
  const match = /^(.*)\|([^|]*)\|(\d+)$/.exec(value);
  return match ? { gateway: match[1]!, incarnation: match[2]!, connectionEpoch: Number(match[3]) } : undefined;
}
