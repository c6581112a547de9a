// A real Redis Cluster on loopback: three masters, three replicas, nothing kept on disk but who is who.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aptPackages } from './apt.ts';
import { type Folder, openFolder } from './folder.ts';
import { orStopAll, startAll, stopAll } from './group.ts';
import type { Part, PartTls } from './part.ts';
import { type PartProcess, startProcess } from './part-process.ts';
import { freePorts } from './ports.ts';
import { programOf } from './programs.ts';
import { until } from './until.ts';

export const redisPart: Part = {
  name: 'redis',
  what: 'Redis 7, for the Redis Cluster of sessions and caches',
  ...aptPackages({ 'redis-server': 'redis-server' }),
};

export interface RedisOptions {
  readonly masters?: number;
  readonly replicasPerMaster?: number;
  /** After this a silent node counts as failed; a replica takes over about a second later. */
  readonly nodeTimeoutMs?: number;
  readonly password?: string;
  /** Nothing but TLS then, among the nodes too. */
  readonly tls?: PartTls | undefined;
  /** Stays when it stops; else a temporary folder. */
  readonly folder?: string;
}

export interface RedisCluster {
  /** Masters first, as it began; a fail-over changes that. */
  readonly nodes: readonly PartProcess[];
  /** `host:port` of all nodes, separated by commas. */
  readonly addresses: string;
  readonly password: string;
  /** One command to one node, as redis-cli prints its answer. */
  ask(node: PartProcess, ...command: string[]): Promise<string>;
  /** Which node holds the key now. */
  masterOf(key: string): Promise<PartProcess>;
  /** Everything in it is gone, as after a start from nothing. */
  empty(): Promise<void>;
  /** Every running node says that all slots are served, and every running replica follows its master. */
  untilWhole(): Promise<void>;
  stop(): Promise<void>;
}

const SLOTS = 16_384;
const WHOLE_TIMEOUT_MS = 60_000;
const run = promisify(execFile);

interface Node {
  readonly index: number;
  readonly id: string;
  readonly port: number;
  readonly busPort: number;
  /** Of its master; undefined in a master. */
  readonly masterId?: string;
  readonly slots?: string;
}

export async function startRedisCluster(options: RedisOptions = {}): Promise<RedisCluster> {
  const folder = openFolder('redis', options.folder);
  const password = options.password ?? '';
  const nodes = await planNodes(options.masters ?? 3, options.replicasPerMaster ?? 1);
  const cli = (port: number, ...command: string[]): Promise<string> =>
    askRedis({ port, password, tls: options.tls }, command);
  const processes = await startAll(nodes.map(node => startNode(node, nodes, folder, options, cli)));
  const ask = (node: PartProcess, ...command: string[]): Promise<string> => cli(node.ports[0]!, ...command);
  const untilWhole = (): Promise<void> =>
    until('the Redis Cluster is whole', WHOLE_TIMEOUT_MS, async () => {
      const running = processes.filter(node => node.isRunning());
      return (await Promise.all(running.map(node => isWhole(node, ask)))).every(Boolean);
    });
  await orStopAll(processes, folder, untilWhole());
  return {
    nodes: processes,
    addresses: nodes.map(({ port }) => `127.0.0.1:${port}`).join(','),
    password,
    ask,
    masterOf: key => masterOf(key, processes, ask),
    empty: async () => {
      const masters = await mastersOf(processes, ask);
      await Promise.all(masters.map(node => ask(node, 'flushall')));
    },
    untilWhole,
    stop: () => stopAll(processes, folder),
  };
}

async function planNodes(masters: number, replicasPerMaster: number): Promise<Node[]> {
  const count = masters * (1 + replicasPerMaster);
  const ports = await freePorts(2 * count);
  const idOf = (index: number): string => createHash('sha1').update(`${ports[index]} ${Date.now()}`).digest('hex');
  const ids = Array.from({ length: count }, (_, index) => idOf(index));
  const slot = (index: number): number => Math.floor((SLOTS * index) / masters);
  return ids.map((id, index) => ({
    index,
    id,
    port: ports[index]!,
    busPort: ports[count + index]!,
    ...(index < masters ? { slots: `${slot(index)}-${slot(index + 1) - 1}` } : { masterId: ids[index % masters]! }),
  }));
}

