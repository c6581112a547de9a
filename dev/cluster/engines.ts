// The engines of a cluster on this machine, and what Parley is told of them.
import type { WallClocks } from '../parts/faketime.ts';
import { type Kafka, startKafka } from '../parts/kafka.ts';
import { cellsOf, type MailboxPart, type MailboxPartOptions, startMailbox } from '../parts/mailbox.ts';
import { type Mariadb, startMariadb } from '../parts/mariadb.ts';
import type { PartProcess } from '../parts/part-process.ts';
import { type RedisCluster, startRedisCluster } from '../parts/redis.ts';
import { type Seaweedfs, startSeaweedfs } from '../parts/seaweedfs.ts';

export interface Engines {
  readonly redis: RedisCluster;
  readonly mariadb: Mariadb;
  /** Undefined in a cluster without the role assets. */
  readonly s3: Seaweedfs | undefined;
  /** Undefined in a cluster whose message service keeps inboxes in a file. */
  readonly mailbox: MailboxPart | undefined;
  /** Undefined in a cluster whose fan-out keeps its own log. */
  readonly kafka: Kafka | undefined;
  readonly processes: readonly PartProcess[];
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface EngineOptions {
  readonly replicas: number;
  readonly withS3: boolean;
  /** Nodes of each cell; 0: none. */
  readonly mailboxNodes: number;
  readonly mailboxCells: number;
  readonly mailboxApart: boolean;
  /** Where the mailbox's is. */
  readonly source: string;
  /** 0: no Kafka. */
  readonly kafkaBrokers: number;
  /** By which clocks the mailbox goes. */
  readonly clocks: WallClocks | undefined;
}

/** Replicas stand in these regions by turns, and so do the processes of Parley. */
export const regions = ['east', 'west'];

/** Fewer than a real one has: so many tables take seconds to make. */
const MAILBOX_SHARDS = 32;
const REDIS_PASSWORD = 'parley-on-loopback';

export async function startEngines(options: EngineOptions): Promise<Engines> {
  const { replicas, withS3, mailboxNodes, kafkaBrokers } = options;
  const starting = [
    startRedisCluster({ password: REDIS_PASSWORD }),
    startMariadb({ replicas }),
    withS3 ? startSeaweedfs() : undefined,
    mailboxNodes > 0 ? startMailbox(mailboxOptions(options)) : undefined,
    kafkaBrokers > 0 ? startKafka({ brokers: kafkaBrokers }) : undefined,
  ] as const;
  const [redis, mariadb, s3, mailbox, kafka] = await Promise.all(starting).catch(async error => {
    for (const result of await Promise.allSettled(starting)) {
      if (result.status === 'fulfilled') await result.value?.stop();
    }
    throw error;
  });
  return {
    redis,
    mariadb,
    s3,
    mailbox,
    kafka,
    processes: [
      ...redis.nodes,
      mariadb.primary,
      ...mariadb.replicas,
      ...(s3 ? [s3.process] : []),
      ...(mailbox?.nodes ?? []),
      ...(kafka?.brokers ?? []),
    ],
    env: {
      ...redisEnv(redis),
      ...sqlEnv(mariadb),
      ...(s3 ? s3Env(s3) : {}),
      ...(mailbox ? mailboxEnv(mailbox) : {}),
      ...(kafka ? { PARLEY_KAFKA: kafka.addresses } : {}),
    },
    stop: async () => {
      await Promise.all([redis.stop(), mariadb.stop(), s3?.stop(), mailbox?.stop(), kafka?.stop()]);
    },
  };
}

function mailboxOptions(options: EngineOptions): MailboxPartOptions {
  const { mailboxNodes: nodes, mailboxCells: cells, mailboxApart: apart, source, clocks } = options;
  return { nodes, cells, shards: MAILBOX_SHARDS, apart, source, ...(clocks ? { envOf: clocks.envOf } : {}) };
}

function redisEnv({ addresses, password }: RedisCluster): Record<string, string> {
  return { PARLEY_REDIS: addresses, PARLEY_REDIS_PASSWORD: password };
}

function mailboxEnv({ addresses, secret }: MailboxPart): Record<string, string> {
  return { PARLEY_MAILBOX: cellsOf(addresses), PARLEY_MAILBOX_SECRET: secret };
}

function sqlEnv({ url, password, replicaAddresses }: Mariadb): Record<string, string> {
  const replicas = replicaAddresses.map((address, index) => `${regions[index % regions.length]}=${address}`);
  return { PARLEY_SQL: url, PARLEY_SQL_PASSWORD: password, PARLEY_SQL_REPLICAS: replicas.join(',') };
}

function s3Env({ endpoint, region, bucket, accessKey, secretKey }: Seaweedfs): Record<string, string> {
  return {
    PARLEY_S3_ENDPOINT: endpoint,
    PARLEY_S3_REGION: region,
    PARLEY_S3_BUCKET: bucket,
    PARLEY_S3_ACCESS_KEY: accessKey,
    PARLEY_S3_SECRET_KEY: secretKey,
  };
}
