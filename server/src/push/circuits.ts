// Push services that fail are left alone for a while, so that one of them does not hold up pushes to all others.
import { createRecent } from '../lib/recent.ts';

export interface Circuits {
  /** Milliseconds for which the place is to be left alone; 0: it may be asked. */
  waitMs(place: string): number;
  /** How it went. True: the place is left alone from now on. */
  note(place: string, failed: boolean): boolean;
  /** Places that are left alone. */
  open(): number;
}

interface State {
  failures: number;
  openUntil: number;
}

const MAX_FAILURES = 5;
const FIRST_OPEN_MS = 10_000;
const MAX_OPEN_MS = 10 * 60_000;
/** For the one that tries whether the place is well again, all others wait. */
const TRY_MS = 15_000;
const MAX_PLACES = 10_000;

export function createCircuits(monotonic: () => number): Circuits {
  const places = createRecent<string, State>(MAX_PLACES);
  const failing = new Map<string, State>();
  return {
    waitMs(place) {
      const state = places.get(place);
      if (!state || state.failures < MAX_FAILURES) return 0;
      const left = state.openUntil - monotonic();
      if (left > 0) return left;
      state.openUntil = monotonic() + TRY_MS;
      return 0;
    },
    note(place, failed) {
      if (!failed) {
        places.delete(place);
        failing.delete(place);
        return false;
      }
      const state = places.get(place) ?? { failures: 0, openUntil: 0 };
      places.set(place, state);
      state.failures++;
      if (state.failures < MAX_FAILURES) return false;
      const openMs = Math.min(MAX_OPEN_MS, FIRST_OPEN_MS * 2 ** (state.failures - MAX_FAILURES));
      state.openUntil = monotonic() + openMs;
      const isNew = !failing.has(place);
      if (failing.size < MAX_PLACES) failing.set(place, state);
      return isNew;
    },
    open: () => failing.size,
  };
}
