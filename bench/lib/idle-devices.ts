// A process that holds idle connections: `bench idle` starts several, because each is allowed a number of open files.
// Plain sockets: thousands of WebSocket objects would take longer to make than the server takes to accept them.
import { connect, type Socket } from 'node:net';
import { idBytes, SUBPROTOCOL, wire } from '@parley/protocol';
import type { Credentials } from '../../dev/raw-device.ts';

export interface IdleRequest {
  readonly port: number;
  /** An address of this machine for the sockets' own end: each has as many ports as there are. */
  readonly localAddress: string;
  readonly credentials: readonly (Omit<Credentials, 'token'> & { readonly token: string })[];
}

/** Connections being made at once: the server takes so many greetings and no more. */
const AT_ONCE = 32;
const PING_MS = 10_000;
const held: Socket[] = [];

process.once('message', async (request: IdleRequest) => {
  setInterval(() => held.forEach(ping), PING_MS);
  const queue = [...request.credentials];
  const worker = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) held.push(await open(request, next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  process.send!({ connected: held.length });
});

/** Resolves once the device is live. */
function open({ port, localAddress }: IdleRequest, credentials: IdleRequest['credentials'][number]): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    socket.write(
      'GET /v1/socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: ${SUBPROTOCOL}\r\n\r\n`,
    );
    let received = Buffer.alloc(0);
    let upgraded = false;
    socket.on('data', function onData(data) {
      received = Buffer.concat([received, data]);
      if (!upgraded) {
        if (!received.includes('HTTP/1.1 101')) return reject(new Error(received.toString('latin1').slice(0, 200)));
        upgraded = true;
        received = Buffer.alloc(0); // nothing follows the 101 before Hello
        socket.write(masked(hello(credentials)));
      } else if (hasLive(received)) {
        socket.off('data', onData).resume();
        resolve(socket);
      }
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('a connection was closed')));
  });
}

function hello({ account, device, token }: IdleRequest['credentials'][number]): Uint8Array {
  const frame = {
    token: Buffer.from(token, 'hex'),
    account: idBytes(account),
    device,
    connectionEpoch: 1,
    client: 'idle',
  };
  return wire.ClientFrame.encode({ hello: frame }).finish();
}

function ping(socket: Socket): void {
  socket.write(masked(wire.ClientFrame.encode({ ping: { nonce: 1 } }).finish()));
}

/** A binary WebSocket frame below 126 bytes, with a mask of zeros. */
function masked(payload: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0x82, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

/** Live follows Welcome; both are small frames of the server, without a mask. */
function hasLive(data: Buffer): boolean {
  for (let at = 0; at + 2 <= data.length; ) {
    const short = data[at + 1]!;
    const [length, start] = short < 126 ? [short, at + 2] : [data.readUInt16BE(at + 2), at + 4];
    if (start + length > data.length) return false;
    if (wire.ServerFrame.decode(data.subarray(start, start + length)).live) return true;
    at = start + length;
  }
  return false;
}
