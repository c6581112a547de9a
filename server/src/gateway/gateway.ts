// Holds the devices' WebSocket connections: reads their frames, hands sends and acks to the message service, and forwards
// what waits in their inboxes. It stores nothing: whatever it forgets is still in the inbox.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { CloseReason, DeviceAddress } from '@parley/protocol';
import type { HintSink } from '../messages/messages.ts';

export interface Gateway extends HintSink {
  /** Takes over an HTTP upgrade for /v1/socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes the connection of a device that lost its right to be here. */
  disconnect(device: DeviceAddress, reason: CloseReason): void;
  /** Heartbeats, time-outs and the slow poll. Runs by itself once a second; tests with a clock of their own call it. */
  sweep(): void;
  /** Tells every client to reconnect elsewhere, with jitter, waits until what they sent is answered, closes. */
  drain(): Promise<void>;
  stats(): GatewayStats;
}

/** Counts since start, but for the first two. */
export interface GatewayStats {
  readonly connections: number;
  /** Bytes queued for the connection that has most. */
  readonly longestQueueBytes: number;
  readonly framesIn: number;
  readonly framesOut: number;
  readonly delivered: number;
  readonly gaps: number;
  readonly drains: number;
  readonly slowPollFinds: number;
  readonly refusedConnections: number;
  readonly closes: Readonly<Record<string, number>>;
}
