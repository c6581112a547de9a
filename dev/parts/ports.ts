// Ports on loopback for parts that keep theirs over a restart.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Below what Linux gives to outgoing connections, so that nobody takes a port while its part is restarted. */
const FIRST = 20_000;
const LAST = 31_999;

/** A file for each port that is given out, with the process that has it: also while its part is down, nobody else gets it. */
const folder = join(tmpdir(), `parley-ports-${userInfo().username}`);
const given = new Set<number>();

/** Free now, and not given to anybody else on this machine. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (take(port) && (await isFree(port))) ports.push(port);
  }
  return ports;
}

function take(port: number): boolean {
  if (given.has(port)) return false;
  if (given.size === 0) {
    mkdirSync(folder, { recursive: true });
    process.once('exit', giveBack);
  }
  const file = join(folder, String(port));
  if (!isOwned(file)) rmSync(file, { force: true });
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    return false;
  }
  given.add(port);
  return true;
}

function giveBack(): void {
  for (const port of given) rmSync(join(folder, String(port)), { force: true });
}

/** By a process that runs, or is about to write its number. */
function isOwned(file: string): boolean {
  try {
    const pid = readFileSync(file, 'utf8');
    return pid === '' || process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
