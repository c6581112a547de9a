// A network between a client and the server: forwards bytes until it is told to lose them without a word, as a dead radio
// link does: both ends keep their sockets and hear nothing.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

export interface TcpProxy {
  readonly url: string;
  /** What is open now stays open and carries nothing any more, in neither direction. New connections work. */
  freeze(): void;
  /** How many connections it carries or pretends to carry. */
  open(): number;
}

export async function startTcpProxy(t: TestContext, target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer(near => {
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
  t.after(() => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    freeze() {
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
        // Read and lose it: a buffer that fills would tell the other end.
        for (const socket of [near, far]) socket.resume();
      }
    },
    open: () => pairs.size,
  };
}
