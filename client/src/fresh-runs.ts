// Work that brings something up to date, one run at a time for each key.

export interface FreshRuns<K, T> {
  /** By a run that begins after this is called: one under way may have asked before there was what the caller has heard of. */
  fresh(key: K): Promise<T>;
  /** By whichever run comes first. */
  any(key: K): Promise<T>;
}

/** Whoever asks for a fresh one while one is under way shares the next. */
export function createFreshRuns<K, T>(run: (key: K) => Promise<T>): FreshRuns<K, T> {
  const running = new Map<K, Promise<T>>();
  const next = new Map<K, Promise<T>>();

  function begin(key: K): Promise<T> {
    const begun = run(key).finally(() => running.delete(key));
    running.set(key, begun);
    return begun;
  }

  function fresh(key: K): Promise<T> {
    const current = running.get(key);
    if (!current) return begin(key);
    const waiting = next.get(key);
    if (waiting) return waiting;
    const after = current
      .catch(() => {}) // told to whoever asked for it
      .then(() => {
        next.delete(key);
        return fresh(key);
      });
    next.set(key, after);
    return after;
  }

  return { fresh, any: key => running.get(key) ?? begin(key) };
}
