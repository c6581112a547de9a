// SeaweedFS from the Go module proxy: no package brings it. Built once, in about five minutes on two cores.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './folder.ts';
import { findProgram } from './programs.ts';

const MODULE = 'github.com/seaweedfs/seaweedfs';
/** 4.53. */
const VERSION = 'v0.0.0-20261109003541-7506e5f91cd6';
const SUM = 'h1:LOYZFToHq9F7pSR6lkPGfkM8RmHlVFrzndKdhmNZjrU=';
const BEAT_MS = 15_000;
const run = promisify(execFile);

/** PARLEY_TEST_WEED names one that is there already. */
export function weedPath(): string {
  return process.env.PARLEY_TEST_WEED || join(cacheFolder(), 'bin', `weed-${VERSION}`);
}

export async function buildSeaweedfs(tell: (line: string) => void): Promise<void> {
  const go = findProgram('go') ?? (existsSync('/usr/local/go/bin/go') ? '/usr/local/go/bin/go' : undefined);
  if (!go)
    throw new Error(
      'SeaweedFS is built from source: install Go 1.21 or newer (https://go.dev/dl/), then run this again.',
    );
  tell('Building SeaweedFS 4.53 from source: 2 GB on disk while it lasts, about five minutes on two cores.');
  const source = await download(go);
  const start = performance.now();
  const beat = setInterval(
    () => tell(`  still building, ${Math.round((performance.now() - start) / 1_000)} s`),
    BEAT_MS,
  );
  try {
    mkdirSync(join(cacheFolder(), 'bin'), { recursive: true });
    const unfinished = `${weedPath()}.unfinished`;
    await build(go, source, unfinished);
    renameSync(unfinished, weedPath());
  } finally {
    clearInterval(beat);
  }
}

/** Its folder among Go's modules, where it is a main module: `go install` refuses a version that replaces others. */
async function download(go: string): Promise<string> {
  const { stdout } = await run(go, ['mod', 'download', '-json', `${MODULE}@${VERSION}`], { cwd: cacheFolder() });
  const { Dir, Sum } = JSON.parse(stdout) as { Dir: string; Sum: string };
  if (Sum !== SUM) throw new Error(`The module proxy has sent another SeaweedFS ${VERSION}: ${Sum} instead of ${SUM}.`);
  return Dir;
}

function build(go: string, source: string, to: string): Promise<void> {
  const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', to, './weed'];
  const child = spawn(go, args, {
    cwd: source,
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, CGO_ENABLED: '0' },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => {
      if (code === 0) resolve();
      else reject(new Error(`go build of SeaweedFS ended with ${code}; its own words stand above.`));
    });
  });
}
