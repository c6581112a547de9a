// Turns gathered marks into receipts, inside the commit loop's transaction.
import { idBytes, wire } from '@parley/protocol';
import type { GroupMarks, Taken } from './group-marks-sqlite.ts';
import type { GroupStates } from './group-states-sqlite.ts';
import type { Inboxes } from './inboxes-sqlite.ts';
import type { StoredRow } from './message-store.ts';
import type { WriteReceipt } from './receipts-sqlite.ts';

interface GroupReceiptsDeps {
  inboxes: Inboxes;
  states: GroupStates;
  marks: GroupMarks;
  writeReceipt: WriteReceipt;
  now: () => number;
}

/** Senders told in one transaction; more are told in several, between which other work runs. */
const SENDERS_PER_STEP = 64;

/** Answers the rows of one step. */
export function createGroupReceipts({ inboxes, states, marks, writeReceipt, now }: GroupReceiptsDeps) {
  function tell({ sender, owner, marks: upTo }: Taken): StoredRow[] {
    const account = inboxes.accountById(sender);
    if (!account) return [];
    const ts = now();
    const told = [...upTo].flatMap(([member, seq]) => {
      const name = inboxes.accountById(member)?.account;
      return name ? [{ account: idBytes(name), upTo: seq }] : [];
    });
    const groupDelivered = { group: states.nameOf(owner), marks: told };
    return writeReceipt(account, ts, wire.Envelope.encode({ ts, groupDelivered }).finish());
  }

  return (): StoredRow[] => {
    const written: StoredRow[] = [];
    for (let i = 0; i < SENDERS_PER_STEP; i++) {
      const taken = marks.take();
      if (!taken) break;
      written.push(...tell(taken));
    }
    return written;
  };
}
