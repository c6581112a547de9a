// The `parley` command as processes of its own.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { findNode24, root } from '../../dev/node24.mjs';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Cli {
  /** Runs a command to its end. */
  run(...args: string[]): Promise<Ran>;
  /** Starts a command, for tests that write to it or kill it. Killed when the test ends. */
  start(...args: string[]): RunningCli;
  /** The folder of a profile, which `register` fills. */
  profile(name: string): string;
  /** Registers with a development server. */
  register(url: string, name: string, phone: string): Promise<string>;
}

export interface RunningCli {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ran>;
  /** Resolves once a line of stdout that has this in it is there; rejects when the process ends before. */
  line(text: string): Promise<string>;
  /** Gone, with whatever it was in the middle of. */
  kill(): Promise<Ran>;
}

export function createCli(t: TestContext, env: Readonly<Record<string, string>> = {}): Cli {
  const folder = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  const running = new Set<ChildProcessWithoutNullStreams>();
  t.after(async () => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const start: Cli['start'] = (...args) => {
    const child = spawn(findNode24()!, [join(root, 'cli/src/main.ts'), ...args], {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1', ...env },
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return follow(child, args);
  };
  const profile: Cli['profile'] = name => join(folder, name);
  const run: Cli['run'] = (...args) => {
    const { child, ended } = start(...args);
    child.stdin.end();
    return ended;
  };
  return {
    start,
    run,
    profile,
    async register(url, name, phone) {
      const to = ['--server', url, '--phone', phone, '--name', name, '--profile', profile(name)];
      const { code, stderr } = await run('register', ...to, '--dev-code');
      if (code !== 0) throw new Error(`${name} could not register: ${stderr}`);
      return profile(name);
    },
  };
}

function follow(child: ChildProcessWithoutNullStreams, args: readonly string[]): RunningCli {
  const ran = { stdout: '', stderr: '' };
  const seen: string[] = [];
  const waiting = new Set<() => void>();
  child.stderr.on('data', chunk => {
    ran.stderr += chunk;
  });
  child.stdin.on('error', () => {}); // killed while it is written to
  createInterface(child.stdout).on('line', line => {
    ran.stdout += `${line}\n`;
    seen.push(line);
    for (const look of waiting) look();
  });
  const ended = new Promise<Ran>(resolve => child.once('close', code => resolve({ code, ...ran })));
  return {
    child,
    ended,
    line(text) {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const look = (): void => {
        const found = seen.find(line => line.includes(text));
        if (found !== undefined) resolve(found);
      };
      waiting.add(look);
      look();
      ended.then(({ stderr }) =>
        reject(new Error(`${args[0]} ended before it wrote ${text}:\n${ran.stdout}${stderr}`)),
      );
      return promise.finally(() => waiting.delete(look));
    },
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
