// A process of a part: started, waited for, killed, paused, started again. It dies with the process that started it.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.ts';

export interface PartProcess {
  readonly name: string;
  /** Of the process that runs now, or ran last. */
  readonly pid: number;
  readonly ports: readonly number[];
  readonly logFile: string;
  isRunning(): boolean;
  /** SIGKILL. Resolves once it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP: it answers nobody; its connections stay. */
  pause(): void;
  resume(): void;
  /** Starts it again on the same ports and data, killing it first when it runs. Resolves once it answers. */
  restart(): Promise<void>;
  /** SIGTERM, and SIGKILL when that takes too long. */
  stop(): Promise<void>;
  /** The end of what it has written. */
  log(): string;
}

export interface ProcessOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** It runs here, and its log is here. */
  readonly folder: string;
  readonly ports: readonly number[];
  readonly env?: Readonly<Record<string, string>>;
  /** Asked until it says yes. What it throws means no, and is told when it never does. */
  readonly isReady: () => Promise<boolean>;
  /** What it gets when its parent dies: SIGTERM for a program whose own children would outlive a SIGKILL. */
  readonly onParentDeath?: 'KILL' | 'TERM';
}

/** Generous: a machine that is busy with other tests takes ten times as long. */
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 15_000;
const LOG_TAIL = 6_000;

/** Resolves once it answers. When it does not, it is gone and the error holds the end of its log. */
export async function startProcess(options: ProcessOptions): Promise<PartProcess> {
  const logFile = join(options.folder, `${options.name}.log`);
  let child: ChildProcess | undefined;

  const isRunning = (): boolean => child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const log = (): string => readFileSync(logFile, 'utf8').slice(-LOG_TAIL);
  const signal = (name: NodeJS.Signals): void => {
    if (isRunning()) signalGroup(child!.pid!, name);
  };

  async function start(): Promise<void> {
    const started = spawnWithLog(options, logFile);
    child = started;
    let failure: Error | undefined;
    started.once('error', error => {
      failure = error;
    });
    try {
      await until(`${options.name} answers`, START_TIMEOUT_MS, async () => {
        if (failure) throw new Error(`${options.name} cannot be run: ${failure.message}`, { cause: 'fatal' });
        if (!isRunning()) throw new Error(`${options.name} has ended (${how(started)})`, { cause: 'fatal' });
        return options.isReady();
      });
    } catch (error) {
      await kill();
      throw new Error(`${(error as Error).message}\n${log()}`, { cause: error });
    }
  }

  async function end(first: NodeJS.Signals): Promise<void> {
    if (!isRunning()) return;
    const dying = child!;
    const gone = new Promise<void>(resolve => dying.once('exit', () => resolve()));
    signal(first);
    signal('SIGCONT');
    const timer = setTimeout(() => signal('SIGKILL'), STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(timer);
  }
  const kill = (): Promise<void> => end('SIGKILL');

  await start();
  return {
    name: options.name,
    get pid() {
      return child!.pid!;
    },
    ports: options.ports,
    logFile,
    isRunning,
    kill,
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    restart: async () => {
      await kill();
      await start();
    },
    stop: () => end('SIGTERM'),
    log,
  };
}

/** In a process group of its own, so that Ctrl+C reaches the parent alone and a signal reaches its children too. */
function spawnWithLog(options: ProcessOptions, logFile: string): ChildProcess {
  const file = openSync(logFile, 'a');
  try {
    const death = ['--pdeathsig', options.onParentDeath ?? 'KILL'];
    return spawn('setpriv', [...death, options.command, ...options.args], {
      cwd: options.folder,
      detached: true,
      stdio: ['ignore', file, file],
      env: { ...process.env, ...options.env },
    });
  } finally {
    closeSync(file);
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function how({ exitCode, signalCode }: ChildProcess): string {
  return signalCode ?? `exit code ${exitCode}`;
}
