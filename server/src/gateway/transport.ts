// What the gateway asks of a WebSocket. Its one implementation wraps `ws`; another library would go beside it.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Transport {
  /** Queues a binary frame. Everything queued in one turn of the event loop is one write to the socket. */
  send(frame: Uint8Array): void;
  /** Bytes queued here and in the socket. */
  queuedBytes(): number;
  /** Bytes that came from the peer so far, also those of a frame that is not complete. */
  bytesRead(): number;
  /** Stops and starts reading from the peer. What has been read already still comes. */
  pause(): void;
  resume(): void;
  /** Sends a close frame behind what is queued; drops the socket soon, whether the peer answers or not. */
  close(code: number, reason: string): void;
  /** Drops the socket at once. */
  terminate(): void;
}

/** Called for all connections, with the value `onOpen` returned: nothing is kept per connection. */
export interface TransportHandlers<T> {
  onOpen(transport: Transport): T;
  /** The bytes are the receiver's to keep. */
  onFrame(owner: T, frame: Buffer): void;
  onText(owner: T): void;
  /** A frame above the limit has begun; nothing more is read. The handler closes. */
  onTooLarge(owner: T): void;
  /** The queue has been written out. */
  onWritten(owner: T): void;
  onClosed(owner: T): void;
}

export type AcceptUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
