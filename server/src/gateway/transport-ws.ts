import type { Duplex } from 'node:stream';
import { SUBPROTOCOL } from '@parley/protocol';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AcceptUpgrade, Transport, TransportHandlers } from './transport.ts';

interface Owned<T> extends WebSocket {
  owner: T;
}

interface OwnedSocket<T> extends Duplex {
  owner: T;
}

/** Frames up to this are read and answered with a close code of ours; larger ones end with 1009. */
const READ_SLACK = 2;

export function createWsTransport<T>(maxFrameBytes: number, handlers: TransportHandlers<T>): AcceptUpgrade {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    clientTracking: false,
    skipUTF8Validation: true,
    maxPayload: maxFrameBytes * READ_SLACK,
    handleProtocols: () => SUBPROTOCOL,
  });
  const cork = createCork();

  // One function for all connections: closures would cost more memory than the rest of an idle connection.
  function onMessage(this: WebSocket, data: unknown, isBinary: boolean): void {
    const { owner } = this as Owned<T>;
    if (isBinary) handlers.onFrame(owner, data as Buffer);
    else handlers.onText(owner);
  }
  function onClose(this: WebSocket, code: number): void {
    handlers.onClosed((this as Owned<T>).owner, code);
  }
  function onDrain(this: Duplex): void {
    handlers.onWritten((this as OwnedSocket<T>).owner);
  }
  // A 'close' follows every 'error'.
  function onError(): void {}

  return (request, socket, head) => {
    server.handleUpgrade(request, socket, head, ws => {
      const owner = handlers.onOpen(new WsTransport(ws, socket, cork));
      (ws as Owned<T>).owner = owner;
      (socket as OwnedSocket<T>).owner = owner;
      socket.on('drain', onDrain);
      ws.on('message', onMessage);
      ws.on('close', onClose);
      ws.on('error', onError);
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
  readonly #socket: Duplex;
  readonly #cork: Cork;

  constructor(ws: WebSocket, socket: Duplex, cork: Cork) {
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
