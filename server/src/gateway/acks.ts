// Acks: cumulative; those of one turn of the event loop are handed on as one.
import type { wire } from '@parley/protocol';
import type { Connection } from './connection.ts';
import { type Context, problem } from './context.ts';

export function onAck(context: Context, connection: Connection, ack: wire.Ack): void {
  if (ack.inboxEpoch !== connection.inboxEpoch || ack.upTo <= connection.acked) return;
  if (ack.upTo > connection.lastSent) {
    return problem(context, connection, 'bad_request', 'The ack names a sequence number that was never delivered.');
  }
  connection.acked = ack.upTo;
  connection.askedAt = 0;
  connection.unackedSince = connection.acked === connection.lastSent ? 0 : context.now;
  if (connection.ackWaiting === 0) setImmediate(handOn, context, connection);
  connection.ackWaiting = ack.upTo;
}

function handOn(context: Context, connection: Connection): void {
  const position = { inboxEpoch: connection.inboxEpoch, seq: connection.ackWaiting };
  connection.ackWaiting = 0;
  // What could not be stored comes again when the device connects again, and it drops what it has already.
  context.messages
    .ack(connection.device!, position)
    .catch(error => context.log.error({ error, device: connection.key }, 'an ack could not be stored'));
}
