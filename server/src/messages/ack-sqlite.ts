// What a device says it has stored: the cursor moves, the rows below it go, and their senders' devices get one receipt,
// all in the commit loop's transaction (D5, D7).
import { type AccountId, idBytes, type Limits, wire } from '@parley/protocol';
import type { Bodies } from './bodies-sqlite.ts';
import type { GroupMarks } from './group-marks-sqlite.ts';
import { type Account, type Inbox, type Inboxes, RowKind } from './inboxes-sqlite.ts';
import type { StoredRow } from './message-store.ts';
import type { WriteReceipt } from './receipts-sqlite.ts';
import { type HeadRow, MAX_HEAD_ROWS, type Rows } from './rows-sqlite.ts';

export interface AckDeps {
  inboxes: Inboxes;
  rows: Rows;
  bodies: Bodies;
  marks: GroupMarks;
  writeReceipt: WriteReceipt;
  limits: Limits;
  now: () => number;
}

export interface AckStep {
  readonly removed: number;
  readonly receipts: StoredRow[];
  /** False: rows up to `upTo` are left for another step. */
  readonly complete: boolean;
}

export type AckStepper = (inbox: Inbox, upTo: number) => AckStep;

export function createAckStep(deps: AckDeps): AckStepper {
  const { inboxes, rows, bodies, marks, writeReceipt, limits, now } = deps;

  function writeReceipts(from: Inbox, to: Account, ids: readonly Uint8Array[], receipts: StoredRow[]): void {
    const ts = now();
    const account = idBytes(from.account.account);
    for (let start = 0; start < ids.length; start += limits.maxIdsPerReceipt) {
      const delivered = { account, device: from.device, ids: ids.slice(start, start + limits.maxIdsPerReceipt) };
      receipts.push(...writeReceipt(to, ts, wire.Envelope.encode({ ts, delivered }).finish()));
    }
  }

  /** A group's senders are told later, of many members at once. */
  function noteMarks(inbox: Inbox, acked: readonly HeadRow[]): void {
    for (const [, , , kind, , , id] of acked) {
      if (kind !== RowKind.group || id === null) continue;
      const body = bodies.find(id);
      const sender = body && body.sender !== null ? inboxes.accountOfInbox(body.sender) : undefined;
      if (!body || !sender || sender === inbox.account) continue;
      marks.note({ sender: sender.id, owner: body.owner, member: inbox.account.id, seq: body.seq });
    }
  }

  return (inbox, upTo) => {
    const acked = rows.head(inbox, upTo);
    const complete = acked.length < MAX_HEAD_ROWS;
    const unread = acked.filter(([seq]) => seq > inbox.cursor);
    noteMarks(inbox, unread);
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
