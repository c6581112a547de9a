// What a device says it has stored: the cursor moves, the rows below it go, and their senders' devices get one receipt,
// all in the commit loop's transaction (D5, D7).
import { type AccountId, idBytes, type Limits, wire } from '@parley/protocol';
import { type Account, type Inbox, type Inboxes, RowKind } from './inboxes-sqlite.ts';
import type { StoredRow } from './message-store.ts';
import { noteMissed } from './missed-sqlite.ts';
import { type HeadRow, MAX_HEAD_ROWS, type Rows } from './rows-sqlite.ts';

export interface AckDeps {
  inboxes: Inboxes;
  rows: Rows;
  limits: Limits;
  now: () => number;
}

/**
 * Receipts may fill an inbox this much beyond its cap: they are small, few (one for many messages), and dropping one
 * leaves a message without its second tick for ever.
 */
const RECEIPT_HEADROOM = 1.1;

export interface AckStep {
  readonly removed: number;
  readonly receipts: StoredRow[];
  /** False: rows up to `upTo` are left for another step. */
  readonly complete: boolean;
}

export type AckStepper = (inbox: Inbox, upTo: number) => AckStep;

export function createAckStep({ inboxes, rows, limits, now }: AckDeps): AckStepper {
  function addReceipt(inbox: Inbox, ts: number, envelope: Uint8Array): StoredRow | undefined {
    const load = inboxes.load(inbox);
    if (load.rows >= limits.maxInboxRows * RECEIPT_HEADROOM || load.bytes >= limits.maxInboxBytes * RECEIPT_HEADROOM) {
      noteMissed(rows, inbox, ts);
      return undefined;
    }
    const seq = rows.add(inbox, { kind: RowKind.receipt, ts, envelope });
    return { account: inbox.account.account, device: inbox.device, inboxEpoch: inbox.epoch, seq, envelope };
  }

  function writeReceipts(from: Inbox, to: Account, ids: readonly Uint8Array[], receipts: StoredRow[]): void {
    const ts = now();
    const account = idBytes(from.account.account);
    for (let start = 0; start < ids.length; start += limits.maxIdsPerReceipt) {
      const delivered = { account, device: from.device, ids: ids.slice(start, start + limits.maxIdsPerReceipt) };
      const envelope = wire.Envelope.encode({ ts, delivered }).finish();
      for (const inbox of to.inboxes) {
        const receipt = addReceipt(inbox, ts, envelope);
        if (receipt) receipts.push(receipt);
      }
    }
  }

  return (inbox, upTo) => {
    const acked = rows.head(inbox, upTo);
    const complete = acked.length < MAX_HEAD_ROWS;
    const unread = acked.filter(([seq]) => seq > inbox.cursor);
    rows.remove(inbox, acked, complete ? upTo : acked.at(-1)![0]);
    const receipts: StoredRow[] = [];
    for (const [sender, ids] of idsBySender(unread, inbox, inboxes)) writeReceipts(inbox, sender, ids, receipts);
    return { removed: acked.length, receipts, complete };
  };
}

/** Ids that deserve a receipt, by the account that sent them: not control messages, and not one's own copies. */
function idsBySender(rows: readonly HeadRow[], inbox: Inbox, inboxes: Inboxes): Map<Account, Uint8Array[]> {
  const byName = new Map<AccountId, readonly [Account, Uint8Array[]]>();
  let lastSender = -1;
  let lastIds: Uint8Array[] | undefined;
  for (const [, sender, id, kind] of rows) {
    if (kind !== RowKind.message || sender === null || id === null) continue;
    if (sender !== lastSender) {
      const account = inboxes.accountOfInbox(sender);
      lastSender = sender;
      lastIds = undefined;
      if (!account || account === inbox.account) continue;
      const entry = byName.get(account.account) ?? ([account, []] as const);
      byName.set(account.account, entry);
      lastIds = entry[1];
    }
    lastIds?.push(id);
  }
  return new Map(byName.values());
}
