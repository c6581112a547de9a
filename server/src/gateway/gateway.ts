// Holds the devices' WebSocket connections: reads their frames, hands sends and acks to the message service, and forwards
// what waits in their inboxes. It stores nothing: whatever it forgets is still in the inbox.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AccountId, CloseReason, DeviceAddress } from '@parley/protocol';
import type { HintSink } from '../messages/messages.ts';
import type { Counts } from './counts.ts';

export interface Gateway extends HintSink {
  /** Takes over an HTTP upgrade for /v1/socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes the connections of a device that lost its right to be here, also one that is about to say who it is. */
  disconnect(device: DeviceAddress, reason: CloseReason): void;
  /** Closes the device's connection if its epoch is below this one: another gateway has the device now. */
  displace(device: DeviceAddress, connectionEpoch: number): void;
  /** Gives a frame that is stored nowhere to those of the devices that are here and read what they are sent. */
  signal(devices: readonly DeviceAddress[], frame: Uint8Array): void;
  /** Those of the devices that are here at which a person is. */
  activeAmong(devices: readonly DeviceAddress[]): DeviceAddress[];
  /** What the account shows of itself, or to whom, has changed: whoever watches it, or is it, is told anew. */
  privacyChanged(account: AccountId): void;
  /** What it has registered in `sessions` may be lost (D11): it looks at once for what waits, and registers all anew, in steps. */
  registerAgain(): void;
  /** Hints may have been lost (D11): it looks within seconds for what waits. However often it is told, it looks no oftener. */
  lookSoon(): void;
  /** Heartbeats, time-outs and the slow poll. Runs by itself once a second; tests with a clock of their own call it. */
  sweep(): void;
  /** Tells every client to reconnect elsewhere, with jitter, waits until what they sent is answered, closes. */
  drain(): Promise<void>;
  stats(): GatewayStats;
}

export interface GatewayStats extends Readonly<Counts> {
  readonly connections: number;
  /** Those whose Hello has not been answered yet. */
  readonly greeting: number;
  /** Connected devices that others may not find. */
  readonly unregistered: number;
  /** People whose presence somebody is told of. */
  readonly watched: number;
  /** Bytes queued for the connection that has most. Looks at all of them. */
  readonly longestQueueBytes: number;
}
