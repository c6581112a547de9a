// A role that runs in other processes, at one or several addresses: which of them a call goes to.
import { UnavailableError } from '../lib/unavailable.ts';
import type { Link } from './link.ts';

export interface Peer {
  call(method: string, args: readonly unknown[], deadlineMs?: number): Promise<unknown>;
  /** The link that calls go to whose order matters; another one after it was lost. */
  link(): Link;
  links(): readonly Link[];
  close(): void;
}

/**
 * `sticky`: all calls go to one process while it is up, so that they arrive in order. Else to the one with least to do.
 */
export function createPeer(role: string, links: readonly Link[], { sticky }: { sticky: boolean }): Peer {
  let current = links[0];

  function leastBusy(): Link | undefined {
    let best: Link | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const link of links) {
      if (!link.isUp()) continue;
      const { pending, calls } = link.stats();
      const load = pending + calls / Number.MAX_SAFE_INTEGER; // of equals the one that was called less
      if (load < least) [best, least] = [link, load];
    }
    return best ?? links[0];
  }

  function pick(): Link {
    if (!sticky || !current?.isUp()) current = leastBusy();
    if (!current) throw new UnavailableError('no process of this role is known');
    return current;
  }

  return {
    async call(method, args, deadlineMs) {
      try {
        return await pick().call(method, args, deadlineMs);
      } catch (error) {
        if (error instanceof UnavailableError)
          throw new UnavailableError(`${role}: ${error.message}`, { cause: error });
        throw error;
      }
    },
    link: pick,
    links: () => links,
    close() {
      for (const link of links) link.close();
    },
  };
}
