// Runs the test files of a group, tells each failure and skip in full, and closes with one line of totals.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { findChromium, noChromium } from './chromium.mjs';
import { root } from './node24.mjs';

interface Group {
  readonly what: string;
  readonly files: () => string[];
  /** Files that drive Chromium: left out, and counted as one skip, where there is none; with REAL=1 that is a failure. */
  readonly browserFiles?: () => string[];
  /** Files that run at once; 2 when not said. */
  readonly concurrency?: number;
  /** What has not ended by then is ended, and has failed: nothing that hangs may take the time of all that follows. */
  readonly minutes: number;
  /** For the test processes. */
  readonly env?: Readonly<Record<string, string>>;
  /** What must be here first; when it cannot be, that is a failure. */
  readonly prepare?: (tell: (line: string) => void) => Promise<void>;
}

const glob = (patterns: readonly string[]): string[] =>
  globSync(patterns, { cwd: root, exclude: path => path.includes('node_modules') || path.includes('dist') }).sort();

/** Those that need nothing installed. */
const find = (...patterns: string[]): string[] => glob(patterns).filter(path => !/\.real\.test\.ts$/.test(path));

const groups: Readonly<Record<string, Group>> = {
  unit: {
    what: 'all that needs nothing installed, with short runs of what can run long',
    minutes: 20,
    files: () =>
      find(
        '{protocol,client,server,cli,web}/src/**/*.test.ts',
        'tests/{cli,faults,package,scenarios,sdk}/**/*.test.ts',
        'tests/*.test.ts',
      ),
    browserFiles: () => find('tests/browser/*.test.ts'),
  },
  browser: {
    what: 'the web app in Chromium: what takes long',
    minutes: 25,
    files: () => [],
    browserFiles: () => find('tests/browser/long/*.test.ts'),
  },
  real: {
    what: 'on real Redis, MariaDB, S3, nginx, Mnesia and Kafka, which it installs on demand',
    minutes: 50,
    files: () => glob(['server/src/**/*.real.test.ts', 'tests/real/**/*.real.test.ts']),
    env: { REAL: '1' },
    // A cluster takes both cores of a small machine; what waits for it with a time-out should not wait for two.
    concurrency: 1,
    prepare: async tell => (await import('./parts/parts.ts')).setUpParts([], tell),
  },
  mailbox: {
    what: 'three nodes of the mailbox, killed, paused and cut off; PARLEY_TEST_MAILBOX_KILLS says how often',
    minutes: 60,
    files: () => glob(['server/src/messages/*-mnesia-*.real.test.ts', 'tests/real/mailbox-*.real.test.ts']),
    env: { REAL: '1' },
    concurrency: 1,
    prepare: async tell => (await import('./parts/parts.ts')).setUpParts(['mailbox'], tell),
  },
  nemesis: {
    what: 'clusters with a rule broken, which the checker of histories must notice: minutes each, so by hand',
    minutes: 60,
    files: () => glob(['tests/real/*.nemesis.test.ts']),
    env: { REAL: '1' },
    concurrency: 1,
    prepare: async tell => (await import('./parts/parts.ts')).setUpParts([], tell),
  },
  interop: {
    what: 'against the official Signal library',
    minutes: 5,
    files: () => find('tests/interop/**/*.test.ts'),
  },
  long: {
    what: '50 kills, 2,000 steps each around groups and of several devices, 100,000 frames, 20,000 requests, files of 100 MB',
    minutes: 15,
    files: () =>
      find('server/src/**/*.fuzz.test.ts', 'tests/faults/**/*.test.ts', 'tests/sdk/{group,device}-run.test.ts'),
    env: {
      PARLEY_KILL_RUNS: '50',
      // The same steps for everybody; other seeds by hand.
      PARLEY_SEED: process.env.PARLEY_SEED ?? '450263',
      PARLEY_GROUP_STEPS: '2000',
      PARLEY_TEST_DEVICE_STEPS: '2000',
      PARLEY_FUZZ_FRAMES: '100000',
      PARLEY_FUZZ_REQUESTS: '20000',
      PARLEY_TEST_FILE_MB: '100',
    },
  },
};

const name = process.argv[2] ?? 'unit';
const group = groups[name];
if (!group) {
  process.stderr.write(
    `No group ${name}. Groups: ${Object.entries(groups)
      .map(([key, { what }]) => `${key} (${what})`)
      .join('; ')}\n`,
  );
  process.exit(2);
}
Object.assign(process.env, group.env);

