// Debian packages of parts: installed as root or by sudo, without any of their services being started.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { Part } from './part.ts';
import { findProgram } from './programs.ts';

const POLICY = '/usr/sbin/policy-rc.d';
const NEVER_START = '#!/bin/sh\nexit 101\n';
const TRIES = 3;

/** A part that is packages alone: package → a program of it, or the path of a file. */
export function aptPackages(files: Readonly<Record<string, string>>): Pick<Part, 'missing' | 'packages'> {
  const isHere = (file: string): boolean => (file.startsWith('/') ? existsSync(file) : findProgram(file) !== undefined);
  return {
    packages: Object.keys(files),
    missing: () => Object.values(files).filter(file => !isHere(file)),
  };
}

export function installPackages(packages: readonly string[], tell: (line: string) => void): void {
  const become = becomeRoot(packages);
  tell(`Installing ${packages.join(', ')} with apt-get.`);
  const put = (text: string): void => void sh(become, 'tee', [POLICY], text);
  const before = existsSync(POLICY) ? readFileSync(POLICY, 'utf8') : undefined;
  put(NEVER_START);
  sh(become, 'chmod', ['755', POLICY]);
  try {
    apt(become, ['update', '-qq']);
    apt(become, ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  } finally {
    if (before !== undefined) put(before);
    else if (become.length > 0) sh(become, 'rm', ['-f', POLICY]);
    else rmSync(POLICY, { force: true });
  }
  keepFromBoot(become, packages);
}

/** The packages switch their services on for the next boot; nobody here asked for them. */
function keepFromBoot(become: readonly string[], packages: readonly string[]): void {
  if (!existsSync('/run/systemd/system')) return;
  const units = packages.filter(name => existsSync(`/lib/systemd/system/${name}.service`));
  for (const unit of units) sh(become, 'systemctl', ['disable', `${unit}.service`]);
}

function becomeRoot(packages: readonly string[]): string[] {
  if (spawnSync('apt-get', ['--version']).status !== 0) {
    throw new Error(`There is no apt-get here. Install these yourself: ${packages.join(', ')}.`);
  }
  if (process.getuid?.() === 0) return [];
  if (spawnSync('sudo', ['-n', 'true']).status === 0) return ['sudo', '-n'];
  throw new Error(`Run this as root:  apt-get install -y --no-install-recommends ${packages.join(' ')}`);
}

/** Mirrors fail now and then, and another apt-get may be at work. */
function apt(become: readonly string[], args: readonly string[]): void {
  for (let left = TRIES; left > 0; left--) {
    const status = sh(become, 'env', [
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-o',
      'DPkg::Lock::Timeout=300',
      ...args,
    ]);
    if (status === 0) return;
  }
  throw new Error(`apt-get ${args[0]} has failed ${TRIES} times; its own words stand above.`);
}

function sh(become: readonly string[], command: string, args: readonly string[], input?: string): number | null {
  const [first, ...rest] = [...become, command, ...args];
  const stdin = input === undefined ? 'ignore' : 'pipe';
  const { status } = spawnSync(first!, rest, { input, stdio: [stdin, input === undefined ? 2 : 'ignore', 2] });
  return status;
}
