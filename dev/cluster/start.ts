// A whole cluster on this machine: every role as processes of its own, real engines, nginx in front. Nothing of it stays.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findNode24, root } from '../node24.mjs';
import { createWallClocks, type WallClocks } from '../parts/faketime.ts';
import { type Folder, openFolder } from '../parts/folder.ts';
import { startAll, stopAll } from '../parts/group.ts';
import type { Kafka } from '../parts/kafka.ts';
import type { MailboxPart } from '../parts/mailbox.ts';
import type { Mariadb } from '../parts/mariadb.ts';
import { type Nginx, startNginx } from '../parts/nginx.ts';
import { type PartProcess, startProcess } from '../parts/part-process.ts';
import { freePorts } from '../parts/ports.ts';
import type { RedisCluster } from '../parts/redis.ts';
import type { Seaweedfs } from '../parts/seaweedfs.ts';
import { planEdge } from './edge.ts';
import { type EngineOptions, type Engines, regions, startEngines } from './engines.ts';
import { frontConfig } from './front.ts';
import {
  type ClusterRole,
  type Counts,
  type Member,
  needsKafka,
  peersOf,
  planMembers,
  rolesOf,
  usualCounts,
} from './plan.ts';

export interface ClusterOptions {
  /** How many processes of a role. No assets: no S3. */
  readonly counts?: Partial<Counts>;
  /** Replicas of the database; 2, when not said. */
  readonly replicas?: number;
  /** Of the mailbox: 3, when not said; 0: the message service, then one process, keeps inboxes in a file. */
  readonly mailboxNodes?: number;
  /** With as many nodes each; 1, when not said. All shards are in the first one to begin with. */
  readonly mailboxCells?: number;
  /** Each node of the mailbox in a network of its own, which can be cut. As root. */
  readonly mailboxApart?: boolean;
  /** 1, when not said, where there are several processes of fanout. */
  readonly kafkaBrokers?: number;
  /** Whether processes of Parley and of the mailbox each have a wall clock that can be set. */
  readonly withClocks?: boolean;
  /** Of nginx; a free one, when not said. */
  readonly port?: number;
  /** Whether codes are shown to who registers on this machine; true, when not said. */
  readonly dev?: boolean;
  /** Settings of every process of Parley. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the source is; this repository, when not said. */
  readonly source?: string;
  readonly tell?: (line: string) => void;
}

export interface Cluster {
  /** nginx, in front of all. */
  readonly url: string;
  readonly gateways: readonly PartProcess[];
  /** Of a role, in the order of their names. */
  processesOf(role: ClusterRole): readonly PartProcess[];
  /** The address of one process: past nginx. */
  urlOf(name: string): string;
  /** The data folder of one process. */
  dataOf(name: string): string;
  readonly redis: RedisCluster;
  readonly mariadb: Mariadb;
  readonly s3: Seaweedfs | undefined;
  readonly mailbox: MailboxPart | undefined;
  readonly kafka: Kafka | undefined;
  readonly nginx: Nginx;
  /** By the names of processes. */
  readonly clocks: WallClocks | undefined;
  /** Undefined in a cluster without the role assets. */
  readonly edge: { readonly url: string; readonly process: PartProcess } | undefined;
  /** Every process: of Parley, of the engines, nginx. */
  readonly processes: readonly PartProcess[];
  stop(): Promise<void>;
}

const run = promisify(execFile);
const MAILBOX_NODES = 3;
const VAPID_KEY_BYTES = 32;

export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { tell = () => undefined } = options;
  const { mailboxNodes = MAILBOX_NODES } = options;
  const counts = { ...usualCounts, ...(mailboxNodes === 0 ? { messages: 1 } : {}), ...options.counts };
  const [port = (await freePorts(1))[0]!] = [options.port];
  const folder = openFolder('cluster');
  const clocks = options.withClocks ? createWallClocks(join(folder.path, 'clocks')) : undefined;
  const plan = {
    clocks,
    replicas: options.replicas ?? 2,
    withS3: counts.assets > 0,
    mailboxNodes,
    mailboxCells: options.mailboxCells ?? 1,
    mailboxApart: options.mailboxApart ?? false,
    source: options.source ?? root,
    kafkaBrokers: needsKafka(counts) ? (options.kafkaBrokers ?? 1) : 0,
  };
  tell(`Starting Redis, MariaDB${engineNames(plan)}.`);
  const engines = await startEngines(plan);
  try {
    tell('Starting the processes of Parley.');
    const members = await planMembers(counts);
    const edge = counts.assets > 0 ? await planEdge() : undefined;
    const processes = await startMembers(
      members,
      engines,
      { path: folder.path, source: plan.source, clocks },
      {
        ...(options.dev === false ? { PARLEY_TRUST_PROXY: '127.0.0.1' } : { PARLEY_DEV: 'true' }),
        ...edge?.env,
        ...options.env,
      },
    );
    try {
      const config = frontConfig(members, port, options.dev ?? true);
      const nginx = await startNginx({ config, ports: [port], workers: 2 });
      const started = { port, members, processes, engines, nginx, clocks, folder };
      return clusterOf({ ...started, edge: edge && { url: edge.url, nginx: await edge.start(members) } });
    } catch (error) {
      await stopAll(processes, folder);
      throw error;
    }
  } catch (error) {
    await engines.stop();
    folder.remove();
    throw error;
  }
}

