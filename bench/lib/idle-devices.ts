// A process that holds idle connections: `bench idle` starts several, because each is allowed a number of open files.
import type { Credentials } from '../../dev/raw-connection.ts';
import { openRawSocket, type RawSocket } from '../../dev/raw-socket.ts';
import { type SentCredentials, unpack } from './sent-credentials.ts';

export interface IdleRequest {
  readonly port: number;
  /** An address of this machine for the sockets' own end: each has as many ports as there are. */
  readonly localAddress: string;
  readonly credentials: readonly SentCredentials[];
}

/** Connections being made at once: the server takes so many greetings and no more. */
const AT_ONCE = 32;
const PING_MS = 10_000;
const held: RawSocket[] = [];

process.once('message', async (request: IdleRequest) => {
  setInterval(() => {
    for (const socket of held) socket.send({ ping: { nonce: 1 } });
  }, PING_MS);
  const queue = unpack(request.credentials);
  const worker = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) held.push(await open(request, next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  process.send!({ connected: held.length });
});

/** Resolves once the device is live. */
function open({ port, localAddress }: IdleRequest, credentials: Credentials): Promise<RawSocket> {
  return new Promise((resolve, reject) => {
    openRawSocket({
      port,
      localAddress,
      credentials,
      connectionEpoch: 1,
      onFrame: (frame, socket) => frame.live && resolve(socket),
      onEnd: why => reject(new Error(`a connection has ended: ${why}`)),
    });
  });
}
