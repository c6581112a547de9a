// What the embedded message store knows by heart: accounts, their device sets, and where each inbox stands. Loaded when
// first asked for and bounded, so that millions of devices that never connect cost no memory.
import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type AccountId, accountIdFrom, type DeviceAddress, type DeviceNumber, idBytes } from '@parley/protocol';
import { query } from '../lib/query-sqlite.ts';
import { createRecent } from '../lib/recent.ts';
import { endOfInbox, MAX_INBOXES, rowKey } from './row-key.ts';

/** What a row of the queue is. The numbers are stored. */
export const RowKind = { message: 0, control: 1, receipt: 2, missed: 3, group: 4, groupControl: 5 } as const;
export type RowKind = (typeof RowKind)[keyof typeof RowKind];

export interface Account {
  readonly id: number;
  readonly account: AccountId;
  listVersion: number;
  /** Ascending by device; without removed ones. */
  readonly inboxes: Inbox[];
}

export interface Inbox {
  readonly id: number;
  readonly account: Account;
  readonly device: DeviceNumber;
  epoch: number;
  cursor: number;
  connectionEpoch: number;
  /** The highest sequence number given out. */
  lastSeq: number;
  /** Storing time of the last row; a later one is never lower (D12). */
  lastStoredAt: number;
  /** The batch of the commit loop that changed it last. */
  batch: number;
  /** Rows for whose ack somebody gets a receipt; not a number: unknown, there were rows when the inbox was loaded. */
  owed: number;
  /** Counted when first asked for. */
  load?: Load;
  /** By sending account; counted when one of them could have reached its share. */
  senders?: Map<number, Load>;
  /** The marker that nobody has read yet; see `missed-sqlite.ts`. */
  missed?: { readonly seq: number; count: number; readonly fromTs: number; toTs: number };
}

export interface Load {
  rows: number;
  bytes: number;
}

export interface Inboxes {
  account(account: AccountId): Account | undefined;
  inbox(device: DeviceAddress): Inbox | undefined;
  /** Also one whose device is gone: it is then not among its account's inboxes. */
  byId(id: number): Inbox | undefined;
  isRemoved(inbox: Inbox): boolean;
  /** The account that an inbox belongs to or once belonged to. */
  accountOfInbox(id: number): Account | undefined;
  accountById(id: number): Account | undefined;
  /** Rows and bytes waiting in the inbox. */
  load(inbox: Inbox): Load;
  /** Rows and bytes waiting in the inbox from one account. */
  loadFrom(inbox: Inbox, sender: Account): Load;
  addAccount(account: AccountId, listVersion: number): Account;
  addInbox(account: Account, device: DeviceNumber): Inbox;
  /** What comes now is another inbox to the device. */
  renewEpoch(inbox: Inbox): void;
  /** Forgets everything: a transaction has been rolled back. */
  clear(): void;
}

/** Half of an inbox epoch: one is stored with the inbox, the other lasts as long as the store is open. Never 0. */
const newHalf = (): number => randomInt(1, 2 ** 31);

const emptyLoad = (): Load => ({ rows: 0, bytes: 0 });

/**
 * `capacity` counts accounts. `batch` tells the commit loop's current batch: what is loaded may be as new as that.
 */
