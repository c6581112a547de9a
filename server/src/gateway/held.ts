// Rows that were hinted before their turn: a few are kept, in order, until those before them have been sent.
import type { StoredRow } from '../messages/message-store.ts';
import type { Connection } from './connection.ts';

/** With more of them, the inbox is the better place to read them from. */
const MAX_HELD = 32;

/** False: there is no room. */
export function hold(connection: Connection, row: StoredRow): boolean {
  connection.held ??= [];
  const { held } = connection;
  if (held.length === MAX_HELD) return false;
  const at = held.findIndex(({ seq }) => seq >= row.seq);
  if (at < 0) held.push(row);
  else if (held[at]!.seq !== row.seq) held.splice(at, 0, row);
  return true;
}

/** Takes the row whose turn it is; undefined: none, and perhaps some later ones are still held. */
export function nextHeld(connection: Connection): StoredRow | undefined {
  const { held, lastSent } = connection;
  if (!held) return undefined;
  while (held.length > 0 && held[0]!.seq <= lastSent) held.shift();
  if (held.length === 0) connection.held = undefined;
  return held[0]?.seq === lastSent + 1 ? held.shift() : undefined;
}

/** Lets go of all; answers with the highest sequence number among them. */
export function dropHeld(connection: Connection): number {
  const last = connection.held?.at(-1)?.seq ?? 0;
  connection.held = undefined;
  return last;
}
