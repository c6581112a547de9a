// Writing one record of a group to the inboxes of its members' devices, inside the commit loop's transaction.
import { idBytes } from '@parley/protocol';
import type { Bodies } from './bodies-sqlite.ts';
import type { IsFull } from './full-sqlite.ts';
import type { FanOut } from './group-shard.ts';
import type { GroupStates } from './group-states-sqlite.ts';
import { type Inbox, type Inboxes, RowKind } from './inboxes-sqlite.ts';
import type { StoredRow } from './message-store.ts';
import { noteMissed } from './missed-sqlite.ts';
import type { NewRow, Rows } from './rows-sqlite.ts';

/** The rows share one envelope, whose bytes count for none of them. */
const NOTHING = new Uint8Array(0);

interface FanOutDeps {
  inboxes: Inboxes;
  bodies: Bodies;
  rows: Rows;
  states: GroupStates;
  isFull: IsFull;
}

export function createFanOut({ inboxes, bodies, rows, states, isFull }: FanOutDeps): (record: FanOut) => StoredRow[] {
  function write(row: NewRow, inbox: Inbox, envelope: Uint8Array, stored: StoredRow[]): void {
    if (isFull(inbox, row.sender?.account, 0)) return noteMissed(rows, inbox, row.ts);
    const seq = rows.add(inbox, row);
    const { account, device, epoch: inboxEpoch } = inbox;
    stored.push({ account: account.account, device, inboxEpoch, seq, envelope });
  }

  return ({ group, seq, accounts, sender: address, id, ts, control, envelope }) => {
    const state = states.take(group);
    if (seq > 0 && !states.noteWritten(state, seq)) return [];
    const sender = address && inboxes.inbox(address);
    const kind = control || !address ? RowKind.groupControl : RowKind.group;
    const body = bodies.next();
    const row: NewRow = {
      kind,
      ts,
      envelope: NOTHING,
      body,
      ...(sender ? { sender } : {}),
      ...(id ? { id: idBytes(id) } : {}),
    };
    const stored: StoredRow[] = [];
    for (const name of accounts) {
      for (const inbox of inboxes.account(name)?.inboxes ?? [])
        if (inbox !== sender) write(row, inbox, envelope, stored);
    }
    if (stored.length > 0)
      bodies.add(body, { owner: state.id, seq, sender: sender?.id ?? null }, envelope, stored.length);
    return stored;
  };
}
