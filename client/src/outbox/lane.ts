// One conversation's sends, strictly in order (D3): what waits, what is on the wire, which answers are to come. Plain
// bookkeeping; outbox.ts decides when to do what.
import type { ChatId, MessageId } from '@parley/protocol';
import type { Backoff } from '../connection/backoff.ts';
import type { OutboxRow } from '../store/schema.ts';

export interface Lane {
  readonly to: ChatId;
  /** Everything the server has not answered for good, in order. */
  rows: OutboxRow[];
  /** So many of them, from the first on, are on the wire in this run. */
  onWire: number;
  /** Of this connection; a refusal ends a run, and what was behind it in the run is refused too. */
  run: number;
  /** Answers still to come on this connection. */
  awaiting: Awaited[];
  /** Lists, keys and ciphertexts are being seen to. */
  busy: boolean;
  /** Nothing is sent before this is called off. */
  cancelWait: (() => void) | undefined;
  readonly backoff: Backoff;
}

interface Awaited {
  readonly id: MessageId;
  readonly run: number;
}

export function createLane(to: ChatId, backoff: Backoff): Lane {
  return { to, rows: [], onWire: 0, run: 0, awaiting: [], busy: false, cancelWait: undefined, backoff };
}

/** A connection begins or has ended: nothing is on the wire, and the runs start again. */
export function resetLane(lane: Lane): void {
  lane.onWire = 0;
  lane.run = 0;
  lane.awaiting = [];
  lane.cancelWait?.();
  lane.cancelWait = undefined;
}

export function markOnWire(lane: Lane, id: MessageId): void {
  lane.onWire++;
  lane.awaiting.push({ id, run: lane.run });
}

/** An answer has come; undefined: it was not awaited. */
export function takeAnswer(lane: Lane, id: MessageId): Awaited | undefined {
  const at = lane.awaiting.findIndex(answer => answer.id === id);
  return at < 0 ? undefined : lane.awaiting.splice(at, 1)[0];
}

/** What is left of the run will be refused: everything goes again, in order. */
export function endRun(lane: Lane): void {
  lane.run++;
  lane.onWire = 0;
}

export function takeRow(lane: Lane, id: MessageId): OutboxRow | undefined {
  const at = lane.rows.findIndex(row => row.id === id);
  if (at < 0) return undefined;
  if (at < lane.onWire) lane.onWire--;
  return lane.rows.splice(at, 1)[0];
}

/** Puts a sealed row where the unsealed one was, if it has not been given up. */
export function replaceRow(lane: Lane, row: OutboxRow): void {
  const at = lane.rows.findIndex(each => each.id === row.id);
  if (at >= 0) lane.rows[at] = row;
}

/** The lists have changed: what was sealed for the old ones is sealed again, under the same ids. */
export function unseal(lane: Lane): void {
  lane.rows = lane.rows.map(({ sealed: _, ...row }) => row);
}