async function startNode(
  node: Node,
  nodes: readonly Node[],
  { path }: Folder,
  { nodeTimeoutMs = 2_000, password, tls }: RedisOptions,
  cli: (port: number, ...command: string[]) => Promise<string>,
): Promise<PartProcess> {
  const folder = join(path, `redis-${node.index + 1}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'nodes.conf'), nodesFile(node, nodes));
  const settings = {
    bind: '127.0.0.1',
    ...(tls ? tlsSettings(node.port, tls) : { port: node.port }),
    'cluster-enabled': 'yes',
    'cluster-port': node.busPort,
    'cluster-node-timeout': nodeTimeoutMs,
    // The slots that have a master go on while those of a dead one wait for its replica.
    'cluster-require-full-coverage': 'no',
    'cluster-allow-replica-migration': 'no',
    'repl-diskless-sync-delay': 0,
    save: '',
    appendonly: 'no',
    ...(password ? { requirepass: password, masterauth: password } : {}),
  };
  return startProcess({
    name: `redis-${node.index + 1}`,
    command: programOf('redis-server'),
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    folder,
    ports: [node.port],
    isReady: async () => (await cli(node.port, 'ping')) === 'PONG',
  });
}

/** What a node writes itself in the end: all of them know each other from the start, without a round of meetings. */
function nodesFile(self: Node, nodes: readonly Node[]): string {
  const lines = nodes.map(({ id, port, busPort, masterId, slots, index }) => {
    const flags = `${id === self.id ? 'myself,' : ''}${masterId ? 'slave' : 'master'}`;
    const epoch = (nodes.findIndex(node => node.id === masterId) + 1 || index + 1).toString();
    return `${id} 127.0.0.1:${port}@${busPort} ${flags} ${masterId ?? '-'} 0 0 ${epoch} connected ${slots ?? ''}`.trimEnd();
  });
  return `${lines.join('\n')}\nvars currentEpoch ${nodes.length} lastVoteEpoch 0\n`;
}

/** Clients show no certificate: the password says who they are. */
function tlsSettings(port: number, { cert, key, ca }: PartTls): Record<string, string | number> {
  const files = { 'tls-cert-file': cert, 'tls-key-file': key, 'tls-ca-cert-file': ca };
  const among = { 'tls-auth-clients': 'no', 'tls-replication': 'yes', 'tls-cluster': 'yes' };
  return { port: 0, 'tls-port': port, ...files, ...among };
}

interface RedisPlace {
  readonly port: number;
  readonly password: string;
  readonly tls: PartTls | undefined;
}

async function askRedis({ port, password, tls }: RedisPlace, command: readonly string[]): Promise<string> {
  const env = password ? { ...process.env, REDISCLI_AUTH: password } : process.env;
  const secure = tls ? ['--tls', '--cacert', tls.ca] : [];
  const { stdout } = await run('redis-cli', ['-p', String(port), ...secure, ...command], { env });
  return stdout.trim();
}

type Ask = RedisCluster['ask'];

async function isWhole(node: PartProcess, ask: Ask): Promise<boolean> {
  const cluster = await ask(node, 'cluster', 'info');
  if (!cluster.includes('cluster_state:ok') || !cluster.includes(`cluster_slots_ok:${SLOTS}`)) return false;
  const replication = await ask(node, 'info', 'replication');
  return replication.includes('role:master') || replication.includes('master_link_status:up');
}

async function mastersOf(processes: readonly PartProcess[], ask: Ask): Promise<PartProcess[]> {
  const running = processes.filter(node => node.isRunning());
  const roles = await Promise.all(running.map(node => ask(node, 'role')));
  return running.filter((_, index) => roles[index]!.startsWith('master'));
}

async function masterOf(key: string, processes: readonly PartProcess[], ask: Ask): Promise<PartProcess> {
  const [first] = await mastersOf(processes, ask);
  const slot = Number(await ask(first!, 'cluster', 'keyslot', key));
  for (const line of (await ask(first!, 'cluster', 'nodes')).split('\n')) {
    const [, address, flags, , , , , , ...ranges] = line.split(' ');
    const holds = ranges.some(range => {
      const [from, to = from] = range.split('-').map(Number);
      return slot >= from! && slot <= to!;
    });
    const port = Number(/:(\d+)@/.exec(address!)?.[1]);
    if (flags?.includes('master') && holds) return processes.find(({ ports }) => ports[0] === port)!;
  }
  throw new Error(`No master holds slot ${slot}.`);
}
