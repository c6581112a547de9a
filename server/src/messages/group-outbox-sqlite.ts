// What has been stamped and is not yet in the group log, oldest first.
import type { DatabaseSync } from 'node:sqlite';
import { accountIdFrom, type GroupId, messageIdFrom, toHex } from '@parley/protocol';
import { query } from '../lib/query-sqlite.ts';
import type { GroupRecord } from './group-shard.ts';
import type { GroupState } from './group-states-sqlite.ts';
import type { Inbox } from './inboxes-sqlite.ts';

export interface GroupOutbox {
  readonly rows: number;
  /** Adds what the state's seq, time and roster were just given to, in a transaction. */
  add(state: GroupState, data: Uint8Array, message?: NewMessage): void;
  read(after: number, limit: number): GroupRecord[];
  /** In a transaction. */
  drop(upTo: number): void;
  /** Counts again after a rollback. */
  reload(): void;
}

interface NewMessage {
  readonly sender: Inbox;
  readonly id: Uint8Array;
  readonly control: boolean;
}

type Tuple = readonly [
  position: number,
  group: Uint8Array,
  seq: number,
  ts: number,
  roster: number,
  account: Uint8Array | null,
  device: number | null,
  id: Uint8Array | null,
  control: number,
  data: Uint8Array,
];

export function createGroupOutbox(db: DatabaseSync): GroupOutbox {
  const insert = db.prepare('INSERT INTO group_outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const select = query<Tuple>(
    db,
    `SELECT position, groups.name, group_outbox.seq, group_outbox.ts, group_outbox.roster, accounts.account,
       inboxes.device, group_outbox.id, control, data
     FROM group_outbox JOIN groups ON groups.id = owner
     LEFT JOIN inboxes ON inboxes.id = sender LEFT JOIN accounts ON accounts.id = inboxes.account
     WHERE position > ? ORDER BY position LIMIT ?`,
  );
  const remove = db.prepare('DELETE FROM group_outbox WHERE position <= ?');
  const count = query<[rows: number, last: number]>(db, 'SELECT count(*), ifnull(max(position), 0) FROM group_outbox');
  let [rows, last] = count.get()!;
  return {
    get rows() {
      return rows;
    },
    add({ id: owner, seq, ts, roster }, data, message) {
      // Of the process, never one twice: an emptied table would begin again.
      const { sender, id, control } = message ?? {};
      insert.run(++last, owner, seq, ts, roster, sender?.id ?? null, id ?? null, control ? 1 : 0, data);
      rows++;
    },
    read: (after, limit) => select.all(after, limit).map(recordOf),
    drop(upTo) {
      rows -= Number(remove.run(upTo).changes);
    },
    reload() {
      const [counted, highest] = count.get()!;
      rows = counted;
      last = Math.max(last, highest);
    },
  };
}

function recordOf([position, group, seq, ts, roster, account, device, id, control, data]: Tuple): GroupRecord {
  const record = {
    lane: 0,
    position,
    group: `g${toHex(group)}` as GroupId,
    seq,
    ts,
    roster,
    control: control === 1,
    data,
  };
  if (account === null || device === null || id === null) return { ...record, kind: 'roster' };
  return { ...record, kind: 'message', sender: { account: accountIdFrom(account), device }, id: messageIdFrom(id) };
}
