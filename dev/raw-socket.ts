// A device's connection over a plain socket, for crowds: thousands of WebSocket objects would take longer to make than the
// server takes to accept them.
import { connect } from 'node:net';
import { idBytes, SUBPROTOCOL, wire } from '@parley/protocol';
import type { Credentials } from './raw-connection.ts';

export interface RawSocketOptions {
  readonly port: number;
  /** An address of this machine for the socket's own end: each has as many ports as there are. */
  readonly localAddress?: string;
  readonly credentials: Credentials;
  readonly connectionEpoch: number;
  /** Every frame of the server, Welcome and Live too. */
  readonly onFrame: (frame: wire.ServerFrame, socket: RawSocket) => void;
  /** Once, in a few words: `refused with 503`, `closed with 4001`, `lost`. */
  readonly onEnd: (why: string) => void;
}

export interface RawSocket {
  send(frame: wire.ClientFrame.$Properties): void;
  destroy(): void;
}

const END_OF_HEAD = '\r\n\r\n';
const CLOSE = 8;

/** Says Hello as soon as the server has upgraded the connection. */
export function openRawSocket(options: RawSocketOptions): RawSocket {
  const { port, localAddress, onFrame } = options;
  const socket = connect({ port, host: '127.0.0.1', ...(localAddress ? { localAddress } : {}) });
  const raw: RawSocket = {
    send: frame => void socket.write(masked(wire.ClientFrame.encode(frame).finish())),
    destroy: () => void socket.destroy(),
  };
  let why = 'lost';
  let received: Buffer = Buffer.alloc(0);
  let take = takeHead;
  socket.write(requestHead(port));

  function takeHead(): void {
    const end = received.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const status = received.toString('latin1', 9, 12);
    if (status !== '101') return fail(`refused with ${status}`);
    received = received.subarray(end + END_OF_HEAD.length);
    take = takeFrames;
    raw.send({ hello: helloOf(options) });
    takeFrames();
  }

  function takeFrames(): void {
    for (let frame = nextFrame(received); frame; frame = nextFrame(received)) {
      received = frame.rest;
      if (frame.opcode === CLOSE)
        return fail(`closed with ${frame.payload.length < 2 ? 1005 : frame.payload.readUInt16BE()}`);
      onFrame(wire.ServerFrame.decode(frame.payload) as wire.ServerFrame, raw);
    }
  }

  function fail(reason: string): void {
    why = reason;
    socket.destroy();
  }

  socket.on('data', data => {
    received = received.length === 0 ? data : Buffer.concat([received, data]);
    take();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    why = error.code ?? error.message;
  });
  socket.on('end', () => socket.destroy());
  socket.on('close', () => options.onEnd(why));
  return raw;
}

function requestHead(port: number): string {
  return (
    `GET /v1/socket HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: ${SUBPROTOCOL}\r\n\r\n`
  );
}

function helloOf({ credentials, connectionEpoch }: RawSocketOptions): wire.Hello.$Properties {
  const { account, device, token } = credentials;
  return { token, account: idBytes(account), device, connectionEpoch, client: 'raw' };
}

/** A binary WebSocket frame below 126 bytes, with a mask of zeros. */
function masked(payload: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0x82, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

const SHORT = 126;

/** A server's frames have no mask; none that a crowd gets has 64 KiB. */
function nextFrame(data: Buffer): { opcode: number; payload: Buffer; rest: Buffer } | undefined {
  if (data.length < 2) return undefined;
  const short = data[1]!;
  if (short >= SHORT && data.length < 4) return undefined;
  const [length, start] = short < SHORT ? [short, 2] : [data.readUInt16BE(2), 4];
  if (data.length < start + length) return undefined;
  return { opcode: data[0]! & 0xf, payload: data.subarray(start, start + length), rest: data.subarray(start + length) };
}
