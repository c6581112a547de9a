// From durable rows to hints: who holds the device is asked again after the append (D6), rows for one gateway go in one
// call, and a gateway that no longer holds a device is believed.
import { type DeviceAddress, deviceKey } from '@parley/protocol';
import type { Session, Sessions } from '../sessions/sessions.ts';
import type { StoredRow } from './message-store.ts';
import type { HintSink } from './messages.ts';

export interface Delivery {
  /** Starts to find out who holds the devices; never rejects. */
  lookup(devices: readonly DeviceAddress[]): Promise<Found>;
  /**
   * Hints the rows. `found`: what a look-up has answered before they were durable, of their devices in their order; of
   * another number of devices it is not used.
   */
  deliver(rows: readonly StoredRow[], found?: Promise<Found>): void;
}

/** By the order asked; undefined: not connected, or nobody could say. */
export type Found = readonly (Session | undefined)[];

interface DeliveryDeps {
  sessions: Sessions;
  hints: HintSink;
  onError: (error: unknown, message: string) => void;
}

export function createDelivery({ sessions, hints, onError }: DeliveryDeps): Delivery {
  /** Rows to be hinted when this turn's appends have all been answered. */
  let pending = new Map<string, StoredRow[]>();

  async function lookup(devices: readonly DeviceAddress[]): Promise<Found> {
    try {
      return await sessions.lookup(devices);
    } catch (error) {
      onError(error, 'sessions could not be looked up; the slow poll will find the rows'); // D11
      return devices.map(() => undefined);
    }
  }

  async function hintGateway(gateway: string, rows: readonly StoredRow[], again: boolean): Promise<void> {
    try {
      const gone = await hints.hint(gateway, rows);
      if (gone.length > 0 && again) await hintElsewhere(gone, rows);
    } catch (error) {
      onError(error, 'a gateway could not be hinted; the slow poll will find the rows'); // D11
    }
  }

  async function hintElsewhere(gone: readonly DeviceAddress[], rows: readonly StoredRow[]): Promise<void> {
    const keys = new Set(gone.map(({ account, device }) => deviceKey(account, device)));
    const left = rows.filter(({ account, device }) => keys.has(deviceKey(account, device)));
    const found = await lookup(left);
    for (const [gateway, its] of byGateway(left, found)) await hintGateway(gateway, its, false);
  }

  function add(row: StoredRow, { gateway }: Session): void {
    if (pending.size === 0) process.nextTick(hintPending);
    const rows = pending.get(gateway);
    if (rows) rows.push(row);
    else pending.set(gateway, [row]);
  }

  function hintPending(): void {
    const due = pending;
    pending = new Map();
    for (const [gateway, rows] of due) void hintGateway(gateway, rows, true);
  }

  async function addFound(rows: readonly StoredRow[], first: Promise<Found> | undefined): Promise<void> {
    const found = await first;
    const unknown: StoredRow[] = [];
    for (let i = 0; i < rows.length; i++) {
      const session = found?.length === rows.length ? found[i] : undefined;
      if (session) add(rows[i]!, session);
      else unknown.push(rows[i]!);
    }
    if (unknown.length === 0) return;
    const again = await lookup(unknown);
    for (let i = 0; i < unknown.length; i++) if (again[i]) add(unknown[i]!, again[i]!);
  }

  return {
    lookup,
    deliver(rows, found) {
      if (rows.length > 0) void addFound(rows, found);
    },
  };
}

function byGateway(rows: readonly StoredRow[], found: Found): Map<string, StoredRow[]> {
  const groups = new Map<string, StoredRow[]>();
  for (const [i, row] of rows.entries()) {
    const gateway = found[i]?.gateway;
    if (gateway === undefined) continue;
    const group = groups.get(gateway);
    if (group) group.push(row);
    else groups.set(gateway, [row]);
  }
  return groups;
}