const start = performance.now();
const counts = { passed: 0, failed: 0, skipped: 0 };
const SHOWN_FILES = 8;
/** Milliseconds of the tests of each file. */
const times = new Map<string, number>();
/** Files whose process runs, and since when. */
const underWay = new Map<string, number>();
const FILE_TIMEOUT_MS = 600_000;
const END_MS = 5_000;
const BEAT_MS = 15_000;

const hasEnded = new AbortController();
setTimeout(() => {
  counts.failed++;
  tell(`\n✗ ${name} has not ended in ${group.minutes} minutes${nowAt()}\n`);
  hasEnded.abort();
  setTimeout(close, END_MS);
}, group.minutes * 60_000).unref();

const isPrepared = await prepare();
const files = isPrepared ? [...(await browserFiles(group.browserFiles?.() ?? [])), ...group.files()] : [];
if (files.length === 0 && counts.skipped + counts.failed === 0) {
  counts.failed++;
  tell(`✗ The group ${name} has no test files.`);
}
tell(`Testing ${name}: ${group.what}. ${files.length} files.`);
setInterval(() => {
  tell(`  ${counts.passed} passed, ${counts.failed} failed so far, ${seconds()} s${nowAt()}`);
}, BEAT_MS).unref();

const left = [...files];
await Promise.all(Array.from({ length: group.concurrency ?? 2 }, runFiles));
close();

async function runFiles(): Promise<void> {
  for (let file = left.shift(); file !== undefined; file = left.shift()) {
    const since = performance.now();
    underWay.set(file, since);
    await runFile(file);
    underWay.delete(file);
    times.set(file, performance.now() - since);
  }
}

/** A run of its own: one that hangs is ended by itself, also where what it has started keeps its output open. */
async function runFile(file: string): Promise<void> {
  const signal = AbortSignal.any([AbortSignal.timeout(FILE_TIMEOUT_MS), hasEnded.signal]);
  const events = run({ files: [join(root, file)], timeout: FILE_TIMEOUT_MS, forceExit: true, signal });
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (type === 'test:fail' && !isSummary(data)) {
      counts.failed++;
      const { error } = data.details;
      tell(`\n✗ ${data.name}  (${file})\n${indent(String((error.cause as Error)?.stack ?? error.cause ?? error))}\n`);
    } else if (data.skip !== undefined && data.skip !== false) {
      counts.skipped++;
      tell(`- skipped: ${data.name}: ${data.skip === true ? 'no reason given' : data.skip}`);
    } else if (type === 'test:pass' && data.details.type !== 'suite' && !data.name.endsWith('.test.ts'))
      counts.passed++;
  }
}

function close(): never {
  const slowest = [...times].sort(([, a], [, b]) => b - a).slice(0, SHOWN_FILES);
  tell(`\nSlowest: ${slowest.map(([file, ms]) => `${file} ${Math.round(ms / 1_000)} s`).join(', ')}`);
  tell(`${name} took ${seconds()} s.`);
  tell(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exit(counts.failed > 0 || counts.passed + counts.skipped === 0 ? 1 : 0);
}

function nowAt(): string {
  const files = [...underWay].map(([file, since]) => `${file} (${Math.round((performance.now() - since) / 1_000)} s)`);
  return files.length > 0 ? `, at ${files.join(' and ')}` : '';
}

async function prepare(): Promise<boolean> {
  try {
    await group!.prepare?.(tell);
    return true;
  } catch (error) {
    counts.failed++;
    tell(`✗ ${name} cannot run: ${(error as Error).message}`);
    return false;
  }
}

/** Those that can run here. The web app is built once before, not by each of them. */
async function browserFiles(found: string[]): Promise<string[]> {
  if (found.length === 0) return [];
  const without = (count: 'failed' | 'skipped', why: string): string[] => {
    counts[count]++;
    tell(`${count === 'failed' ? '✗' : '- skipped:'} ${found.length} files of browser tests: ${why}`);
    return [];
  };
  if (!findChromium()) return without(process.env.REAL === '1' ? 'failed' : 'skipped', noChromium);
  const { buildWeb } = await import('./build-web.ts');
  return buildWeb(tell).then(
    () => found,
    error => without('failed', `the web app cannot be built: ${error}`),
  );
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A parent that only says that a child of it failed. */
function isSummary(data: { details: { error: Error & { failureType?: string } } }): boolean {
  return data.details.error.failureType === 'subtestsFailed';
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

function seconds(): number {
  return Math.round((performance.now() - start) / 1_000);
}
