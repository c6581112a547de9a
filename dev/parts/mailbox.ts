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
  /** 1, when not said. */
  readonly nodes?: number;
  /** 8, when not said: starts are quicker than with the 256 of a real one. */
  readonly shards?: number;
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
  readonly addresses: readonly { readonly host: string; readonly port: number }[];
  /** Of each node, for health and metrics. */
  readonly httpPorts: readonly number[];
  /** Undefined: they share the loopback. */
  readonly network: Namespaces | undefined;
  /** Of each node. */
  readonly folders: readonly string[];
  readonly secret: string;
  readonly shards: number;
  /** Nodes in whose tables a message of this id (in hexadecimal) is remembered. */
  whoHas(shard: number, id: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const SECRET = 'a secret of the loopback';
const run = promisify(execFile);
const built = new Map<string, Promise<unknown>>();

export async function startMailbox(options: MailboxPartOptions = {}): Promise<MailboxPart> {
  const program = options.program ?? (await build(join(options.source ?? root, 'mailbox')));
  const folder = openFolder('mailbox', options.folder);
  const count = options.nodes ?? 1;
  const network = options.apart ? await createNamespaces(count) : undefined;
  const hosts = network?.hosts ?? Array.from({ length: count }, () => '127.0.0.1');
  const shards = options.shards ?? 8;
  const ports = await freePorts(count);
  const httpPorts = await freePorts(count);
  const names = ports.map((port, i) => `mailbox-${port}@${hosts[i]}`);
  const cluster = count > 1 ? { MAILBOX_NODES: names.join(), MAILBOX_COOKIE: `loopback-${ports[0]}` } : {};
  const starts = ports.map((port, i) =>
    startNode(
      `mailbox-${i + 1}`,
      folder.path,
      { host: hosts[i]!, port, command: [...(network?.prefix(i) ?? []), program] },
      {
        MAILBOX_SHARDS: String(shards),
        MAILBOX_HTTP_PORT: String(httpPorts[i]),
        ...(options.testClock ? { MAILBOX_TEST_CLOCK: options.testClock } : {}),
        ...tlsEnv(options.tls),
        ...(count > 1 ? { ...cluster, MAILBOX_NODE: names[i]! } : {}),
        ...options.envOf?.(`mailbox-${i + 1}`),
      },
    ),
  );
  const nodes = await startAll(starts).catch(async error => {
    await network?.remove();
    throw error;
  });
  return {
    nodes,
    addresses: ports.map((port, i) => ({ host: hosts[i]!, port })),
    httpPorts,
    network,
    folders: nodes.map(({ name }) => join(folder.path, name)),
    secret: SECRET,
    shards,
    whoHas: (shard, id) => askWhoHas(names, `loopback-${ports[0]}`, shard, id),
    async stop() {
      await stopAll(nodes, folder);
      await network?.remove();
    },
  };
}

async function build(source: string): Promise<string> {
  if (!built.has(source)) built.set(source, run('escript', [join(source, 'build.escript')]));
  await built.get(source);
  return join(source, 'bin/mailbox');
}

const tlsEnv = (tls: PartTls | undefined): Record<string, string> =>
  tls ? { MAILBOX_TLS_CERT: tls.cert, MAILBOX_TLS_KEY: tls.key } : {};

interface Place {
  readonly host: string;
  readonly port: number;
  readonly command: readonly string[];
}

function startNode(name: string, folder: string, place: Place, env: Readonly<Record<string, string>>) {
  const { host, port } = place;
  const [command, ...args] = place.command;
  const own = {
    MAILBOX_DIR: join(folder, name),
    MAILBOX_SECRET: SECRET,
    MAILBOX_HOST: host,
    MAILBOX_PORT: String(port),
  };
  return startProcess({
    name,
    command: command!,
    args,
    folder,
    ports: [port],
    env: { ...own, MAILBOX_DIST_HOST: host, ERL_EPMD_ADDRESS: host, ...env },
    isReady: () => answers(host, port, env.MAILBOX_TLS_CERT !== undefined),
  });
}

/** Asks past the mailbox itself: its nodes' tables as they are. */
async function askWhoHas(names: readonly string[], cookie: string, shard: number, id: string): Promise<string[]> {
  const ask = `Nodes = ['${names.join("','")}'],
    Key = fun(K) -> case K of <<_:20/binary, Id/binary>> -> Id; _ -> none end end,
    Has = fun(N) -> lists:any(fun(T) -> lists:any(fun(R) -> Key(element(2, R)) =:= <<16#${id}:128>> end,
      case rpc:call(N, ets, tab2list, [T]) of L when is_list(L) -> L; _ -> [] end) end, [d0_${shard}, d1_${shard}]) end,
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
