// A network between a client and the server: forwards bytes until it is told to lose them without a word, as a dead radio
// link does (both ends keep their sockets and hear nothing), or to go away.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Scope } from './server-process.ts';

export interface TcpProxy {
  readonly url: string;
  /** What is open now stays open and carries nothing any more, in neither direction. New connections work. */
  freeze(): void;
  /** As `freeze`, in one direction: what the server says, or what the client says, gets lost. */
  lose(from: 'server' | 'client'): void;
  /** Breaks what is open, and turns away what comes, until `up`. */
  down(): void;
  up(): void;
  /** How many connections it carries or pretends to carry. */
  open(): number;
}

export async function startTcpProxy(t: Scope, target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  let isUp = true;
  const server = createServer(near => {
    if (!isUp) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    near.pipe(far);
    far.pipe(near);
    const end = (): void => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakAll = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  const stopPiping = (from: Socket, to: Socket): void => {
    from.unpipe(to);
    // Read and lost: a buffer that fills would tell the other end.
    from.resume();
  };
  t.after(() => {
    breakAll();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    freeze() {
      for (const [near, far] of pairs) {
        stopPiping(near, far);
        stopPiping(far, near);
      }
    },
    lose(from) {
      for (const [near, far] of pairs) from === 'client' ? stopPiping(near, far) : stopPiping(far, near);
    },
    down() {
      isUp = false;
      breakAll();
    },
    up() {
      isUp = true;
    },
    open: () => pairs.size,
  };
}
