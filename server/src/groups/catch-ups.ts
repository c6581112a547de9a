// Where several processes change groups, one of them may end with its work undone, and never start again: the others look after it.
import type { Groups } from './groups.ts';

const MINUTE_MS = 60_000;
const MINUTES_BETWEEN_FULL = 60;

/** Answers what ends it. */
export function startCatchUps(groups: Groups, onError: (error: unknown) => void): () => void {
  let minutes = 0;
  const timer = setInterval(() => {
    minutes++;
    const isFull = minutes % MINUTES_BETWEEN_FULL === 0;
    (isFull ? groups.catchUp() : groups.postWaiting()).catch(onError);
  }, MINUTE_MS);
  timer.unref();
  return () => clearInterval(timer);
}
