import type { FanOut } from './group-shard.ts';

/** Rows of one transaction: they keep the event loop for about ten milliseconds. */
const ROWS_PER_STEP = 4_096;

/**
 * Records that are written together. Each step waits for the one before: a record behind one that could not be written
 * would say for good that it had been.
 */
export function* inSteps(records: readonly FanOut[]): Generator<readonly FanOut[]> {
  for (let from = 0; from < records.length; ) {
    let to = from;
    for (let rows = 0; to < records.length && rows < ROWS_PER_STEP; to++) rows += records[to]!.accounts.size;
    yield records.slice(from, to);
    from = to;
  }
}
