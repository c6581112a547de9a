// Appending one message to the inboxes of its targets, inside the commit loop's transaction.
import { idBytes } from '@parley/protocol';
import type { IsFull } from './full-sqlite.ts';
import { type Account, type Inbox, type Inboxes, RowKind } from './inboxes-sqlite.ts';
import {
  type Append,
  type AppendResult,
  type AppendTarget,
  endRun,
  type Mismatch,
  runEndedBefore,
  type StoredRow,
} from './message-store.ts';
import { noteMissed } from './missed-sqlite.ts';
import type { Rows } from './rows-sqlite.ts';
import type { Seen } from './seen-sqlite.ts';

export interface AppendDeps {
  inboxes: Inboxes;
  rows: Rows;
  seen: Seen;
  isFull: IsFull;
  /** True above the operator's disk mark. */
  storeFull: () => boolean;
}

export function createAppend({ inboxes, rows, seen, isFull, storeFull }: AppendDeps): (append: Append) => AppendResult {
  function store(append: Append, sender: Inbox, planned: readonly Planned[], id: Uint8Array): StoredRow[] {
    const stored: StoredRow[] = [];
    const kind = append.control ? RowKind.control : RowKind.message;
    for (const { account, target } of planned) {
      if (target.withheld) continue; // D13
      for (const { device, envelope } of target.rows) {
        const inbox = inboxOf(account, device)!;
        if (isFull(inbox, sender.account, envelope.length)) {
          noteMissed(rows, inbox, append.ts);
          continue;
        }
        const seq = rows.add(inbox, { kind, sender, id, ts: append.ts, envelope });
        stored.push({ account: account.account, device, inboxEpoch: inbox.epoch, seq, envelope });
      }
    }
    return stored;
  }

  /** The rule of `inbox_full`: no device of somebody else takes it. */
  function nobodyTakes({ account, target }: Planned, sender: Inbox): boolean {
    if (account === sender.account || target.rows.length === 0) return false;
    return target.rows.every(({ device, envelope }) =>
      isFull(inboxOf(account, device)!, sender.account, envelope.length),
    );
  }

  /** What keeps the append from being stored, if anything does. */
  function refusal(sender: Inbox, planned: readonly Planned[] | undefined): AppendResult | undefined {
    if (!planned) return { kind: 'unknown_account' };
    const mismatches = planned.flatMap(target => mismatchOf(target, sender) ?? []);
    if (mismatches.length > 0) return { kind: 'stale_devices', mismatches };
    if (storeFull()) return { kind: 'store_full' };
    if (planned.some(target => nobodyTakes(target, sender))) return { kind: 'inbox_full' };
    return undefined;
  }

  function appendNow(append: Append): AppendResult {
    if (append.place && runEndedBefore(append.place)) return { kind: 'run_ended' };
    const sender = inboxes.inbox(append.sender);
    if (!sender) return { kind: 'unknown_device' };
    const id = idBytes(append.id);
    const planned = plan(append, sender, inboxes);
    const refused = refusal(sender, planned);
    // A retry is answered as the first one was, whatever has changed since (D2).
    const firstTs = refused ? seen.find(id, sender) : seen.add(id, sender, append.ts);
    if (firstTs !== undefined) return { kind: 'duplicate', ts: firstTs };
    if (refused) return refused;
    return { kind: 'stored', ts: append.ts, rows: store(append, sender, planned!, id) };
  }

  return append => {
    const result = appendNow(append);
    if (append.place && result.kind !== 'stored' && result.kind !== 'duplicate') endRun(append.place, append.id);
    return result;
  };
}

interface Planned {
  readonly account: Account;
  readonly target: AppendTarget;
}

function plan(append: Append, sender: Inbox, inboxes: Inboxes): Planned[] | undefined {
  const planned: Planned[] = [];
  for (const target of append.targets) {
    const isOwn = target.account === append.sender.account;
    const account = isOwn ? sender.account : inboxes.account(target.account);
    // Nobody would get what is sent to an account that has lost its last device.
    if (!account || account.inboxes.length === 0) return undefined;
    planned.push({ account, target });
  }
  return planned;
}

function inboxOf(account: Account, device: number): Inbox | undefined {
  for (const inbox of account.inboxes) if (inbox.device === device) return inbox;
  return undefined;
}

/** A row for each device of the account but the sender, and no other. */
function mismatchOf({ account, target }: Planned, sender: Inbox): Mismatch | undefined {
  const wanted = account.inboxes.length - (account === sender.account ? 1 : 0);
  if (target.rows.length === wanted && account.inboxes.every(inbox => inbox === sender || isNamed(target, inbox))) {
    return undefined;
  }
  const named = new Set(target.rows.map(row => row.device));
  const devices = account.inboxes.filter(inbox => inbox !== sender).map(inbox => inbox.device);
  return {
    account: account.account,
    version: account.listVersion,
    missing: devices.filter(device => !named.has(device)),
    extra: [...named].filter(device => !devices.includes(device)),
  };
}

function isNamed({ rows }: AppendTarget, inbox: Inbox): boolean {
  for (const { device } of rows) if (device === inbox.device) return true;
  return false;
}
