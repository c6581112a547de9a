import type { AccountId, Limits } from '@parley/protocol';
import type { Presences } from './presence.ts';
import type { PresenceStore } from './presence-store.ts';

interface PresenceDeps {
  readonly store: PresenceStore;
  readonly limits: Pick<Limits, 'lastSeenMs'>;
}

/** Databases bound the parameters of a statement. */
const PAIRS = 200;

export function createPresences({ store, limits: { lastSeenMs } }: PresenceDeps): Presences {
  async function seenIn(pairs: Parameters<Presences['lastSeen']>[0]): Promise<(number | undefined)[]> {
    const { hidden, seen, blocks } = await store.presencesAmong([...new Set(pairs.flat())]);
    const unseen = new Set(hidden);
    const blocked = new Set(blocks.map(each => keyOf(each.account, each.blocked)));
    const times = new Map(seen.map(({ account, at }) => [account, at]));
    return pairs.map(([watcher, watched]) => {
      if (unseen.has(watcher) || unseen.has(watched)) return undefined;
      if (blocked.has(keyOf(watcher, watched)) || blocked.has(keyOf(watched, watcher))) return undefined;
      return times.get(watched) ?? 0;
    });
  }

  return {
    keepSeen: seen => store.keepSeen(seen.map(({ account, at }) => ({ account, at: at - (at % lastSeenMs) }))),
    async lastSeen(pairs) {
      const found: (number | undefined)[] = [];
      for (let start = 0; start < pairs.length; start += PAIRS) {
        found.push(...(await seenIn(pairs.slice(start, start + PAIRS))));
      }
      return found;
    },
  };
}

const keyOf = (one: AccountId, other: AccountId): string => `${one} ${other}`;
