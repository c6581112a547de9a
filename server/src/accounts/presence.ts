// Who may see whether a person is there, and since when not: whoever lets everybody see his own, of those who do so too, and
// where neither has blocked the other. Whether somebody is there now, the gateways know.
import type { AccountId } from '@parley/protocol';
import type { Seen } from './presence-store.ts';

export interface Presences {
  /** Keeps to the minute when people were there last; nothing of those who let nobody see it. */
  keepSeen(seen: readonly Seen[]): Promise<void>;
  /** For each pair when the second was there last, 0: unknown; undefined: the first may not see the second. */
  lastSeen(pairs: readonly Sight[]): Promise<readonly (number | undefined)[]>;
}

export type Sight = readonly [watcher: AccountId, watched: AccountId];
