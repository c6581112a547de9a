// From an inbox to its device, in the order of the sequence numbers: first what waits there (drain), then what comes in
// (live). Which of the two it is, and what to do with a hint in each.
import { type DeviceAddress, deviceKey } from '@parley/protocol';
import type { StoredRow } from '../messages/message-store.ts';
import { type Connection, isOpen } from './connection.ts';
import { type Context, close, closeFailed, updateReading, write, writeFrame } from './context.ts';
import { encodeDeliver } from './frames.ts';
import { dropHeld, hold, nextHeld } from './held.ts';

/** Rows read at once: about one soft mark of queue at 500 bytes a row. */
const PAGE_ROWS = 500;

/** A hint for each row; answers with the devices that are not here. */
export function onHints(context: Context, rows: readonly StoredRow[]): DeviceAddress[] {
  const notHere: DeviceAddress[] = [];
  for (const row of rows) {
    const connection = context.byDevice.get(deviceKey(row.account, row.device));
    if (!connection) notHere.push({ account: row.account, device: row.device });
    else if (isOpen(connection)) onHint(context, connection, row); // D6: one that is being greeted drains afterwards
  }
  return notHere;
}

function onHint(context: Context, connection: Connection, row: StoredRow): void {
  if (row.inboxEpoch !== connection.inboxEpoch) return close(context, connection, 'inbox_reset');
  if (row.seq <= connection.lastSent) return;
  if (connection.state === 'draining') return onHintWhileDraining(connection, row);
  if (connection.queueLongSince > 0) return startDrain(context, connection); // sent from the inbox, when it is taken
  if (row.seq !== connection.lastSent + 1) return onGap(context, connection, row);
  deliver(context, connection, row.seq, row.envelope);
  if (connection.held) deliverHeld(context, connection);
}

/** A few rows wait here, so that a device that gets messages all the time comes to the end of its drain. */
function onHintWhileDraining(connection: Connection, row: StoredRow): void {
  if (!connection.drainHeld && hold(connection, row)) return;
  connection.target = Math.max(connection.target, row.seq, dropHeld(connection));
}

/** Hints of two senders may overtake each other, so a gap mostly closes by itself; else the inbox tells what is in it. */
function onGap(context: Context, connection: Connection, row: StoredRow): void {
  if (!connection.held) {
    context.counts.gaps++;
    waitForGap(context, connection);
  }
  if (!hold(connection, row)) startDrain(context, connection);
}

function waitForGap(context: Context, connection: Connection): void {
  setTimeout(giveUpGap, context.limits.gapHoldMs, context, connection).unref();
}

/** The timer of a gap that has closed may find another one: that is then held for a shorter time. */
function giveUpGap(context: Context, connection: Connection): void {
  if (connection.state === 'live' && connection.held) startDrain(context, connection);
}

function deliverHeld(context: Context, connection: Connection): void {
  while (connection.queueLongSince === 0) {
    const row = nextHeld(connection);
    if (!row) return;
    deliver(context, connection, row.seq, row.envelope);
  }
}

function deliver(context: Context, connection: Connection, seq: number, envelope: Uint8Array): void {
  connection.lastSent = seq;
  connection.lastDelivered = seq;
  connection.unackedSince ||= context.now;
  write(context, connection, 'deliver', encodeDeliver(connection.inboxEpoch, seq, envelope));
}

/** Sends what waits in the inbox, then goes live. Not for a connection that drains already. */
export function startDrain(context: Context, connection: Connection): void {
  connection.state = 'draining';
  dropHeld(connection);
  context.counts.drains++;
  drain(context, connection).catch(error => onReadError(context, connection, error));
}

function onReadError(context: Context, connection: Connection, error: unknown): void {
  closeFailed(context, connection, error, 'an inbox could not be read');
}

/** D6: the device is registered, so of every row above `lastSeq` there will be a hint. */
async function drain(context: Context, connection: Connection): Promise<void> {
  const stat = await context.messages.stat(connection.device!);
  if (connection.state !== 'draining') return;
  if (!stat) return close(context, connection, 'unlinked');
  if (stat.inboxEpoch !== connection.inboxEpoch) return close(context, connection, 'inbox_reset');
  connection.target = Math.max(connection.target, stat.lastSeq);
  await readToTarget(context, connection);
}

async function readToTarget(context: Context, connection: Connection): Promise<void> {
  while (connection.state === 'draining' && connection.lastSent < connection.target) {
    if (connection.queueLongSince > 0) {
      connection.drainHeld = true; // `onWritten` goes on
      return;
    }
    const { target } = connection;
    const rows = await context.messages.read(connection.device!, connection.lastSent, PAGE_ROWS);
    if (connection.state !== 'draining') return;
    for (const { seq, envelope } of rows) {
      deliver(context, connection, seq, envelope);
      if (connection.queueLongSince > 0) break; // the rest is read again when this has been taken
    }
    if (rows.length > 0) await new Promise(setImmediate);
    else connection.lastSent = target; // what is not there any more has expired, or was acked before
  }
  if (connection.state === 'draining') goLive(context, connection);
}

function goLive(context: Context, connection: Connection): void {
  connection.state = 'live';
  writeFrame(context, connection, { live: { inboxEpoch: connection.inboxEpoch, upTo: connection.lastSent } });
  deliverHeld(context, connection);
  if (connection.held) waitForGap(context, connection);
}

/** The peer has taken what was queued. */
export function onWritten(context: Context, connection: Connection): void {
  if (connection.state === 'closed') return;
  connection.heardAt = context.now; // it was not read from, but it lives
  connection.queueLongSince = 0;
  updateReading(context, connection);
  if (!connection.drainHeld) return;
  connection.drainHeld = false;
  readToTarget(context, connection).catch(error => onReadError(context, connection, error));
}
