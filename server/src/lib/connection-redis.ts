// One connection to Redis for a process: a cluster, or one server. Redis is a hint: who asks it is answered within a fixed
// time, by an error when there is no answer, and nothing is queued for a Redis that is away.
import { Cluster, Redis } from 'ioredis';
import type { Clock } from './clock.ts';

export type RedisClient = Cluster | Redis;

export interface RedisConnection {
  /** Runs commands; rejects after `deadlineMs`, and at once while there is no connection. What timed out may still be done. */
  run<T>(command: (client: RedisClient) => Promise<T>): Promise<T>;
  stats(): RedisStats;
  close(): Promise<void>;
}

export interface RedisStats {
  /** False from the first failure until there was none for some seconds. */
  readonly up: boolean;
  readonly commands: number;
  readonly failures: number;
}

export interface RedisOptions {
  /** One is a single server, several are nodes of a cluster, which tell of the others. */
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly password?: string;
  readonly tls?: boolean;
  readonly deadlineMs?: number;
  readonly clock: Clock;
  readonly log: { warn(details: object, message: string): void; info(details: object, message: string): void };
}

/** Callers are on the way of a message or of a connection; a look-up takes a millisecond where all is well. */
const DEADLINE_MS = 400;
/** A server that is silent for this long is connected to anew: what waits for its answers is let go of. */
const SILENT_MS = 2_000;
/** Since the last failure, before it counts as up again: a part of a cluster that is away fails only now and then. */
const CALM_MS = 5_000;
const REFRESH_SLOTS_MS = 5_000;
const MAX_RETRY_MS = 2_000;
/** How long a start waits for the first connection. */
const FIRST_MS = 2_000;

/** Resolves when it is connected, or could not be for two seconds: it goes on trying by itself. */
export async function openRedis(options: RedisOptions): Promise<RedisConnection> {
  const { deadlineMs = DEADLINE_MS, clock, log } = options;
  const client = createClient(options, deadlineMs);
  client.on('error', () => undefined); // told by what fails, once for each change
  const health = createHealth(clock, log);
  await firstConnection(client);
  return {
    async run(command) {
      try {
        if (client.status !== 'ready') throw new Error(`Redis is not connected: ${client.status}`);
        const answer = await within(deadlineMs, command(client));
        health.succeeded();
        return answer;
      } catch (error) {
        health.failed(error);
        throw error;
      }
    },
    stats: health.stats,
    async close() {
      client.disconnect();
    },
  };
}

function createClient({ nodes, password, tls }: RedisOptions, deadlineMs: number): RedisClient {
  const retry = (times: number): number => Math.min(50 * times, MAX_RETRY_MS);
  const each = {
    ...(password ? { password } : {}),
    ...(tls ? { tls: {} } : {}),
    commandTimeout: 2 * deadlineMs, // ours comes first; this one lets go of what waits behind
    connectTimeout: SILENT_MS,
    socketTimeout: SILENT_MS,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  };
  const all = { enableOfflineQueue: false, enableAutoPipelining: true };
  const [first, ...others] = nodes;
  if (others.length === 0) return new Redis({ ...each, ...all, ...first, retryStrategy: retry });
  return new Cluster([...nodes], {
    ...all,
    redisOptions: each,
    clusterRetryStrategy: retry,
    slotsRefreshInterval: REFRESH_SLOTS_MS,
    // Certificates are for names; without TLS a name that moves is asked for again at each connection.
    dnsLookup: (address, done) => done(null, address),
  });
}

async function firstConnection(client: RedisClient): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, FIRST_MS);
  client.once('ready', resolve);
  await promise;
  clearTimeout(timer);
  client.off('ready', resolve);
}

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const fail = (): void => reject(new Error(`Redis has not answered for ${ms} ms`));
  const timer = setTimeout(setImmediate, ms, fail); // after a stall of our own, answers that are here are read first
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function createHealth(clock: Clock, log: RedisOptions['log']) {
  let up = true;
  let failedAt = 0;
  let commands = 0;
  let failures = 0;
  return {
    succeeded(): void {
      commands++;
      if (up || clock.monotonic() - failedAt < CALM_MS) return;
      up = true;
      log.info({ failures }, 'Redis answers again');
    },
    failed(error: unknown): void {
      commands++;
      failures++;
      failedAt = clock.monotonic();
      if (!up) return;
      up = false;
      log.warn({ error }, 'Redis fails: messages are delivered by the slow poll where nobody knows the gateway');
    },
    stats: (): RedisStats => ({ up, commands, failures }),
  };
}