export function createInboxes(db: DatabaseSync, capacity: number, batch: () => number): Inboxes {
  const tables = prepareTables(db);
  // The file may be an older copy of what was open last. Nothing in it can tell, so every opening numbers under its own.
  const opening = newHalf();
  const byAccount = createRecent<AccountId, Account>(capacity);
  // By name: an account must never be in memory twice, or each copy would give out the same sequence numbers.
  const byInbox = createRecent<number, AccountId>(2 * capacity);
  const byId = createRecent<number, AccountId>(capacity);

  function loadInbox(account: Account, [id, device, half, cursor, connectionEpoch]: InboxTuple): Inbox {
    const epoch = half + opening;
    const [lastSeq, lastStoredAt] = tables.lastRow.get(rowKey(id, cursor), endOfInbox(id)) ?? [cursor, 0];
    const owed = lastSeq === cursor ? 0 : Number.NaN;
    return { id, account, device, epoch, cursor, connectionEpoch, lastSeq, lastStoredAt, owed, batch: batch() };
  }

  function remember(account: Account): Account {
    byAccount.set(account.account, account);
    byId.set(account.id, account.account);
    for (const inbox of account.inboxes) byInbox.set(inbox.id, account.account);
    return account;
  }

  function account(name: AccountId): Account | undefined {
    const known = byAccount.get(name);
    if (known) return known;
    const row = tables.account.get(idBytes(name));
    if (!row) return undefined;
    const loaded: Account = { id: row[0], account: name, listVersion: row[1], inboxes: [] };
    for (const tuple of tables.inboxes.all(loaded.id)) loaded.inboxes.push(loadInbox(loaded, tuple));
    return remember(loaded);
  }

  function countSenders(inbox: Inbox): Map<number, Load> {
    const senders = new Map<number, Load>();
    for (const [sender, rows, bytes] of tables.senders.all(rowKey(inbox.id, 0), endOfInbox(inbox.id)))
      senders.set(sender, { rows, bytes });
    return senders;
  }

  function accountOfInbox(id: number): Account | undefined {
    const known = byInbox.get(id);
    if (known) return account(known);
    const row = tables.accountOfInbox.get(id);
    if (!row) return undefined;
    const name = accountIdFrom(row[0]);
    byInbox.set(id, name);
    return account(name);
  }

  function accountById(id: number): Account | undefined {
    const known = byId.get(id);
    const row = known === undefined ? tables.accountById.get(id) : undefined;
    const name = known ?? (row && accountIdFrom(row[0]));
    return name && account(name);
  }

  return {
    account,
    accountOfInbox,
    accountById,
    byId(id) {
      const owner = accountOfInbox(id);
      const tuple = owner && tables.inbox.get(id);
      return tuple && (owner.inboxes.find(inbox => inbox.id === id) ?? loadInbox(owner, tuple));
    },
    isRemoved: inbox => !inbox.account.inboxes.includes(inbox),
    inbox: ({ account: name, device }) => account(name)?.inboxes.find(inbox => inbox.device === device),
    load(inbox) {
      if (!inbox.load) {
        const [rows, bytes] = tables.count.get(rowKey(inbox.id, 0), endOfInbox(inbox.id)) ?? [0, 0];
        inbox.load = { rows, bytes };
      }
      return inbox.load;
    },
    loadFrom(inbox, sender) {
      inbox.senders ??= countSenders(inbox);
      return inbox.senders.get(sender.id) ?? emptyLoad();
    },
    addAccount(name, listVersion) {
      const id = Number(tables.addAccount.run(idBytes(name), listVersion).lastInsertRowid);
      return remember({ id, account: name, listVersion, inboxes: [] });
    },
    addInbox(account, device) {
      const half = newHalf();
      const id = Number(tables.addInbox.run(account.id, device, half).lastInsertRowid);
      if (id >= MAX_INBOXES) throw new Error(`the embedded message store numbers at most ${MAX_INBOXES} devices`);
      const inbox = loadInbox(account, [id, device, half, 0, 0]);
      account.inboxes.push(inbox);
      account.inboxes.sort((a, b) => a.device - b.device);
      byInbox.set(id, account.account);
      return inbox;
    },
    renewEpoch(inbox) {
      const half = newHalf();
      tables.setEpoch.run(half, inbox.id);
      inbox.epoch = half + opening;
    },
    clear() {
      byAccount.clear();
      byInbox.clear();
      byId.clear();
    },
  };
}

type InboxTuple = readonly [id: number, device: number, half: number, cursor: number, connectionEpoch: number];

function prepareTables(db: DatabaseSync) {
  return {
    account: query<[number, number]>(db, 'SELECT id, list_version FROM accounts WHERE account = ?'),
    accountById: query<[Uint8Array]>(db, 'SELECT account FROM accounts WHERE id = ?'),
    inboxes: query<InboxTuple>(
      db,
      `SELECT id, device, inbox_epoch, cursor, connection_epoch FROM inboxes
       WHERE account = ? AND removed = 0 ORDER BY device`,
    ),
    inbox: query<InboxTuple>(db, 'SELECT id, device, inbox_epoch, cursor, connection_epoch FROM inboxes WHERE id = ?'),
    lastRow: query<[number, number]>(
      db,
      'SELECT key % 4294967296, stored_at FROM queue WHERE key > ? AND key < ? ORDER BY key DESC LIMIT 1',
    ),
    count: query<[number, number]>(
      db,
      'SELECT count(*), ifnull(sum(length(envelope)), 0) FROM queue WHERE key > ? AND key < ?',
    ),
    senders: query<[number, number, number]>(
      db,
      `SELECT inboxes.account, count(*), sum(length(envelope)) FROM queue JOIN inboxes ON inboxes.id = queue.sender
       WHERE key > ? AND key < ? GROUP BY inboxes.account`,
    ),
    accountOfInbox: query<[Uint8Array]>(
      db,
      'SELECT accounts.account FROM inboxes JOIN accounts ON accounts.id = inboxes.account WHERE inboxes.id = ?',
    ),
    addAccount: db.prepare('INSERT INTO accounts (account, list_version) VALUES (?, ?)'),
    addInbox: db.prepare('INSERT INTO inboxes (account, device, inbox_epoch) VALUES (?, ?, ?)'),
    setEpoch: db.prepare('UPDATE inboxes SET inbox_epoch = ? WHERE id = ?'),
  };
}
