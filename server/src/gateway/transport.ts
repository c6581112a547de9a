// What the gateway asks of a WebSocket. Its one implementation wraps `ws`; another library would go beside it.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Transport {
  /** Queues a binary frame. Everything queued in one turn of the event loop is one write to the socket. */
  send(frame: Uint8Array): void;
  /** Bytes queued here and in the socket. */
  queuedBytes(): number;
  /** Stops and starts reading from the peer. */
  pause(): void;
  resume(): void;
  /** Sends a close frame behind what is queued. */
  close(code: number, reason: string): void;
  /** Drops the socket at once. */
  terminate(): void;
}

/** Called for all connections, with the value `onOpen` returned: nothing is kept per connection. */
export interface TransportHandlers<T> {
  onOpen(transport: Transport): T;
  onFrame(owner: T, frame: Buffer): void;
  onText(owner: T): void;
  /** The queue has been written out. */
  onWritten(owner: T): void;
  onClosed(owner: T, code: number): void;
}

export type AcceptUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
