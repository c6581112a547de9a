import { createRecent } from '../lib/recent.ts';
import { type DownloadCounts, windowAt } from './download-counts.ts';

interface Counted {
  readonly window: number;
  readonly now: number;
  readonly before: number;
}

const REMEMBERED = 50_000;

/** For one process. */
export function createMemoryDownloadCounts(): DownloadCounts {
  const recent = createRecent<string, Counted>(REMEMBERED);
  return {
    async count(sha256, time) {
      const { number: window, weightBefore } = windowAt(time);
      const last = recent.get(sha256) ?? { window, now: 0, before: 0 };
      const before = last.window === window ? last.before : last.window === window - 1 ? last.now : 0;
      const now = 1 + (last.window === window ? last.now : 0);
      recent.set(sha256, { window, now, before });
      return now + before * weightBefore;
    },
  };
}
