import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { SUBPROTOCOL } from '@parley/protocol';
import { WebSocket, WebSocketServer } from 'ws';
import type { AcceptUpgrade, Transport, TransportHandlers } from './transport.ts';

/** RFC 6455: the message is too big. */
const TOO_BIG = 1009;
/** A peer that does not answer a close within this is gone, or wants the socket for something else. */
const CLOSE_TIMEOUT_MS = 2_000;
/** A WebSocket ping is answered while no more than this is queued: a peer that only pings can't fill the memory. */
const PONG_QUEUE_BYTES = 4_096;

interface OwnedSocket<T> extends Socket {
  owner: T;
}

export function createWsTransport<T>(maxFrameBytes: number, handlers: TransportHandlers<T>): AcceptUpgrade {
  class OwnedWebSocket extends WebSocket {
    declare owner: T;
    override close(code?: number, reason?: string): void {
      // A client would take 1009, which `ws` chooses, for a reason to try the same again.
      if (code === TOO_BIG) handlers.onTooLarge(this.owner);
      else super.close(code, reason);
    }
  }
  const options = {
    noServer: true,
    perMessageDeflate: false,
    clientTracking: false,
    skipUTF8Validation: true,
    autoPong: false,
    maxPayload: maxFrameBytes,
    closeTimeout: CLOSE_TIMEOUT_MS,
    handleProtocols: () => SUBPROTOCOL,
    WebSocket: OwnedWebSocket,
  };
  const server = new WebSocketServer(options);
  const cork = createCork();

  // One function for all connections: closures would cost more memory than the rest of an idle connection.
  function onMessage(this: OwnedWebSocket, data: unknown, isBinary: boolean): void {
    if (isBinary) handlers.onFrame(this.owner, data as Buffer);
    else handlers.onText(this.owner);
  }
  function onPing(this: OwnedWebSocket, data: Buffer): void {
    if (this.bufferedAmount <= PONG_QUEUE_BYTES) this.pong(data);
  }
  function onClose(this: OwnedWebSocket): void {
    handlers.onClosed(this.owner);
  }
  function onDrain(this: Duplex): void {
    handlers.onWritten((this as OwnedSocket<T>).owner);
  }
  // A 'close' follows every 'error'.
  function onError(): void {}

  return (request, socket, head) => {
    server.handleUpgrade(request, socket, head, ws => {
      const owner = handlers.onOpen(new WsTransport(ws, socket as Socket, cork));
      ws.owner = owner;
      (socket as OwnedSocket<T>).owner = owner;
      socket.on('drain', onDrain);
      const events: EventEmitter = ws;
      events.on('message', onMessage).on('ping', onPing).on('close', onClose).on('error', onError);
    });
  };
}

type Cork = (socket: Duplex) => void;

/** Holds a socket's writes back until the end of the turn, so that each socket is written once. */
function createCork(): Cork {
  let corked: Duplex[] = [];
  function uncorkAll(): void {
    const sockets = corked;
    corked = [];
    for (const socket of sockets) socket.uncork();
  }
  return socket => {
    if (corked.length === 0) setImmediate(uncorkAll);
    corked.push(socket);
    socket.cork();
  };
}

const SEND_OPTIONS = { binary: true, compress: false };

class WsTransport implements Transport {
  readonly #ws: WebSocket;
  readonly #socket: Socket;
  readonly #cork: Cork;

  constructor(ws: WebSocket, socket: Socket, cork: Cork) {
    this.#ws = ws;
    this.#socket = socket;
    this.#cork = cork;
  }

  send(frame: Uint8Array): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    if (this.#socket.writableCorked === 0) this.#cork(this.#socket);
    this.#ws.send(frame, SEND_OPTIONS);
  }

  queuedBytes(): number {
    return this.#ws.bufferedAmount;
  }

  bytesRead(): number {
    return this.#socket.bytesRead;
  }

  pause(): void {
    this.#ws.pause();
  }

  resume(): void {
    this.#ws.resume();
  }

  close(code: number, reason: string): void {
    this.#ws.close(code, reason);
  }

  terminate(): void {
    this.#ws.terminate();
  }
}
