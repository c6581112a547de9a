// Who of the watched is there: known while the connection lasts, and stored nowhere. And saying whether the person is here.
import { type AccountId, accountIdFrom, idBytes, limits, parseAccountId, type wire } from '@parley/protocol';
import type { Link } from '../connection/connection.ts';
import type { Context } from '../context.ts';
import { isBlocked } from '../privacy/own-privacy.ts';

export interface Presence {
  readonly account: AccountId;
  readonly online: boolean;
  /** To the minute, milliseconds since 1970; undefined: unknown, or not to be seen. */
  readonly lastSeen?: number;
}

export interface PresenceRoom {
  opened(link: Link): void;
  frame(frame: wire.ServerFrame): void;
  closed(): void;
  /** See `Client.watch`. */
  watch(accounts: readonly AccountId[]): Promise<void>;
  /** See `Client.setActive`. */
  setActive(active: boolean): Promise<void>;
}

export function createPresence({ profile, work, events }: Context): PresenceRoom {
  let link: Link | undefined;
  let active = false;
  let watched: ReadonlySet<AccountId> = new Set();
  /** Those of whom something is known. */
  const known = new Set<AccountId>();
  /** One after the other: what is older must not be told last. */
  let taking = Promise.resolve();

  const sayWatched = (): void => link?.send({ watch: { accounts: [...watched].map(idBytes) } });
  const sayActive = (): void => link?.send({ activity: { active } });

  function forget(account: AccountId): void {
    if (known.delete(account)) events.emit('presence', { account, online: false });
  }

  async function take(presence: wire.Presence, mine: Link | undefined): Promise<void> {
    const account = accountIdFrom(presence.account);
    const blocked = await isBlocked(work, account);
    if (blocked || mine !== link || !watched.has(account)) return;
    const { online, lastSeen } = presence;
    if (!online && !lastSeen) return forget(account);
    known.add(account);
    events.emit('presence', { account, online, ...(online ? {} : { lastSeen }) });
  }

  events.on('privacy', ({ blocked, presence }) => {
    for (const account of [...known]) if (presence === 'nobody' || blocked.includes(account)) forget(account);
  });

  return {
    opened(opened) {
      link = opened;
      if (active) sayActive();
      if (watched.size > 0) sayWatched();
    },
    frame({ presence }) {
      if (!presence) return;
      const mine = link;
      taking = taking.then(() => take(presence as wire.Presence, mine)).catch(() => {}); // what cannot be read is of no use
    },
    closed() {
      link = undefined;
      for (const account of [...known]) forget(account);
    },
    async watch(accounts) {
      const others = accounts.filter(account => account !== profile.account && parseAccountId(account));
      const wanted = new Set(others.slice(0, limits.maxWatched));
      if (wanted.size === watched.size && others.every(account => watched.has(account))) return;
      watched = wanted;
      for (const account of [...known]) if (!watched.has(account)) forget(account);
      sayWatched();
    },
    async setActive(wanted) {
      if (wanted === active) return;
      active = wanted;
      sayActive();
    },
  };
}
