import type { Commits } from '../lib/commits-sqlite.ts';

/** Runs `step` in transactions of its own, beside other work, until it answers false. Once at a time for each name. */
export type Background = (name: string, step: () => boolean) => void;

/** A step that failed, on a full disk perhaps, is not tried again at once. */
const RETRY_MS = 60_000;

export function createBackground(
  commits: Commits,
  monotonic: () => number,
  onError: (name: string, error: unknown) => void,
): Background {
  const notBefore = new Map<string, number>();
  return async (name, step) => {
    if (monotonic() < (notBefore.get(name) ?? 0)) return;
    notBefore.set(name, Number.POSITIVE_INFINITY);
    try {
      while (await commits.run(step));
      notBefore.delete(name);
    } catch (error) {
      notBefore.set(name, monotonic() + RETRY_MS);
      if (!commits.failure()) onError(name, error);
    }
  };
}
