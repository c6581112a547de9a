// From durable rows to hints: who holds the device is asked again after the append (D6), rows for one gateway go in one
// call, and a gateway that no longer holds a device is believed.
import { type DeviceAddress, type DeviceKey, deviceKey } from '@parley/protocol';
import type { Session, Sessions } from '../sessions/sessions.ts';
import { createLateRows } from './late-rows.ts';
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

/** For one gateway: rows, and the session by which each was found there. */
interface Hints {
  readonly rows: StoredRow[];
  readonly found: Session[];
}

interface DeliveryDeps {
  sessions: Sessions;
  hints: HintSink;
  /** Rows of devices that are connected nowhere. */
  onOffline?: (rows: readonly StoredRow[]) => void;
  onError: (error: unknown, message: string) => void;
}

export function createDelivery({ sessions, hints, onOffline = () => {}, onError }: DeliveryDeps): Delivery {
  /** Rows to be hinted when this turn's appends have all been answered. */
  let pending = new Map<string, Hints>();

  let isFailing = false;

  /** Said once for each time that look-ups begin to fail: with every message it would fill the log. */
  async function lookupNow(devices: readonly DeviceAddress[]): Promise<Found> {
    try {
      const found = await sessions.lookup(devices);
      isFailing = false;
      return found;
    } catch (error) {
      if (!isFailing) onError(error, 'sessions cannot be looked up; rows are hinted as soon as they can'); // D11
      isFailing = true;
      throw error;
    }
  }

  const lookup = (devices: readonly DeviceAddress[]): Promise<Found> =>
    lookupNow(devices).catch(() => devices.map(() => undefined));

  async function addWhereTheyAre(rows: readonly StoredRow[]): Promise<void> {
    const found = await lookupNow(rows);
    const offline: StoredRow[] = [];
    for (let i = 0; i < rows.length; i++) {
      const session = found[i];
      if (session) add(rows[i]!, session);
      else offline.push(rows[i]!);
    }
    if (offline.length > 0) onOffline(offline);
  }

  const late = createLateRows({ tryAgain: addWhereTheyAre });

  async function hintGateway(gateway: string, due: Hints, again: boolean): Promise<void> {
    const gone = await goneOf(gateway, due.rows);
    if (gone.length > 0) await hintElsewhere(new Set(gone.map(keyOf)), due, again);
  }

  /** Nobody is held by a gateway that cannot be reached: its devices connect to others. */
  async function goneOf(gateway: string, rows: readonly StoredRow[]): Promise<readonly DeviceAddress[]> {
    try {
      return await hints.hint(gateway, rows);
    } catch (error) {
      onError(error, 'a gateway could not be hinted; the slow poll will find the rows'); // D11
      return rows;
    }
  }

  /** D6: they may be connected elsewhere by now. The same session once more is of no use. */
  async function hintElsewhere(gone: ReadonlySet<DeviceKey>, { rows, found }: Hints, again: boolean): Promise<void> {
    const tried = rows.flatMap((row, i) => (gone.has(keyOf(row)) ? [{ row, session: found[i]! }] : []));
    for (const { row, session } of tried) sessions.bounced(row, session);
    if (!again) return;
    const now = await lookup(tried.map(({ row }) => row));
    const elsewhere = new Map<string, Hints>();
    const offline: StoredRow[] = [];
    for (const [i, { row, session }] of tried.entries()) {
      const next = now[i];
      if (next && !isSame(next, session)) addTo(elsewhere, row, next);
      else if (!next) offline.push(row);
    }
    if (offline.length > 0) onOffline(offline);
    for (const [gateway, due] of elsewhere) await hintGateway(gateway, due, false);
  }

  function add(row: StoredRow, session: Session): void {
    if (pending.size === 0) process.nextTick(hintPending);
    addTo(pending, row, session);
  }

  function hintPending(): void {
    const due = pending;
    pending = new Map();
    for (const [gateway, its] of due) void hintGateway(gateway, its, true);
  }

  async function addFound(rows: readonly StoredRow[], first: Promise<Found> | undefined): Promise<void> {
    const found = await first;
    const unknown: StoredRow[] = [];
    for (let i = 0; i < rows.length; i++) {
      const session = found?.length === rows.length ? found[i] : undefined;
      if (session) add(rows[i]!, session);
      else unknown.push(rows[i]!);
    }
    if (unknown.length > 0) await addWhereTheyAre(unknown).catch(() => late.add(unknown));
  }

  return {
    lookup,
    deliver(rows, found) {
      if (rows.length > 0) void addFound(rows, found);
    },
  };
}

const keyOf = ({ account, device }: DeviceAddress): DeviceKey => deviceKey(account, device);

function isSame(one: Session, other: Session): boolean {
  return one.gateway === other.gateway && one.connectionEpoch === other.connectionEpoch;
}

function addTo(due: Map<string, Hints>, row: StoredRow, session: Session): void {
  const hints = due.get(session.gateway);
  if (!hints) {
    due.set(session.gateway, { rows: [row], found: [session] });
    return;
  }
  hints.rows.push(row);
  hints.found.push(session);
}
