// Nodes of the mailbox on loopback, built from mailbox/ with the machine's Erlang.
import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { root } from '../node24.mjs';
import { aptPackages } from './apt.ts';
import { openFolder } from './folder.ts';
import { startAll, stopAll } from './group.ts';
import { createNamespaces, type Namespaces } from './namespaces.ts';
import type { Part, PartTls } from './part.ts';
import { type PartProcess, startProcess } from './part-process.ts';
import { freePorts } from './ports.ts';

export const mailboxPart: Part = {
  name: 'mailbox',
  what: 'Erlang 25 with Mnesia, for the mailbox; ip, for networks that can be cut',
  ...aptPackages({
    'erlang-base': 'erl',
    'erlang-crypto': '/usr/share/doc/erlang-crypto',
    'erlang-mnesia': '/usr/share/doc/erlang-mnesia',
    'erlang-ssl': '/usr/share/doc/erlang-ssl',
    // Its header stands in the package for developers.
    'erlang-eunit': '/usr/share/doc/erlang-eunit',
    'erlang-dev': '/usr/share/doc/erlang-dev',
    iproute2: 'ip',
  }),
};

export interface MailboxPartOptions {
  /** Stays when it stops; else a temporary folder. */
  readonly folder?: string;
  /** Of each cell; 1, when not said. */
  readonly nodes?: number;
  /** 1, when not said. The first one begins with all shards, the others with none. */
  readonly cells?: number;
  /** 8, when not said: starts are quicker than with the 256 of a real one. */
  readonly shards?: number;
  /** Nodes that have addresses, and are neither started nor known to the others. */
  readonly spares?: number;
  /** `wall:monotonic` in milliseconds: time stands until a client moves it. */
  readonly testClock?: string;
  /** Each node in a network of its own, which can be cut. As root. */
  readonly apart?: boolean;
  /** Of a repository with another mailbox. */
  readonly source?: string;
  /** What starts a node, for one that has been built: mailbox/bin/mailbox, when not said. */
  readonly program?: string;
  /** Clients are taken in TLS alone. */
  readonly tls?: PartTls;
  /** Settings of the node of that name (`mailbox-1`). */
  readonly envOf?: (name: string) => Readonly<Record<string, string>>;
}

export interface MailboxPart {
  readonly nodes: readonly PartProcess[];
  readonly addresses: readonly { readonly host: string; readonly port: number; readonly cell: number }[];
  /** Of each node, for health and metrics. */
  readonly httpPorts: readonly number[];
  /** Undefined: they share the loopback. */
  readonly network: Namespaces | undefined;
  /** Of each node. */
  readonly folders: readonly string[];
  readonly secret: string;
  readonly shards: number;
  /** Nodes in whose tables a message of this id (in hexadecimal) waits. */
  whoHas(shard: number, id: string): Promise<readonly string[]>;
  /** From its next start on each takes these, by their index, for the nodes that are to be. */
  plan(indices: readonly number[]): void;
  /** The first one that has not been: it is then the last of `nodes`. */
  startSpare(): Promise<void>;
  stop(): Promise<void>;
}

const SHARDS = 8;
const SECRET = 'a secret of the loopback';
const run = promisify(execFile);
const built = new Map<string, Promise<unknown>>();

export async function startMailbox(options: MailboxPartOptions = {}): Promise<MailboxPart> {
  const program = options.program ?? (await build(join(options.source ?? root, 'mailbox')));
  const folder = openFolder('mailbox', options.folder);
  const { nodes: perCell = 1, cells = 1 } = options;
  const count = perCell * cells;
  const all = count + (options.spares ?? 0);
  const network = options.apart ? await createNamespaces(all) : undefined;
  const hosts = network?.hosts ?? Array.from({ length: all }, () => '127.0.0.1');
  const [ports, httpPorts] = [await freePorts(all), await freePorts(all)];
  const names = ports.map((port, i) => `mailbox-${port}@${hosts[i]}`);
  const cookie = `loopback-${ports[0]}`;
  const cellOf = (i: number): number => Math.min(cells - 1, Math.floor(i / perCell));
  const addresses = ports.map((port, i) => ({ host: hosts[i]!, port, cell: cellOf(i) }));
  const envs = ports.map((port, i) => ({
    ...placeEnv(join(folder.path, nameOf(i)), hosts[i]!, port),
    ...nodeEnv(options, httpPorts[i]!),
    ...(all > cells
      ? {
          MAILBOX_NODE: names[i]!,
          MAILBOX_NODES: names
            .slice(0, count)
            .filter((_, other) => cellOf(other) === cellOf(i))
            .join(),
          MAILBOX_COOKIE: cookie,
        }
      : {}),
    ...(cells > 1 ? cellEnv(addresses, cellOf(i)) : {}),
    ...options.envOf?.(nameOf(i)),
  }));
  const start = (i: number): Promise<PartProcess> => {
    const place = { host: hosts[i]!, port: ports[i]!, command: [...(network?.prefix(i) ?? []), program] };
    return startNode(nameOf(i), folder.path, place, envs[i]!);
  };
  const nodes = await startAll(ports.slice(0, count).map((_, i) => start(i))).catch(async error => {
    await network?.remove();
    throw error;
  });
  return {
    nodes,
    addresses,
    httpPorts,
    network,
    folders: ports.map((_, i) => join(folder.path, nameOf(i))),
    secret: SECRET,
    shards: options.shards ?? SHARDS,
    whoHas: (shard, id) => askWhoHas(names, cookie, shard, id),
    plan(indices) {
      for (const env of envs) Object.assign(env, { MAILBOX_NODES: indices.map(i => names[i]).join() });
    },
    async startSpare() {
      nodes.push(await start(nodes.length));
    },
    async stop() {
      await stopAll(nodes, folder);
      await network?.remove();
    },
  };
}

