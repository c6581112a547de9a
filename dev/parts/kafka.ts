// A real Apache Kafka on loopback, without ZooKeeper: one broker or three, each of them also a controller.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aptPackages } from './apt.ts';
import { openFolder } from './folder.ts';
import { startAll, stopAll } from './group.ts';
import { installKafka, kafkaFolder } from './kafka-install.ts';
import type { Part, PartTls } from './part.ts';
import { type PartProcess, startProcess } from './part-process.ts';
import { freePorts } from './ports.ts';
import { programOf } from './programs.ts';

const debian = aptPackages({ 'default-jre-headless': 'java', maven: 'mvn' });

export const kafkaPart: Part = {
  name: 'kafka',
  what: 'Apache Kafka 4, for the group log',
  packages: debian.packages,
  missing: () => (existsSync(kafkaFolder()) ? debian.missing().filter(name => name === 'java') : [kafkaFolder()]),
  build: installKafka,
};

export interface KafkaOptions {
  /** 1, when not said. */
  readonly brokers?: number;
  /** Stays when it stops; else a temporary folder. */
  readonly folder?: string;
  /** It takes nothing but TLS, and this user by SCRAM-SHA-512. */
  readonly secure?: KafkaSecurity;
}

export interface KafkaSecurity {
  readonly tls: PartTls;
  readonly user: string;
  readonly password: string;
}

export interface Kafka {
  readonly brokers: readonly PartProcess[];
  /** `host:port` of all brokers, separated by commas. */
  readonly addresses: string;
  stop(): Promise<void>;
}

interface Broker {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
}

const CLUSTER_ID = 'cGFybGV5LW9uLWxvb3BiYQ';
/** Of the brokers' own topics: a start with the 50 of a real one takes seconds longer. */
const INTERNAL_PARTITIONS = 4;
const run = promisify(execFile);

export async function startKafka(options: KafkaOptions = {}): Promise<Kafka> {
  const folder = openFolder('kafka', options.folder);
  const count = options.brokers ?? 1;
  const ports = await freePorts(2 * count);
  const brokers = Array.from({ length: count }, (_, index): Broker => {
    return { id: index + 1, port: ports[2 * index]!, controllerPort: ports[2 * index + 1]! };
  });
  const { secure } = options;
  const processes = await startAll(brokers.map(broker => startBroker(broker, brokers, folder.path, secure)));
  return {
    brokers: processes,
    addresses: brokers.map(({ port }) => `127.0.0.1:${port}`).join(','),
    stop: () => stopAll(processes, folder),
  };
}

async function startBroker(
  broker: Broker,
  brokers: readonly Broker[],
  path: string,
  secure: KafkaSecurity | undefined,
): Promise<PartProcess> {
  const folder = join(path, `kafka-${broker.id}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'server.properties');
  const settings = {
    ...settingsOf(broker, brokers, join(folder, 'data')),
    ...(secure ? secured(broker, folder, secure) : {}),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(''));
  const java = (heap: string, main: string, ...args: string[]): [string, string[]] => [
    programOf('java'),
    [`-Xmx${heap}`, ...JVM, '-cp', join(kafkaFolder(), '*'), main, ...args],
  ];
  const user = secure ? ['--add-scram', `${SCRAM}=[name=${secure.user},password=${secure.password}]`] : [];
  await run(...java('128m', 'kafka.tools.StorageTool', 'format', '-g', '-t', CLUSTER_ID, '-c', file, ...user));
  const [command, args] = java('256m', 'kafka.Kafka', file);
  return startProcess({
    name: `kafka-${broker.id}`,
    command,
    args,
    folder,
    ports: [broker.port],
    isReady: () => isListening(broker.port),
  });
}

/** Quick to start, small, and telling what goes wrong. */
const JVM = [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
  '-Dlog4j2.disable.jmx=true',
];

function settingsOf(broker: Broker, brokers: readonly Broker[], data: string): Record<string, string | number> {
  const copies = Math.min(3, brokers.length);
  const safe = Math.max(1, copies - 1);
  return {
    'process.roles': 'broker,controller',
    'node.id': broker.id,
    listeners: `PLAINTEXT://127.0.0.1:${broker.port},CONTROLLER://127.0.0.1:${broker.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${broker.port}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': brokers.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(','),
    'log.dirs': data,
    'auto.create.topics.enable': 'false',
    'group.initial.rebalance.delay.ms': 0,
    'offsets.topic.num.partitions': INTERNAL_PARTITIONS,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.num.partitions': INTERNAL_PARTITIONS,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': safe,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': safe,
    // A dead broker's partitions have another leader after about this long.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    'num.network.threads': 2,
    'num.io.threads': 2,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
  };
}

const SCRAM = 'SCRAM-SHA-512';

/** What brokers tell each other as controllers goes over loopback as it is. */
function secured({ port, controllerPort }: Broker, folder: string, { tls, user, password }: KafkaSecurity) {
  const keystore = join(folder, 'keystore.pem');
  writeFileSync(keystore, `${readFileSync(tls.key, 'utf8')}${readFileSync(tls.cert, 'utf8')}`, { mode: 0o600 });
  const login = 'org.apache.kafka.common.security.scram.ScramLoginModule';
  return {
    listeners: `SASL_SSL://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `SASL_SSL://localhost:${port}`,
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL',
    'security.inter.broker.protocol': 'SASL_SSL',
    'sasl.mechanism.inter.broker.protocol': SCRAM,
    'sasl.enabled.mechanisms': SCRAM,
    'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': `${login} required username="${user}" password="${password}";`,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keystore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': tls.ca,
  };
}

function isListening(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
