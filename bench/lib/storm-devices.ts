// A process of devices that hold a connection each and make it again, as the SDK does, whenever it ends.
import { connect, type Socket } from 'node:net';
import { idBytes, SUBPROTOCOL, wire } from '@parley/protocol';
import { type Backoff, createBackoff } from '../../client/src/connection/backoff.ts';
import type { Credentials } from '../../dev/raw-device.ts';

export interface StormRequest {
  readonly port: number;
  readonly credentials: readonly (Omit<Credentials, 'token'> & { readonly token: string })[];
}

/** Told whenever it changes, a few times a second. */
export interface StormState {
  readonly live: number;
}

interface Device {
  readonly credentials: StormRequest['credentials'][number];
  readonly backoff: Backoff;
  epoch: number;
}

/** Those of the SDK. */
const FIRST_MS = 500;
const MAX_MS = 30_000;
const TELL_MS = 50;
const PING_MS = 10_000;
const live = new Set<Socket>();

process.once('message', ({ port, credentials }: StormRequest) => {
  let told = -1;
  setInterval(() => {
    if (live.size === told) return;
    told = live.size;
    process.send!({ live: told } satisfies StormState);
  }, TELL_MS);
  setInterval(() => {
    for (const socket of live) socket.write(masked(wire.ClientFrame.encode({ ping: { nonce: 1 } }).finish()));
  }, PING_MS);
  for (const one of credentials) {
    const backoff = createBackoff({ firstMs: FIRST_MS, maxMs: MAX_MS, random: Math.random });
    open(port, { credentials: one, backoff, epoch: 1 });
  }
});

function open(port: number, device: Device): void {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.write(
    'GET /v1/socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: ${SUBPROTOCOL}\r\n\r\n`,
  );
  let received = Buffer.alloc(0);
  let upgraded = false;
  socket.on('data', function onData(data) {
    received = Buffer.concat([received, data]);
    if (!upgraded) {
      if (!received.includes('\r\n\r\n')) return;
      if (!received.includes('HTTP/1.1 101')) return void socket.destroy();
      upgraded = true;
      received = received.subarray(received.indexOf('\r\n\r\n') + 4);
      socket.write(masked(hello(device)));
    } else if (received.length > 2) {
      device.backoff.reset(); // Welcome
      live.add(socket);
      socket.off('data', onData).resume();
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    live.delete(socket);
    device.epoch++;
    setTimeout(open, device.backoff.nextDelayMs(), port, device);
  });
}

function hello({ credentials: { account, device, token }, epoch }: Device): Uint8Array {
  const frame = { token: Buffer.from(token, 'hex'), account: idBytes(account), device, connectionEpoch: epoch };
  return wire.ClientFrame.encode({ hello: { ...frame, client: 'storm' } }).finish();
}

/** A binary WebSocket frame below 126 bytes, with a mask of zeros. */
function masked(payload: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0x82, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