const nameOf = (index: number): string => `mailbox-${index + 1}`;

const placeEnv = (folder: string, host: string, port: number) => ({
  MAILBOX_DIR: folder,
  MAILBOX_HOST: host,
  MAILBOX_PORT: String(port),
  MAILBOX_DIST_HOST: host,
  ERL_EPMD_ADDRESS: host,
});

const nodeEnv = ({ shards = SHARDS, testClock, tls }: MailboxPartOptions, httpPort: number) => ({
  MAILBOX_SECRET: SECRET,
  MAILBOX_SHARDS: String(shards),
  MAILBOX_HTTP_PORT: String(httpPort),
  ...(testClock ? { MAILBOX_TEST_CLOCK: testClock } : {}),
  ...(tls ? { MAILBOX_TLS_CERT: tls.cert, MAILBOX_TLS_KEY: tls.key, MAILBOX_TLS_CA: tls.ca } : {}),
});

/** As settings have them: cells behind semicolons. */
export function cellsOf(addresses: MailboxPart['addresses']): string {
  const cells = Map.groupBy(addresses, address => address.cell).values();
  return [...cells].map(nodes => nodes.map(({ host, port }) => `${host}:${port}`).join()).join(';');
}

function cellEnv(addresses: MailboxPart['addresses'], cell: number) {
  return {
    MAILBOX_CELLS: cellsOf(addresses),
    MAILBOX_SHARDS_OWNED: cell === 0 ? 'all' : 'none',
  };
}

async function build(source: string): Promise<string> {
  if (!built.has(source)) built.set(source, run('escript', [join(source, 'build.escript')]));
  await built.get(source);
  return join(source, 'bin/mailbox');
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly command: readonly string[];
}

/** `env` is looked at again whenever it starts. */
function startNode(
  name: string,
  folder: string,
  { host, port, command }: Place,
  env: Readonly<Record<string, string>>,
) {
  const [program, ...args] = command;
  const isReady = (): Promise<boolean> => answers(host, port, env.MAILBOX_TLS_CERT !== undefined);
  return startProcess({ name, command: program!, args, folder, ports: [port], env, isReady });
}

/** Asks past the mailbox itself: its nodes' tables as they are, whose rows begin with 15 bytes of times and 20 of the sender. */
async function askWhoHas(names: readonly string[], cookie: string, shard: number, id: string): Promise<string[]> {
  const ask = `Nodes = ['${names.join("','")}'],
    Packed = fun(V) when is_integer(V) -> binary:encode_unsigned(V); (V) -> V end,
    Id = fun(R) -> case Packed(element(3, R)) of <<_:35/binary, Id:16/binary, _/binary>> -> Id; _ -> none end end,
    Has = fun(N) -> lists:any(fun(R) -> Id(R) =:= <<16#${id}:128>> end,
      case rpc:call(N, ets, tab2list, [q_${shard}]) of L when is_list(L) -> L; _ -> [] end) end,
    [io:format("~s~n", [N]) || N <- Nodes, Has(N)], halt().`;
  const name = `look-${process.pid}@127.0.0.1`;
  const { stdout } = await run('erl', ['-noinput', '-hidden', '-name', name, '-setcookie', cookie, '-eval', ask]);
  return stdout.split('\n').filter(Boolean);
}

function answers(host: string, port: number, inTls: boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    // Whether its certificate is good is its clients' business.
    const socket = inTls ? connectTls({ host, port, rejectUnauthorized: false }) : connect({ host, port });
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', reject);
  });
}
