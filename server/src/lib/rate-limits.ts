// How often somebody may do what costs others something: look-ups, claims, changes. Not for each message, which must not wait.

export interface RateLimits {
  /** Limits of one name count together wherever their backend is shared: give each its own. */
  open(limit: RateLimit): TakePoints;
}

export interface RateLimit {
  readonly name: string;
  readonly points: number;
  /** Begins with the first point that is taken, and is not moved by those that follow. */
  readonly windowMs: number;
}

/**
 * Takes points of what somebody has in the running window, atomically. Resolves to 0, or to the milliseconds until the window
 * ends when there are not as many left; those are counted all the same. Never rejects: who cannot be counted together with
 * other processes is counted by this one alone.
 */
export type TakePoints = (who: string, points?: number) => Promise<number>;
