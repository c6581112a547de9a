// Installs parts: once, by one at a time, saying what it does. What it throws says what to do.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installPackages } from './apt.ts';
import { cacheFolder } from './folder.ts';
import type { Part } from './part.ts';

const WAIT_MS = 500;

export async function installParts(parts: readonly Part[], tell: (line: string) => void): Promise<void> {
  if (parts.every(part => part.missing().length === 0)) return;
  const unlock = await lock(tell);
  try {
    const needed = parts.filter(part => part.missing().length > 0);
    const packages = [...new Set(needed.flatMap(part => part.packages))];
    if (packages.length > 0) installPackages(packages, tell);
    for (const part of needed) {
      if (part.missing().length > 0) await part.build?.(tell);
      const missing = part.missing();
      if (missing.length > 0)
        throw new Error(`${part.name} is installed, and still there is no ${missing.join(', ')}.`);
      tell(`${part.name} is here: ${part.what}.`);
    }
  } finally {
    unlock();
  }
}

/** A file whose making succeeds for one alone; one that a dead process has left is taken over. */
async function lock(tell: (line: string) => void): Promise<() => void> {
  const path = join(cacheFolder(), 'install.lock');
  for (let isTold = false; ; ) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(path);
    if (owner > 0 && !isAlive(owner)) rmSync(path, { force: true });
    else if (owner > 0 && !isTold) {
      tell(`Process ${owner} is installing parts; waiting for it.`);
      isTold = true;
    }
    await sleep(WAIT_MS);
  }
}

/** 0: not written yet, or gone by now. */
function ownerOf(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
