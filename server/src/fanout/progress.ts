// How far a partition has been dealt with. Groups go side by side, so that records end in any order; what is remembered
// outside is one number, and it must never pass a record that is not done.
export interface Progress {
  /** Handed over; offsets ascend. */
  take(offset: number): void;
  /** Read up to here, whether or not there were records. */
  readTo(offset: number): void;
  done(offset: number): void;
  /** The first offset that is not dealt with. */
  upTo(): number;
}

const SHORTEN_AT = 1_024;

export function createProgress(from: number): Progress {
  let open: number[] = [];
  let first = 0;
  let next = from;
  const ended = new Set<number>();

  function forget(): void {
    while (first < open.length && ended.delete(open[first]!)) first++;
    if (first < SHORTEN_AT) return;
    open = open.slice(first);
    first = 0;
  }

  return {
    take(offset) {
      open.push(offset);
      next = offset + 1;
    },
    readTo(offset) {
      next = Math.max(next, offset);
    },
    done(offset) {
      ended.add(offset);
      forget();
    },
    upTo: () => open[first] ?? next,
  };
}
