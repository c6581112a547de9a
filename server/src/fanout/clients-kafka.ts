// How clients of Kafka are made: each answers or fails within a fixed time, so that whoever waits can try again.
import type { BaseOptions } from '@platformatic/kafka';

export interface KafkaSettings {
  readonly brokers: readonly { readonly host: string; readonly port: number }[];
  /** Before the names of the topic and of the consumer group. */
  readonly prefix: string;
  /** Of the topic, for life. */
  readonly partitions: number;
  readonly tls?: boolean;
  /** SASL SCRAM-SHA-512; empty: none. */
  readonly user?: string;
  readonly password?: string;
}

export const topicOf = ({ prefix }: KafkaSettings): string => `${prefix}-group-log`;
export const consumerGroupOf = ({ prefix }: KafkaSettings): string => `${prefix}-fanout`;

const CONNECT_MS = 3_000;
const REQUEST_MS = 5_000;
const BROKER_MS = 4_000;
const RETRY_MS = 250;
/** A moved leader is found after this at the latest. */
const METADATA_MS = 2_000;

export function clientOptions({ brokers, prefix, tls, user, password }: KafkaSettings): BaseOptions {
  return {
    clientId: prefix,
    bootstrapBrokers: brokers.map(({ host, port }) => ({ host, port })),
    connectTimeout: CONNECT_MS,
    requestTimeout: REQUEST_MS,
    timeout: BROKER_MS,
    retries: 2,
    retryDelay: RETRY_MS,
    metadataMaxAge: METADATA_MS,
    ...(tls ? { tls: {}, tlsServerName: true } : {}),
    ...(user ? { sasl: { mechanism: 'SCRAM-SHA-512', username: user, password: password ?? '' } } : {}),
  };
}

/** Clients that are given up are closed beside the road: a broker that is silent must not hold anybody up. */
export async function closeSoon(closing: Promise<unknown>, withinMs = 3_000): Promise<void> {
  const timeout = Promise.withResolvers<void>();
  const timer = setTimeout(timeout.resolve, withinMs);
  await Promise.race([closing.catch(() => {}), timeout.promise]);
  clearTimeout(timer);
}
