// A real Redis Cluster for the tests of this room, and connections of several processes to it.
import { after, before, type TestContext } from 'node:test';
import { type RedisCluster, startRedisCluster } from '../../../dev/parts/redis.ts';
import { systemClock } from '../lib/clock.ts';
import { openRedis, type RedisConnection } from '../lib/connection-redis.ts';
import type { AnnouncementEvents, GatewayEntry, Gateways } from './gateways.ts';
import { createRedisGateways, type RedisGatewaysDeps } from './gateways-redis.ts';

const PASSWORD = 'a secret';

export const quiet = { warn: () => undefined, info: () => undefined, error: () => undefined };

export interface Rig {
  readonly cluster: RedisCluster;
  readonly redis: RedisConnection;
  connect(t: TestContext): Promise<RedisConnection>;
  gateways(options?: Partial<RedisGatewaysDeps>): Gateways;
  /** Announces a gateway until the test ends. */
  announce(t: TestContext, entry: GatewayEntry, options?: AnnounceOptions): Promise<Gateways>;
}

interface AnnounceOptions extends Partial<RedisGatewaysDeps> {
  readonly onLost?: AnnouncementEvents['onLost'];
}

/** One cluster for the whole file; what it offers is there once the tests run. */
export function useRedis(): Rig {
  let cluster: RedisCluster;
  let redis: RedisConnection;
  before(async () => {
    cluster = await startRedisCluster({ password: PASSWORD });
    redis = await open(cluster);
  });
  after(async () => {
    await redis?.close();
    await cluster?.stop();
  });
  const gateways: Rig['gateways'] = options =>
    createRedisGateways({ redis, clock: systemClock, log: quiet, rememberMs: 50, ...options });
  return {
    get cluster() {
      return cluster;
    },
    get redis() {
      return redis;
    },
    async connect(t) {
      const connection = await open(cluster);
      t.after(() => connection.close());
      return connection;
    },
    gateways,
    async announce(t, entry, { onLost = () => undefined, ...options } = {}) {
      const own = gateways(options);
      await own.announce(entry, { onLost });
      t.after(() => own.withdraw().catch(() => undefined));
      return own;
    },
  };
}

function open({ addresses, password }: RedisCluster): Promise<RedisConnection> {
  const nodes = addresses.split(',').map(address => {
    const [host, port] = address.split(':');
    return { host: host!, port: Number(port) };
  });
  return openRedis({ nodes, password, clock: systemClock, log: quiet });
}

export function entryOf(id: string, incarnation = `${id}a`): GatewayEntry {
  return { id, incarnation, linkAddress: '127.0.0.1:7001', publicPort: 8443 };
}