function engineNames({ withS3, mailboxNodes, kafkaBrokers }: EngineOptions): string {
  const others = { SeaweedFS: withS3, 'the mailbox': mailboxNodes > 0, Kafka: kafkaBrokers > 0 };
  return Object.entries(others)
    .map(([name, isWanted]) => (isWanted ? `, ${name}` : ''))
    .join('');
}

interface Started {
  readonly port: number;
  readonly members: readonly Member[];
  readonly processes: readonly PartProcess[];
  readonly engines: Engines;
  readonly nginx: Nginx;
  readonly clocks: WallClocks | undefined;
  readonly edge: { readonly url: string; readonly nginx: Nginx } | undefined;
  readonly folder: Folder;
}

function clusterOf({ port, members, processes, engines, nginx, clocks, edge, folder }: Started): Cluster {
  const processesOf = (role: ClusterRole): PartProcess[] =>
    processes.filter((_, index) => members[index]!.role === role);
  const { redis, mariadb, s3, mailbox, kafka } = engines;
  return {
    url: `http://127.0.0.1:${port}`,
    gateways: processesOf('gateway'),
    processesOf,
    urlOf(name) {
      const member = members.find(one => one.name === name);
      if (!member) throw new Error(`No process ${name}.`);
      return `http://127.0.0.1:${member.httpPort}`;
    },
    dataOf: name => join(folder.path, name, 'data'),
    redis,
    mariadb,
    s3,
    mailbox,
    kafka,
    nginx,
    clocks,
    edge: edge && { url: edge.url, process: edge.nginx.process },
    processes: [nginx.process, ...(edge ? [edge.nginx.process] : []), ...processes, ...engines.processes],
    async stop() {
      await Promise.all([nginx.stop(), edge?.nginx.stop()]);
      await stopAll(processes, folder);
      await engines.stop();
    },
  };
}

async function startMembers(
  members: readonly Member[],
  engines: Engines,
  { path, source, clocks }: { readonly path: string; readonly source: string; readonly clocks: WallClocks | undefined },
  env: Readonly<Record<string, string>>,
): Promise<PartProcess[]> {
  const certificates = await makeCertificates(join(path, 'certificates'));
  const same = { ...certificates, PARLEY_PUSH_VAPID_KEY: randomBytes(VAPID_KEY_BYTES).toString('base64url') };
  return startAll(
    members.map((member, index) => {
      const region = regions[index % regions.length]!;
      const settings = { ...ownSettings(member, members, join(path, member.name)), PARLEY_REGION: region };
      const own = { ...settings, ...clocks?.envOf(member.name) };
      return startMember(member, source, join(path, member.name), { ...engines.env, ...same, ...own, ...env });
    }),
  );
}

function ownSettings(member: Member, members: readonly Member[], folder: string): Record<string, string> {
  const { role, name, httpPort, linkPort } = member;
  return {
    PARLEY_ROLES: rolesOf(role).join(','),
    PARLEY_PORT: String(httpPort),
    PARLEY_DATA: join(folder, 'data'),
    PARLEY_LINK_PORT: String(linkPort),
    PARLEY_LINK_PEERS: peersOf(member, members),
    ...(role === 'gateway' ? { PARLEY_GATEWAY_ID: name } : {}),
  };
}

function startMember(
  { name, httpPort, linkPort }: Member,
  source: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<PartProcess> {
  mkdirSync(folder, { recursive: true });
  return startProcess({
    name,
    command: findNode24()!,
    args: [join(source, 'cli/src/main.ts'), 'serve'],
    folder,
    ports: [httpPort, linkPort],
    env,
    isReady: async () => {
      const answer = await fetch(`http://127.0.0.1:${httpPort}/readyz`);
      if (!answer.ok) throw new Error(await answer.text());
      return true;
    },
  });
}

/** One for all: they are all reached under the same address. */
async function makeCertificates(folder: string): Promise<Record<string, string>> {
  await run(join(root, 'deploy/link-certificates.sh'), [folder, '127.0.0.1']);
  return {
    PARLEY_LINK_CERT: join(folder, '127.0.0.1.pem'),
    PARLEY_LINK_KEY: join(folder, '127.0.0.1.key'),
    PARLEY_LINK_CA: join(folder, 'ca.pem'),
  };
}
