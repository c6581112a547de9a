// From an inbox to its device: first what waits there (drain), then what comes in (live), in the order of the sequence
// numbers, and the acks back.
import { type DeviceAddress, deviceKey, type wire } from '@parley/protocol';
import type { StoredRow } from '../messages/message-store.ts';
import { type Connection, isOpen } from './connection.ts';
import { type Context, close, problem, write } from './context.ts';
import { encodeDeliver, encodeFrame } from './frames.ts';

/** Rows read at once: about one soft mark of queue at 500 bytes a row. */
const PAGE_ROWS = 500;

/** A hint for each row; answers with the devices that are not here. */
export function onHints(context: Context, rows: readonly StoredRow[]): DeviceAddress[] {
  const notHere: DeviceAddress[] = [];
  for (const row of rows) {
    const connection = context.byDevice.get(deviceKey(row.account, row.device));
    if (connection && isOpen(connection)) onHint(context, connection, row);
    else notHere.push({ account: row.account, device: row.device });
  }
  return notHere;
}

function onHint(context: Context, connection: Connection, row: StoredRow): void {
  if (row.inboxEpoch !== connection.inboxEpoch) return close(context, connection, 'server_shutdown'); // purged: start anew
  if (row.seq <= connection.lastSent) return;
  if (row.seq > connection.target) connection.target = row.seq;
  if (connection.state === 'draining') return;
  if (row.seq === connection.lastSent + 1 && !connection.paused)
    return deliver(context, connection, row.seq, row.envelope);
  // A gap closes by itself when hints overtook each other; else the inbox tells (also for a reader that is too slow).
  connection.state = 'draining';
  context.counts.gaps++;
  setTimeout(startDrain, context.limits.gapHoldMs, context, connection);
}

function deliver(context: Context, connection: Connection, seq: number, envelope: Uint8Array): void {
  connection.lastSent = seq;
  connection.unackedSince ||= context.now;
  context.counts.delivered++;
  write(context, connection, encodeDeliver(connection.inboxEpoch, seq, envelope));
}

/** Sends what waits in the inbox, then goes live. */
export function startDrain(context: Context, connection: Connection): void {
  if (connection.state === 'closed') return;
  connection.state = 'draining';
  context.counts.drains++;
  drain(context, connection).catch(error => {
    context.log.error({ error }, 'an inbox could not be read');
    close(context, connection, 'internal');
  });
}

async function drain(context: Context, connection: Connection): Promise<void> {
  let emptyReads = 0;
  while (connection.state === 'draining') {
    if (connection.transport.queuedBytes() > context.limits.softSendQueueBytes || connection.paused) {
      connection.drainHeld = true; // `onWritten` goes on
      return;
    }
    const rows = await context.messages.read(connection.device!, connection.lastSent, PAGE_ROWS);
    if (connection.state !== 'draining') return;
    for (const { seq, envelope } of rows) {
      deliver(context, connection, seq, envelope);
      if (connection.paused) break; // the rest is read again when this has been taken
    }
    if (rows.length > 0) {
      await new Promise(setImmediate);
      continue;
    }
    // A hint may have come while the inbox was read; if the row is still not there it has expired.
    if (connection.lastSent < connection.target && emptyReads++ === 0) continue;
    connection.lastSent = Math.max(connection.lastSent, connection.target);
    connection.state = 'live';
    write(context, connection, encodeFrame({ live: { inboxEpoch: connection.inboxEpoch, upTo: connection.lastSent } }));
  }
}

/** The peer has taken what was queued. */
export function onWritten(context: Context, connection: Connection): void {
  if (connection.state === 'closed') return;
  connection.queueLongSince = 0;
  if (connection.paused) {
    connection.paused = false;
    connection.transport.resume();
  }
  if (connection.drainHeld) {
    connection.drainHeld = false;
    startDrain(context, connection);
  }
}

/** Cumulative; those of one turn of the event loop are handed on as one. */
export function onAck(context: Context, connection: Connection, ack: wire.Ack): void {
  if (ack.inboxEpoch !== connection.inboxEpoch || ack.upTo <= connection.acked) return;
  if (ack.upTo > connection.lastSent) {
    return problem(context, connection, 'bad_request', 'The ack names a sequence number that was never delivered.');
  }
  connection.acked = ack.upTo;
  connection.askedAt = 0;
  connection.unackedSince = connection.acked === connection.lastSent ? 0 : context.now;
  if (connection.ackWaiting === 0) setImmediate(handOnAck, context, connection);
  connection.ackWaiting = ack.upTo;
}

function handOnAck(context: Context, connection: Connection): void {
  const position = { inboxEpoch: connection.inboxEpoch, seq: connection.ackWaiting };
  connection.ackWaiting = 0;
  context.messages
    .ack(connection.device!, position)
    .catch(error => context.log.error({ error }, 'an ack could not be stored'));
}
