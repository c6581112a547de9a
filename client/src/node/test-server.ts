import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ParleyError } from '../errors.ts';

export interface TestServerOptions {
  /** The program and its first arguments; else PARLEY_BIN, else the `parley` of the nearest node_modules. */
  readonly command?: readonly string[];
  /** Besides `serve --dev --host --port --data`. */
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Where its data goes; it is kept then. Absent: a temporary folder. */
  readonly data?: string;
  readonly port?: number;
  readonly startTimeoutMs?: number;
}

export interface TestServer {
  readonly url: string;
  /** Stops the server as an operator would, and removes what it has written to a temporary folder. */
  stop(): Promise<void>;
}

const startTimeoutMs = 30_000;
const pollMs = 50;

/** Starts the real server on a free port, with development codes, for programs that are tested against it. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const [program, ...first] = options.command ?? findCommand();
  if (!program) throw new ParleyError('no_command');
  const port = options.port ?? (await freePort());
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'parley-test-')));
  const url = `http://127.0.0.1:${port}`;
  const args = ['serve', '--dev', '--host', '127.0.0.1', '--port', String(port), '--data', data];
  const child = spawn(program, [...first, ...args, ...(options.args ?? [])], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  // A test run that is broken off must not leave it behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  async function stop(): Promise<void> {
    process.off('exit', kill);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    if (options.data === undefined) await rm(data, { recursive: true, force: true });
  }

  try {
    await untilReady(url, child, options.startTimeoutMs ?? startTimeoutMs);
    return { url, stop };
  } catch (cause) {
    await stop();
    throw new ParleyError('unreachable', { message: `The test server did not start.\n${output()}`, cause });
  }
}

function findCommand(): string[] {
  if (process.env.PARLEY_BIN) return [process.env.PARLEY_BIN];
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const bin = join(folder, 'node_modules', '.bin', 'parley');
    if (existsSync(bin)) return [bin];
    if (folder === dirname(folder)) return [];
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

async function untilReady(url: string, child: ChildProcess, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const ready = await fetch(`${url}/readyz`).then(
      response => response.ok,
      () => false,
    );
    if (ready) return;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it has ended');
    if (performance.now() > deadline) throw new Error(`it is not ready after ${timeoutMs} ms`);
    await new Promise(resolve => setTimeout(resolve, pollMs));
  }
}

/** The end of what it has written, for the error message. */
function collect(child: ChildProcess): () => string {
  const maxLines = 40;
  let text = '';
  const add = (chunk: Buffer) => {
    text = (text + chunk).split('\n').slice(-maxLines).join('\n');
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}
