import type { Clock } from '../lib/clock.ts';
import type { GroupStore } from './group-store.ts';
import type { GroupStats } from './groups.ts';

/** Kept by whoever changes what is counted. */
export type Counts = { -readonly [K in keyof GroupStats]: number };

const FRESH_MS = 10_000;

/** As they are kept; where other processes change groups too, counted again when they are old. */
export function freshCounts(counts: Counts, store: GroupStore, clock: Clock): () => GroupStats {
  let countedAt = clock.monotonic();
  return () => {
    if (store.isShared && clock.monotonic() - countedAt > FRESH_MS) {
      countedAt = clock.monotonic();
      store.totals().then(
        totals => Object.assign(counts, totals),
        () => undefined, // the next time
      );
    }
    return counts;
  };
}
