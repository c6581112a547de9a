// The real server as a process of its own: started on a free port, killed, started again on the same data.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { findNode24, root } from '../../dev/node24.mjs';
import { freePorts } from '../../dev/parts/ports.ts';

export interface ServerProcess {
  readonly url: string;
  readonly data: string;
  /** Resolves once the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<number | null>;
  /** Starts it again, on the same port and data. */
  start(): Promise<void>;
  isRunning(): boolean;
  /** It answers nobody until it goes on; its connections stay. */
  suspend(): void;
  resume(): void;
  logs(): string;
}

export interface ServerOptions {
  /** Settings. */
  readonly env?: Readonly<Record<string, string>>;
  /** A folder that outlives it; else a temporary one. */
  readonly data?: string;
  /** False: as an operator runs it, without development codes. */
  readonly dev?: boolean;
}

/** What things end with: a test, or a part of one. */
export type Scope = Pick<TestContext, 'after'> & { readonly passed?: boolean };

/** Ends with the test. What it has logged is told when the test fails. */
export async function startServerProcess(t: Scope, options: ServerOptions = {}): Promise<ServerProcess> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'parley-server-'));
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let logs = '';

  async function start(): Promise<void> {
    const args = [join(root, 'cli/src/main.ts'), 'serve', '--port', String(port), '--data', data];
    if (options.dev !== false) args.push('--dev');
    const started = spawn(findNode24()!, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PARLEY_LOG_LEVEL: 'info', ...options.env },
    });
    started.stderr.on('data', chunk => {
      logs = (logs + chunk).slice(-20_000);
    });
    child = started;
    await untilReady(url, started, () => logs);
  }

  const isRunning = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null;

  async function kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    const dying = child;
    if (!dying || !isRunning()) return dying?.exitCode ?? null;
    const gone = new Promise<number | null>(resolve => dying.once('exit', code => resolve(code)));
    dying.kill(signal);
    return gone;
  }

  t.after(async () => {
    await kill();
    if (t.passed === false && logs) process.stderr.write(`the server's log:\n${logs.slice(-4_000)}\n`);
    if (!options.data) rmSync(data, { recursive: true, force: true });
  });
  await start();
  return {
    url,
    data,
    kill,
    start,
    isRunning,
    suspend: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    logs: () => logs,
  };
}

const POLL_MS = 15;

async function untilReady(url: string, child: ChildProcess, logs: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${logs()}`);
    const ready = await fetch(`${url}/readyz`).then(
      response => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}
