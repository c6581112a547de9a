// Acks: cumulative; those of one turn of the event loop are handed on as one.
import type { wire } from '@parley/protocol';
import { UnavailableError } from '../lib/unavailable.ts';
import type { Connection } from './connection.ts';
import { type Context, close, problem } from './context.ts';

export function onAck(context: Context, connection: Connection, ack: wire.Ack): void {
  if (ack.inboxEpoch !== connection.inboxEpoch || ack.upTo <= connection.acked) return;
  if (ack.upTo > connection.lastSent) {
    return problem(context, connection, 'bad_request', 'The ack names a sequence number that was never delivered.');
  }
  connection.acked = ack.upTo;
  connection.askedAt = 0;
  connection.unackedSince = connection.acked >= connection.lastDelivered ? 0 : context.now;
  if (connection.ackWaiting === 0) setImmediate(handOn, context, connection);
  connection.ackWaiting = ack.upTo;
}

function handOn(context: Context, connection: Connection): void {
  const position = { inboxEpoch: connection.inboxEpoch, seq: connection.ackWaiting };
  connection.ackWaiting = 0;
  context.messages
    .ack(connection.device!, position)
    .then(isAcked => isAcked || onOtherInbox(context, connection))
    .catch(error => onAckError(context, connection, position.seq, error));
}

/** What it has got comes again with its next connection, is acked as what it is then, and its senders hear of it (D7). */
function onOtherInbox(context: Context, connection: Connection): void {
  if (connection.state !== 'closed') close(context, connection, 'inbox_reset');
}

const RETRY_MS = 1_000;

/** What could not be stored is tried again, or comes with a later ack: a sender waits for the receipt (D7). */
function onAckError(context: Context, connection: Connection, upTo: number, error: unknown): void {
  if (!(error instanceof UnavailableError)) {
    return context.log.error({ error, device: connection.key }, 'an ack could not be stored');
  }
  setTimeout(() => {
    if (connection.state === 'closed' || connection.ackWaiting > 0) return;
    connection.ackWaiting = upTo;
    handOn(context, connection);
  }, RETRY_MS).unref();
}
