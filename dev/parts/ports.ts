// Ports on loopback for parts that keep theirs over a restart.
import { createServer } from 'node:net';

/** Below what Linux gives to outgoing connections, so that nobody takes a port while its part is restarted. */
const FIRST = 20_000;
const LAST = 31_999;

const given = new Set<number>();

/** Free now, and not given to anybody else in this process. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (given.has(port)) continue;
    given.add(port); // before it is looked at: others look for theirs at the same time
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
