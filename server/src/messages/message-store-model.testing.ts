// The message store as a few lists in memory: what `message-store-random.testing.ts` holds the real ones to. No caps, no durability.
import { type AccountId, type DeviceAddress, deviceKey, type MessageId } from '@parley/protocol';
import type { Append } from './message-store.ts';

export interface ModelRow {
  readonly seq: number;
  readonly storedAt: number;
  /** A message's envelope, or the ids that a receipt names. */
  readonly content: Uint8Array | readonly MessageId[];
  /** Whom a receipt goes to when the row is acked. */
  readonly receiptTo?: AccountId;
  readonly id?: MessageId;
}

export interface ModelInbox {
  readonly address: DeviceAddress;
  rows: ModelRow[];
  cursor: number;
  lastSeq: number;
}

export interface Model {
  readonly accounts: Map<AccountId, { version: number; devices: readonly number[] }>;
  readonly inboxes: Map<string, ModelInbox>;
  setDevices(account: AccountId, version: number, devices: readonly number[]): void;
  append(append: Append, now: number): object;
  ack(inbox: ModelInbox, upTo: number, now: number): number;
  expire(storedBefore: number): number;
  purge(inbox: ModelInbox): number;
}

export function createModel(maxIdsPerReceipt: number): Model {
  const accounts: Model['accounts'] = new Map();
  const inboxes: Model['inboxes'] = new Map();
  const seen = new Map<string, number>();

  function inboxesOf(account: AccountId): ModelInbox[] {
    return accounts.get(account)!.devices.map(device => inboxes.get(deviceKey(account, device))!);
  }

  function add(inbox: ModelInbox, row: Omit<ModelRow, 'seq'>): void {
    inbox.rows.push({ ...row, seq: ++inbox.lastSeq });
  }

  function drop(inbox: ModelInbox, upTo: number): ModelRow[] {
    const dropped = inbox.rows.filter(row => row.seq <= upTo);
    inbox.rows = inbox.rows.filter(row => row.seq > upTo);
    inbox.cursor = Math.max(inbox.cursor, upTo);
    return dropped;
  }

  return {
    accounts,
    inboxes,
    setDevices(account, version, devices) {
      for (const device of accounts.get(account)?.devices ?? []) {
        if (!devices.includes(device)) inboxes.delete(deviceKey(account, device));
      }
      accounts.set(account, { version, devices });
      for (const device of devices) {
        const key = deviceKey(account, device);
        const address = { account, device };
        if (!inboxes.has(key)) inboxes.set(key, { address, rows: [], cursor: 0, lastSeq: 0 });
      }
    },
    append({ sender, id, ts, control, targets }, now) {
      const { account, rows } = targets[0]!;
      const key = `${deviceKey(sender.account, sender.device)} ${id}`;
      if (seen.has(key)) return { kind: 'duplicate', ts: seen.get(key)! };
      const { version, devices } = accounts.get(account)!;
      const named = rows.map(row => row.device);
      const missing = devices.filter(device => !named.includes(device));
      const extra = named.filter(device => !devices.includes(device));
      if (missing.length + extra.length > 0) {
        const mismatches = [{ account, version, missing, extra }];
        return { kind: 'stale_devices', mismatches };
      }
      seen.set(key, ts);
      for (const { device, envelope } of rows) {
        const receiptTo = control ? {} : { receiptTo: sender.account };
        add(inboxes.get(deviceKey(account, device))!, { storedAt: now, content: envelope, id, ...receiptTo });
      }
      return { kind: 'stored', ts };
    },
    ack(inbox, upTo, now) {
      if (upTo <= inbox.cursor || upTo > inbox.lastSeq) return 0;
      const dropped = drop(inbox, upTo);
      for (const [account, rows] of Map.groupBy(dropped, row => row.receiptTo)) {
        if (!account || account === inbox.address.account) continue;
        const ids = rows.map(row => row.id!);
        for (let i = 0; i < ids.length; i += maxIdsPerReceipt) {
          for (const to of inboxesOf(account)) add(to, { storedAt: now, content: ids.slice(i, i + maxIdsPerReceipt) });
        }
      }
      return dropped.length;
    },
    expire(storedBefore) {
      let expired = 0;
      for (const inbox of inboxes.values()) {
        const last = inbox.rows.findLast(row => row.storedAt <= storedBefore);
        if (last) expired += drop(inbox, last.seq).length;
      }
      return expired;
    },
    purge: inbox => drop(inbox, inbox.lastSeq).length,
  };
}
