// Rows whose devices nobody could look up: asked for again until somebody can, so that a recipient whose gateway is well does
// not wait for its slow poll (D11) because of a look-up that failed here.
import type { StoredRow } from './message-store.ts';

interface LateRowsDeps {
  /** Rejects while it still cannot be said where they are. */
  tryAgain: (rows: readonly StoredRow[]) => Promise<void>;
  retryMs?: number;
  maxBytes?: number;
}

const RETRY_MS = 500;
/** The oldest beyond are left to the slow poll. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Of a row besides its envelope. */
const ROW_BYTES = 200;

export function createLateRows({ tryAgain, retryMs = RETRY_MS, maxBytes = MAX_BYTES }: LateRowsDeps) {
  let rows: StoredRow[] = [];
  let bytes = 0;
  let isDue = false;

  function add(late: readonly StoredRow[]): void {
    for (const row of late) {
      rows.push(row);
      bytes += sizeOf(row);
    }
    let over = 0;
    while (bytes > maxBytes) bytes -= sizeOf(rows[over++]!);
    if (over > 0) rows = rows.slice(over);
    if (isDue || rows.length === 0) return;
    isDue = true;
    setTimeout(again, retryMs).unref();
  }

  function takeAll(): readonly StoredRow[] {
    const all = rows;
    rows = [];
    bytes = 0;
    return all;
  }

  async function again(): Promise<void> {
    const due = takeAll();
    const isDone = await tryAgain(due).then(
      () => true,
      () => false,
    );
    isDue = false;
    add(isDone ? [] : [...due, ...takeAll()]);
  }

  return { add };
}

const sizeOf = ({ envelope }: StoredRow): number => envelope.length + ROW_BYTES;
