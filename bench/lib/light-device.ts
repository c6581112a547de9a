// A connected device as cheap as can be, for loads of thousands: it reads frames just far enough to count and ack them, so
// that the generator is not the limit.
import { connect, type Socket } from 'node:net';
import { idBytes, SUBPROTOCOL, wire } from '@parley/protocol';
import type { Credentials } from '../../dev/raw-device.ts';

export interface LightDevice {
  readonly credentials: Credentials;
  /** Deliver frames that have come. */
  delivered: number;
  /** Answers to sends that have come. */
  sent: number;
  /** Acks what has come, once for what one read brings; else only when `ack` is called. */
  acking: boolean;
  onDelivered: ((count: number) => void) | undefined;
  send(frame: wire.ClientFrame.$Properties): void;
  ack(): void;
}

/** The server cuts off whom it does not hear of. */
const PING_MS = 8_000;
const MASKED = 0x80;
const BINARY = 0x82;
const SENT = (2 << 3) | 2;
const REFUSED = (3 << 3) | 2;
const DELIVER = (4 << 3) | 2;
const LIVE = (5 << 3) | 2;

/** Resolves once the device is live. */
export function connectLight(url: string, credentials: Credentials): Promise<LightDevice> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('a connection was closed')));
    socket.write(
      'GET /v1/socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: ${SUBPROTOCOL}\r\n\r\n`,
    );
    socket.once('data', () => {
      const device = createDevice(socket, credentials, () => resolve(device)); // nothing follows the 101 before Hello
      const { account, device: number, token } = credentials;
      device.send({ hello: { token, account: idBytes(account), device: number, connectionEpoch: 1, client: 'light' } });
    });
  });
}

function createDevice(socket: Socket, credentials: Credentials, onLive: () => void): LightDevice {
  let rest: Buffer = Buffer.alloc(0);
  let inboxEpoch = 0;
  let seq = 0;
  let acked = 0;
  const device: LightDevice = {
    credentials,
    delivered: 0,
    sent: 0,
    acking: false,
    onDelivered: undefined,
    send: frame => void socket.write(masked(wire.ClientFrame.encode(frame).finish())),
    ack() {
      if (seq > acked) device.send({ ack: { inboxEpoch, upTo: seq } });
      acked = seq;
    },
  };
  setInterval(() => device.send({ ping: { nonce: 1 } }), PING_MS).unref();
  function onFrame(frame: Buffer): void {
    const type = frame[0];
    if (type === DELIVER) {
      let at = skipVarint(frame, 1) + 1;
      [inboxEpoch, at] = readVarint(frame, at);
      [seq] = readVarint(frame, at + 1);
      device.delivered++;
    } else if (type === SENT) device.sent++;
    else if (type === LIVE) onLive();
    else if (type === REFUSED) throw new Error(JSON.stringify(wire.ServerFrame.decode(frame)));
  }
  socket.on('data', chunk => {
    const before = device.delivered;
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    rest = data.subarray(eachFrame(data, onFrame));
    if (device.delivered === before) return;
    if (device.acking) device.ack();
    device.onDelivered?.(device.delivered - before);
  });
  return device;
}

/** Answers where the first frame begins that is not complete. */
function eachFrame(data: Buffer, onFrame: (frame: Buffer) => void): number {
  let at = 0;
  while (at + 2 <= data.length) {
    const short = data[at + 1]!;
    const header = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (at + header > data.length) break;
    const length = short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : data.readUInt32BE(at + 6);
    if (at + header + length > data.length) break;
    if (data[at] === BINARY) onFrame(data.subarray(at + header, at + header + length));
    at += header + length;
  }
  return at;
}

function skipVarint(data: Buffer, start: number): number {
  let at = start;
  while (data[at]! >= 128) at++;
  return at + 1;
}

function readVarint(data: Buffer, start: number): [value: number, next: number] {
  let value = 0;
  let scale = 1;
  let at = start;
  for (; data[at]! >= 128; at++) {
    value += (data[at]! & 127) * scale;
    scale *= 128;
  }
  return [value + data[at]! * scale, at + 1];
}

/** With a mask of zeros, which leaves the bytes as they are. */
function masked(frame: Uint8Array): Buffer {
  const { length } = frame;
  const header = length < 126 ? [BINARY, MASKED | length] : [BINARY, MASKED | 126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([...header, 0, 0, 0, 0]), frame]);
}
