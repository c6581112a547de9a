// What the parts of the gateway share: its connections, and the way to write to one and to end one.
import {
  type CloseReason,
  closeTable,
  type DeviceAddress,
  type DeviceKey,
  type ErrorCode,
  type Limits,
  type wire,
} from '@parley/protocol';
import type { BaseLogger } from 'pino';
import type { Presences } from '../accounts/presence.ts';
import type { Clock } from '../lib/clock.ts';
import { UnavailableError } from '../lib/unavailable.ts';
import type { Messages } from '../messages/messages.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Connection } from './connection.ts';
import { type Counts, count } from './counts.ts';
import { encodeFrame, encodeProblem, type ServerFrameType } from './frames.ts';
import { leavePresence, type Presence } from './presence.ts';
import { type Registrations, unregister } from './registrations.ts';

export interface GatewayDeps {
  /** This gateway's name in `sessions`. */
  id: string;
  messages: Messages;
  sessions: Sessions;
  /** Ends a device's connection at another gateway that held it until now. */
  displaceAt: (gateway: string, device: DeviceAddress, connectionEpoch: number) => Promise<void>;
  presences: Presences;
  /** Those of another gateway's devices at which a person is. Never rejects. */
  activeAt: (gateway: string, devices: readonly DeviceAddress[]) => Promise<DeviceAddress[]>;
  /** The device that holds an access token. */
  authenticate: (token: Uint8Array) => Promise<DeviceAddress | undefined>;
  clock: Clock;
  limits: Limits;
  log: BaseLogger;
  /** False: others may take this gateway for gone. Absent: they never do. */
  isAnnounced?: () => boolean;
  /** Connections taken at once; more are turned away before the upgrade. */
  maxConnections: number;
}

interface Unseen {
  readonly device: DeviceAddress;
  readonly since: number;
}

export interface Context extends GatewayDeps {
  readonly all: Set<Connection>;
  /** Those whose Hello has not been answered yet. */
  readonly greeting: Set<Connection>;
  /** Those that are their device's connection. */
  readonly byDevice: Map<DeviceKey, Connection>;
  readonly registrations: Registrations;
  readonly presence: Presence;
  readonly counts: Counts;
  /** Coarse monotone time, milliseconds, renewed by every sweep: reading the clock for each frame costs more. */
  now: number;
  polledAt: number;
  /** The next poll is not to wait for its usual time. */
  lookSoon: boolean;
  /** Devices that are gone with something unacked, and since when. */
  readonly unseen: Map<DeviceKey, Unseen>;
  /** Typing notices that have been handed on. */
  typingUnderWay: number;
  /** The gateway is going away. */
  leaving: boolean;
}

/** Whole milliseconds, never 0: small integers take no memory of their own. */
export function coarseTime(clock: Clock): number {
  return Math.floor(clock.monotonic()) + 1;
}

/** Queues a frame. A peer that takes nothing is not read from any more, and above the hard mark cut off. */
export function write(context: Context, connection: Connection, type: ServerFrameType, frame: Uint8Array): void {
  if (connection.state === 'closed') return;
  const { counts, limits } = context;
  counts.framesOut[type]++;
  connection.transport.send(frame);
  const queued = connection.transport.queuedBytes();
  if (queued > counts.queueHighWaterBytes) counts.queueHighWaterBytes = queued;
  if (queued <= limits.softSendQueueBytes) return;
  if (queued > limits.hardSendQueueBytes) return cut(context, connection, 'slow_reader');
  connection.queueLongSince ||= context.now;
  updateReading(context, connection);
}

/** As `write`, for a frame of one field that is not on the hot path. */
export function writeFrame(context: Context, connection: Connection, frame: wire.ServerFrame.$Properties): void {
  write(context, connection, Object.keys(frame)[0] as ServerFrameType, encodeFrame(frame));
}

export function problem(
  context: Context,
  connection: Connection,
  code: ErrorCode,
  detail?: string,
  connectionEpoch?: number,
): void {
  write(context, connection, 'problem', encodeProblem(code, detail, connectionEpoch));
}

/** Refused sends wait for the answers before them; beyond this many times the limit the peer is not heard. */
const FLOOD = 2;

/** Reads from the peer unless it does not take what is sent to it, or floods us with sends. */
export function updateReading({ limits }: Context, connection: Connection): void {
  const pause = connection.queueLongSince > 0 || connection.pendingSends > FLOOD * limits.maxPendingSends;
  if (pause === connection.paused) return;
  connection.paused = pause;
  if (pause) connection.transport.pause();
  else connection.transport.resume();
}

/** Ends a connection with a coded close. */
export function close(context: Context, connection: Connection, reason: CloseReason): void {
  if (connection.state === 'closed') return;
  const { code, reason: text } = closeTable[reason];
  connection.transport.close(code, text);
  forget(context, connection, reason);
}

/** Ends a connection that something has failed for: a part of the server that cannot be reached is no fault of this one. */
export function closeFailed(context: Context, connection: Connection, error: unknown, message: string): void {
  const details = { error, device: connection.key };
  if (error instanceof UnavailableError) {
    context.log.warn({ ...details, error: error.message }, message);
    return close(context, connection, 'unavailable');
  }
  context.log.error(details, message);
  close(context, connection, 'internal');
}

/** As `close`, for a peer that does not read: it will not see the code. */
export function cut(context: Context, connection: Connection, reason: CloseReason): void {
  close(context, connection, reason);
  connection.transport.terminate();
}

/** Drops the connection's state. Its rows stay in the inbox until its device acks them. */
export function forget(context: Context, connection: Connection, reason: CloseReason | 'left'): void {
  if (connection.state === 'closed') return;
  connection.state = 'closed';
  count(context.counts.closes, reason);
  context.all.delete(connection);
  context.greeting.delete(connection);
  leavePresence(context, connection);
  const { key, device, connectionEpoch } = connection;
  context.log.debug({ device: key, connectionEpoch, reason }, 'disconnected');
  if (!key || !device || context.byDevice.get(key) !== connection) return;
  context.byDevice.delete(key);
  // D11: it may never have got them. Of a gateway that is going away all devices connect elsewhere.
  if (connection.unackedSince > 0 && !context.leaving) {
    context.unseen.delete(key); // the last to go is the last in order
    context.unseen.set(key, { device, since: context.now });
  }
  unregister(context, device, connectionEpoch);
}
