// How often files are fetched of late: whoever is asked for often is handed out at the edge. A hint, which may be lost.

export interface DownloadCounts {
  /**
   * Counts a fetch of the content and resolves to how many there were of late: those of the running ten minutes, and of the
   * ten before as many as their share of the last ten minutes. All processes count together. `now`: milliseconds since 1970.
   */
  count(sha256: string, now: number): Promise<number>;
}

export const WINDOW_MS = 600_000;

/** Which ten minutes it is, and what the ones before still weigh. */
export function windowAt(now: number): { readonly number: number; readonly weightBefore: number } {
  return { number: Math.floor(now / WINDOW_MS), weightBefore: 1 - (now % WINDOW_MS) / WINDOW_MS };
}
