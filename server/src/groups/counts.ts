import type { GroupStats } from './groups.ts';

/** Kept by whoever changes what is counted. */
export type Counts = { -readonly [K in keyof GroupStats]: number };
