// Reading an inbox, outside the commit loop: the caller has waited for what the answer shows to be durable (D1).
import type { DatabaseSync } from 'node:sqlite';
import { idBytes } from '@parley/protocol';
import { query } from '../lib/query-sqlite.ts';
import type { Inbox } from './inboxes-sqlite.ts';
import type { InboxFilter, InboxRow } from './message-store.ts';
import { markerRead } from './missed-sqlite.ts';
import { endOfInbox, rowKey } from './row-key.ts';

export interface Reads {
  read(inbox: Inbox, after: number, limit: number): InboxRow[];
  find(inbox: Inbox, filter: InboxFilter, after: number, limit: number): InboxRow[];
}

/** Envelopes of one answer: it takes the event loop for about a millisecond. */
const MAX_PAGE_BYTES = 1024 * 1024;

type RowTuple = [seq: number, envelope: Uint8Array];

export function createReads(db: DatabaseSync): Reads {
  const all = query<RowTuple>(
    db,
    `SELECT key % 4294967296, ifnull(bodies.envelope, queue.envelope) FROM queue LEFT JOIN bodies ON bodies.id = body
     WHERE key > ? AND key < ? ORDER BY key LIMIT ?`,
  );
  const matching = query<RowTuple>(
    db,
    `SELECT key % 4294967296, ifnull(bodies.envelope, queue.envelope) FROM queue LEFT JOIN bodies ON bodies.id = body
     WHERE key > ?1 AND key < ?2 AND (?3 IS NULL OR queue.id = ?3) AND ts >= ?4
       AND (?5 IS NULL OR queue.sender IN (
         SELECT inboxes.id FROM inboxes JOIN accounts ON accounts.id = inboxes.account WHERE accounts.account = ?5))
     ORDER BY key LIMIT ?6`,
  );

  function page(inbox: Inbox, tuples: Iterable<RowTuple>): InboxRow[] {
    const rows: InboxRow[] = [];
    let bytes = 0;
    for (const [seq, envelope] of tuples) {
      rows.push({ seq, envelope });
      bytes += envelope.length;
      if (bytes >= MAX_PAGE_BYTES) break;
    }
    markerRead(inbox, rows.at(-1)?.seq ?? 0);
    return rows;
  }

  return {
    read: (inbox, after, limit) =>
      page(inbox, all.iterate(rowKey(inbox.id, Math.max(after, inbox.cursor)), endOfInbox(inbox.id), limit)),
    find: (inbox, { id, since, sender }, after, limit) =>
      page(
        inbox,
        matching.iterate(
          rowKey(inbox.id, Math.max(after, inbox.cursor)),
          endOfInbox(inbox.id),
          id ? idBytes(id) : null,
          since ?? 0,
          sender ? idBytes(sender) : null,
          limit,
        ),
      ),
  };
}
