// Brings roster entries to the arbiter in the order of their numbers, until it has stamped them, and notes the stamps.
import type { GroupId } from '@parley/protocol';
import type { BaseLogger } from 'pino';
import { createOneAtATime } from '../lib/one-at-a-time.ts';
import type { Arbiter } from './arbiter.ts';
import type { Counts } from './counts.ts';
import type { GroupStore, Position } from './group-store.ts';

export interface Relay {
  /** Resolves once all entries of the group up to now are stamped, or the relay is closed; never rejects. */
  post(group: GroupId): Promise<void>;
  /**
   * Compares the group with what the arbiter knows; what the arbiter has lost is posted again. True: the store has lost entries.
   * `known`: where the group was lately.
   */
  isBehind(group: GroupId, known?: Position): Promise<boolean>;
  /** Resolves once nothing is under way. */
  close(): Promise<void>;
}

interface RelayDeps {
  readonly store: GroupStore;
  readonly arbiter: Arbiter;
  readonly log: BaseLogger;
  readonly counts: Counts;
  readonly retryMs: number;
}

const PAGE_ENTRIES = 100;
const MAX_RETRY_MS = 5_000;
const NOWHERE: Position = { roster: 0, posted: 0 };
export function createRelay({ store, arbiter, log, counts, retryMs }: RelayDeps): Relay {
  const onePosts = createOneAtATime();
  const oneFallsBack = createOneAtATime();
  const closing = Promise.withResolvers<void>();
  const underWay = new Set<Promise<void>>();
  const behind = new Set<GroupId>();
  let closed = false;

  /** What is there now; false: there may be more. */
  async function postPage(group: GroupId): Promise<boolean> {
    const position = await store.position(group);
    if (!position || position.posted >= position.roster) return true;
    for (const { number, entry } of await store.entries(group, position.posted, position.roster, PAGE_ENTRIES)) {
      const posted = await arbiter.postRoster({ group, number, entry });
      if (posted.kind === 'gap') {
        if (await fallBack(group, posted.last)) return false;
        throw new Error(`the arbiter does not take entry ${number} after ${posted.last}`);
      }
      await store.stamp(group, number, posted);
      counts.waiting--;
    }
    return false;
  }

  /** The arbiter's last entry is this one; false: nothing was lost. */
  const fallBack = (group: GroupId, last: number) => oneFallsBack(group, () => unpost(group, last));

  async function unpost(group: GroupId, last: number): Promise<boolean> {
    const { posted } = (await store.position(group)) ?? NOWHERE;
    if (posted <= last) return false;
    log.warn({ group, last, posted }, 'the message store has lost roster entries of a group: they are posted again');
    counts.waiting += posted - last;
    await store.unpost(group, last);
    return true;
  }

  async function postAll(group: GroupId): Promise<void> {
    for (let waitMs = retryMs; !closed; ) {
      try {
        if (await postPage(group)) return;
        waitMs = retryMs;
      } catch (error) {
        log.error({ error, group }, 'roster entries could not be posted: trying again');
        await Promise.race([elapsed(waitMs), closing.promise]);
        waitMs = Math.min(2 * waitMs, MAX_RETRY_MS);
      }
    }
  }

  function post(group: GroupId): Promise<void> {
    const posting = onePosts(group, () => postAll(group));
    underWay.add(posting);
    return posting.finally(() => underWay.delete(posting));
  }

  return {
    post,
    async isBehind(group, known) {
      if (behind.has(group)) return true;
      const before = known ?? (await store.position(group)) ?? NOWHERE;
      const last = (await arbiter.groupRoster(group)) ?? 0;
      if (last < before.posted && (await fallBack(group, last))) void post(group);
      if (last <= before.roster) return false;
      const { roster } = (await store.position(group)) ?? NOWHERE; // an entry may have come meanwhile
      if (last <= roster) return false;
      behind.add(group);
      counts.behind = behind.size;
      log.error(
        { group, last, roster },
        'the groups file is older than the message store: this group takes no changes',
      );
      return true;
    },
    async close() {
      closed = true;
      closing.resolve();
      await Promise.all(underWay);
    },
  };
}

function elapsed(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms).unref());
}
