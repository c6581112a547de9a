// Writing one record of a group to the inboxes of its members' devices, inside the commit loop's transaction.
import { idBytes } from '@parley/protocol';
import type { IsFull } from './full-sqlite.ts';
import type { FanOut } from './group-shard.ts';
import type { GroupStates } from './group-states-sqlite.ts';
import { type Inbox, type Inboxes, RowKind } from './inboxes-sqlite.ts';
import type { StoredRow } from './message-store.ts';
import { noteMissed } from './missed-sqlite.ts';
import type { NewRow, Rows } from './rows-sqlite.ts';

interface FanOutDeps {
  inboxes: Inboxes;
  rows: Rows;
  states: GroupStates;
  isFull: IsFull;
}

export function createFanOut({ inboxes, rows, states, isFull }: FanOutDeps): (record: FanOut) => StoredRow[] {
  function write(row: NewRow, inbox: Inbox, stored: StoredRow[]): void {
    if (isFull(inbox, row.sender?.account, row.envelope.length)) return noteMissed(rows, inbox, row.ts);
    const seq = rows.add(inbox, row);
    const { account, device, epoch: inboxEpoch } = inbox;
    stored.push({ account: account.account, device, inboxEpoch, seq, envelope: row.envelope });
  }

  return ({ group, seq, accounts, sender: address, id, ts, control, envelope }) => {
    if (seq > 0 && !states.noteWritten(states.take(group), seq)) return [];
    const sender = address && inboxes.inbox(address);
    const kind = control || !address ? RowKind.groupControl : RowKind.group;
    const row: NewRow = { kind, ts, envelope, ...(sender ? { sender } : {}), ...(id ? { id: idBytes(id) } : {}) };
    const stored: StoredRow[] = [];
    for (const name of accounts) {
      for (const inbox of inboxes.account(name)?.inboxes ?? []) if (inbox !== sender) write(row, inbox, stored);
    }
    return stored;
  };
}
