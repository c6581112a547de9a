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
    what: 'everything but interop, with short runs of what can run long',
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
    files: () => [],
    browserFiles: () => find('tests/browser/long/*.test.ts'),
  },
  real: {
    what: 'on real Redis, MariaDB, S3, nginx, Mnesia and Kafka, which it installs on demand',
    files: () => glob(['server/src/**/*.real.test.ts', 'tests/real/**/*.real.test.ts']),
    env: { REAL: '1' },
    // A cluster takes both cores of a small machine; what waits for it with a time-out should not wait for two.
    concurrency: 1,
    prepare: async tell => (await import('./parts/parts.ts')).setUpParts([], tell),
  },
  mailbox: {
    what: 'three nodes of the mailbox, killed, paused and cut off; PARLEY_TEST_MAILBOX_KILLS says how often',
    files: () => glob(['server/src/messages/*-mnesia-*.real.test.ts', 'tests/real/mailbox-*.real.test.ts']),
    env: { REAL: '1' },
    concurrency: 1,
    prepare: async tell => (await import('./parts/parts.ts')).setUpParts(['mailbox'], tell),
  },
  nemesis: {
    what: 'clusters with a rule broken, which the checker of histories must notice: minutes each, so by hand',
    files: () => glob(['tests/real/*.nemesis.test.ts']),
    env: { REAL: '1' },
    concurrency: 1,
    prepare: async tell => (await import('./parts/parts.ts')).setUpParts([], tell),
  },
  interop: { what: 'against the official Signal library', files: () => find('tests/interop/**/*.test.ts') },
  long: {
    what: '50 kills, 2,000 steps around groups, 100,000 frames, 20,000 requests, files of 100 MB',
    files: () => find('server/src/**/*.fuzz.test.ts', 'tests/faults/**/*.test.ts', 'tests/sdk/group-run.test.ts'),
    env: {
      PARLEY_KILL_RUNS: '50',
      PARLEY_GROUP_STEPS: '2000',
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

const counts = { passed: 0, failed: 0, skipped: 0 };
const isPrepared = await prepare();
const files = isPrepared ? [...(await browserFiles(group.browserFiles?.() ?? [])), ...group.files()] : [];
if (files.length === 0 && counts.skipped + counts.failed === 0) {
  process.stdout.write('0 passed, 1 failed, 0 skipped\n');
  process.stderr.write(`The group ${name} has no test files.\n`);
  process.exit(1);
}
const start = performance.now();
process.stdout.write(`Testing ${name}: ${group.what}. ${files.length} files.\n`);

let lastBeat = start;
const SHOWN_FILES = 8;
/** Milliseconds of the tests of each file. */
const times = new Map<string, number>();
const FILE_TIMEOUT_MS = 1_500_000;
const BEAT_MS = 10_000;

const options = { concurrency: group.concurrency ?? 2, timeout: FILE_TIMEOUT_MS, isolation: 'process' } as const;
const events = files.length > 0 ? run({ ...options, files: files.map(file => join(root, file)) }) : [];
for await (const { type, data } of events) {
  if (type !== 'test:pass' && type !== 'test:fail') continue;
  const file = data.file?.replace(`${root}/`, '') ?? '';
  if (data.nesting === 0) times.set(file, (times.get(file) ?? 0) + data.details.duration_ms);
  const isWholeFile = data.details.type === 'suite' || data.name.endsWith('.test.ts');
  if (type === 'test:fail' && !isSummary(data)) {
    counts.failed++;
    const { error } = data.details;
    process.stdout.write(
      `\n✗ ${data.name}  (${file})\n${indent(String((error.cause as Error)?.stack ?? error.cause ?? error))}\n\n`,
    );
  } else if (data.skip !== undefined && data.skip !== false) {
    counts.skipped++;
    process.stdout.write(`- skipped: ${data.name}: ${data.skip === true ? 'no reason given' : data.skip}\n`);
  } else if (type === 'test:pass' && !isWholeFile) counts.passed++;
  if (performance.now() - lastBeat > BEAT_MS) {
    lastBeat = performance.now();
    process.stdout.write(`  ${counts.passed} passed, ${counts.failed} failed so far, ${seconds()} s\n`);
  }
}

const slowest = [...times].sort(([, a], [, b]) => b - a).slice(0, SHOWN_FILES);
process.stdout.write(
  `\nSlowest: ${slowest.map(([file, ms]) => `${file} ${Math.round(ms / 1_000)} s`).join(', ')}\n${name} took ${seconds()} s.\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`,
);
process.exit(counts.failed > 0 || counts.passed + counts.skipped === 0 ? 1 : 0);

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
