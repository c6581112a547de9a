// Nodes of the mailbox on loopback, built from mailbox/ with the machine's Erlang.
import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../node24.mjs';
import { aptPackages } from './apt.ts';
import { openFolder } from './folder.ts';
import { startAll, stopAll } from './group.ts';
import type { Part } from './part.ts';
import { type PartProcess, startProcess } from './part-process.ts';
import { freePorts } from './ports.ts';

export const mailboxPart: Part = {
  name: 'mailbox',
  what: 'Erlang 25 with Mnesia, for the mailbox',
  ...aptPackages({
    'erlang-base': 'erl',
    'erlang-crypto': '/usr/share/doc/erlang-crypto',
    'erlang-mnesia': '/usr/share/doc/erlang-mnesia',
    'erlang-eunit': '/usr/share/doc/erlang-eunit',
  }),
};

export interface MailboxPartOptions {
  /** Stays when it stops; else a temporary folder. */
  readonly folder?: string;
  /** 8, when not said: starts are quicker than with the 256 of a real one. */
  readonly shards?: number;
  /** `wall:monotonic` in milliseconds: time stands until a client moves it. */
  readonly testClock?: string;
}

export interface MailboxPart {
  readonly nodes: readonly PartProcess[];
  readonly addresses: readonly { readonly host: string; readonly port: number }[];
  readonly secret: string;
  stop(): Promise<void>;
}

const SECRET = 'a secret of the loopback';
const run = promisify(execFile);
let built: Promise<unknown> | undefined;

export async function startMailbox(options: MailboxPartOptions = {}): Promise<MailboxPart> {
  built ??= run('escript', [join(root, 'mailbox/build.escript')]);
  await built;
  const folder = openFolder('mailbox', options.folder);
  const [port] = await freePorts(1);
  const env = {
    MAILBOX_DIR: join(folder.path, 'data'),
    MAILBOX_PORT: String(port),
    MAILBOX_SECRET: SECRET,
    MAILBOX_SHARDS: String(options.shards ?? 8),
    ...(options.testClock ? { MAILBOX_TEST_CLOCK: options.testClock } : {}),
  };
  const node = startProcess({
    name: 'mailbox-1',
    command: join(root, 'mailbox/bin/mailbox'),
    args: [],
    folder: folder.path,
    ports: [port!],
    env,
    isReady: () => answers(port!),
  });
  const nodes = await startAll([node]);
  return {
    nodes,
    addresses: [{ host: '127.0.0.1', port: port! }],
    secret: SECRET,
    stop: () => stopAll(nodes, folder),
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', reject);
  });
}
