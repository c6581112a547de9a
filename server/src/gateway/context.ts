// What the parts of the gateway share.
import {
  type CloseReason,
  closeTable,
  type DeviceAddress,
  type DeviceKey,
  type ErrorCode,
  type Limits,
} from '@parley/protocol';
import type { BaseLogger } from 'pino';
import type { Clock } from '../lib/clock.ts';
import type { Messages } from '../messages/messages.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Connection } from './connection.ts';
import { encodeProblem } from './frames.ts';

export interface GatewayDeps {
  /** This gateway's name in `sessions`. */
  id: string;
  messages: Messages;
  sessions: Sessions;
  /** The device that holds an access token. */
  authenticate: (token: Uint8Array) => Promise<DeviceAddress | undefined>;
  clock: Clock;
  limits: Limits;
  log: BaseLogger;
  /** Connections taken at once; more are turned away before the upgrade. */
  maxConnections?: number;
}

export interface Context extends GatewayDeps {
  /** Connections whose Hello was accepted. */
  readonly byDevice: Map<DeviceKey, Connection>;
  readonly all: Set<Connection>;
  readonly counts: Counts;
  /** Coarse monotone time, milliseconds, renewed by every sweep: reading the clock for each frame costs more. */
  now: number;
  leaving: boolean;
}

export interface Counts {
  framesIn: number;
  framesOut: number;
  delivered: number;
  gaps: number;
  drains: number;
  slowPollFinds: number;
  refusedConnections: number;
  closes: Record<string, number>;
}

/** Queues a frame. A peer that takes nothing is not read from any more, and above the hard mark cut off. */
export function write(context: Context, connection: Connection, frame: Uint8Array): void {
  if (connection.state === 'closed') return;
  context.counts.framesOut++;
  connection.transport.send(frame);
  const queued = connection.transport.queuedBytes();
  if (queued <= context.limits.softSendQueueBytes) return;
  connection.queueLongSince ||= context.now;
  if (queued > context.limits.hardSendQueueBytes) return cut(context, connection, 'slow_reader');
  if (!connection.paused) {
    connection.paused = true;
    connection.transport.pause();
  }
}

export function problem(
  context: Context,
  connection: Connection,
  code: ErrorCode,
  detail?: string,
  connectionEpoch?: number,
): void {
  write(context, connection, encodeProblem(code, detail, connectionEpoch));
}

/** Ends a connection with a coded close. */
export function close(context: Context, connection: Connection, reason: CloseReason): void {
  if (connection.state === 'closed') return;
  count(context, reason);
  const { code, reason: text } = closeTable[reason];
  connection.transport.close(code, text);
  forget(context, connection);
}

/** As `close`, for a peer that does not read: it will not see the code. */
export function cut(context: Context, connection: Connection, reason: CloseReason): void {
  close(context, connection, reason);
  connection.transport.terminate();
}

/** Drops the connection's state. Its rows stay in the inbox until its device acks them. */
export function forget(context: Context, connection: Connection): void {
  if (connection.state === 'closed') return;
  connection.state = 'closed';
  context.all.delete(connection);
  const { key, device, connectionEpoch } = connection;
  if (!key || !device || context.byDevice.get(key) !== connection) return;
  context.byDevice.delete(key);
  context.sessions
    .unregister(device, connectionEpoch)
    .catch(error => context.log.warn({ error }, 'a session could not be unregistered'));
}

function count(context: Context, reason: CloseReason): void {
  context.counts.closes[reason] = (context.counts.closes[reason] ?? 0) + 1;
}
