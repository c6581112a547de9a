// What did not fit into an inbox leaves one marker there, outside the cap (D10). It counts up in place until somebody has
// read it; what is missed after that gets a marker of its own. After a restart it counts as read.
import { wire } from '@parley/protocol';
import { type Inbox, RowKind } from './inboxes-sqlite.ts';
import type { Rows } from './rows-sqlite.ts';

/** Notes one missed message, in a transaction. */
export function noteMissed(rows: Rows, inbox: Inbox, ts: number): void {
  const open = inbox.missed;
  if (open) {
    open.count++;
    open.toTs = Math.max(open.toTs, ts);
    rows.replace(inbox, open.seq, markerEnvelope(open.count, open.fromTs, open.toTs));
    return;
  }
  const seq = rows.add(inbox, { kind: RowKind.missed, ts, envelope: markerEnvelope(1, ts, ts) });
  inbox.missed = { seq, count: 1, fromTs: ts, toTs: ts };
}

/** Tells that rows up to `seq` have been read: an open marker among them counts no further. */
export function markerRead(inbox: Inbox, seq: number): void {
  if (inbox.missed && inbox.missed.seq <= seq) delete inbox.missed;
}

function markerEnvelope(count: number, fromTs: number, toTs: number): Uint8Array {
  return wire.Envelope.encode({ ts: toTs, missed: { count, fromTs, toTs } }).finish();
}
