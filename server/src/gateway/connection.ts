// The state of one connection. Idle connections are many, so it is small: no timers, no closures, maps made when needed.
import type { AccountId, ChatId, DeviceAddress, DeviceKey } from '@parley/protocol';
import type { StoredRow } from '../messages/message-store.ts';
import type { Conversation } from './sends.ts';
import type { Transport } from './transport.ts';

export type ConnectionState =
  /** Waiting for the first frame. */
  | 'new'
  /** Hello is being answered. */
  | 'greeting'
  /** Sends what waits in the inbox; hints only raise the target. */
  | 'draining'
  | 'live'
  | 'closed';

export interface Connection {
  readonly transport: Transport;
  state: ConnectionState;
  /** Known once the token is. */
  device: DeviceAddress | undefined;
  key: DeviceKey | undefined;
  connectionEpoch: number;
  inboxEpoch: number;
  /** Where the next row is to come after: the last sequence number written to this connection, or passed over as gone. */
  lastSent: number;
  /** The last one written. */
  lastDelivered: number;
  /** Last one the device has acked here. */
  acked: number;
  /** Acked but not yet handed on; 0: none. */
  ackWaiting: number;
  /** Highest sequence number hinted. */
  target: number;
  /** Live rows that came before their turn, ascending. */
  held: StoredRow[] | undefined;
  /** The drain goes on when the queue has been written out. */
  drainHeld: boolean;
  /** Nothing is read from the peer. */
  paused: boolean;
  /** Coarse monotone times in milliseconds; 0: not so. */
  heardAt: number;
  unackedSince: number;
  /** The queue is above the soft mark. */
  queueLongSince: number;
  askedAt: number;
  /** What the transport said when last asked. */
  bytesRead: number;
  pendingSends: number;
  /** Typing notices since then. */
  typed: number;
  typedSince: number;
  /** A person is at the device, as far as it says. */
  active: boolean;
  /** Whose presence is told here, and what was said of them last. */
  watched: Map<AccountId, string> | undefined;
  conversations: Map<ChatId, Conversation> | undefined;
}

export function createConnection(transport: Transport, now: number): Connection {
  return {
    transport,
    state: 'new',
    device: undefined,
    key: undefined,
    connectionEpoch: 0,
    inboxEpoch: 0,
    lastSent: 0,
    lastDelivered: 0,
    acked: 0,
    ackWaiting: 0,
    target: 0,
    held: undefined,
    drainHeld: false,
    paused: false,
    heardAt: now,
    unackedSince: 0,
    queueLongSince: 0,
    askedAt: 0,
    bytesRead: 0,
    pendingSends: 0,
    typed: 0,
    typedSince: 0,
    active: false,
    watched: undefined,
    conversations: undefined,
  };
}

/** True once Hello has been accepted and until the connection ends. */
export function isOpen(connection: Connection): boolean {
  return connection.state === 'draining' || connection.state === 'live';
}
