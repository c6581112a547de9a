// Writing what the server tells a sender's devices: a row for each of them.
import type { Limits } from '@parley/protocol';
import { type Account, type Inboxes, RowKind } from './inboxes-sqlite.ts';
import type { StoredRow } from './message-store.ts';
import { noteMissed } from './missed-sqlite.ts';
import type { Rows } from './rows-sqlite.ts';

/** Writes it to all devices of the account and answers their rows, in a transaction. */
export type WriteReceipt = (to: Account, ts: number, envelope: Uint8Array) => StoredRow[];

/**
 * Receipts may fill an inbox this much beyond its cap: they are small, few (one for many messages), and dropping one
 * leaves a message without its second tick for ever.
 */
const RECEIPT_HEADROOM = 1.1;

export function createWriteReceipt(inboxes: Inboxes, rows: Rows, limits: Limits): WriteReceipt {
  return (to, ts, envelope) => {
    const written: StoredRow[] = [];
    for (const inbox of to.inboxes) {
      const load = inboxes.load(inbox);
      if (
        load.rows >= limits.maxInboxRows * RECEIPT_HEADROOM ||
        load.bytes >= limits.maxInboxBytes * RECEIPT_HEADROOM
      ) {
        noteMissed(rows, inbox, ts);
        continue;
      }
      const seq = rows.add(inbox, { kind: RowKind.receipt, ts, envelope });
      written.push({ account: to.account, device: inbox.device, inboxEpoch: inbox.epoch, seq, envelope });
    }
    return written;
  };
}
