// Who of the watched is there: known while the connection lasts, and stored nowhere. And saying whether the person is here.
import { type AccountId, accountIdFrom, idBytes, limits, parseAccountId, type wire } from '@parley/protocol';
import type { Link } from '../connection/connection.ts';
import type { Context } from '../context.ts';

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

const ACCOUNT_BYTES = 16;

export function createPresence({ profile, events }: Context): PresenceRoom {
  let link: Link | undefined;
  let active = false;
  let watched: ReadonlySet<AccountId> = new Set();
  /** Those of whom something is known. */
  const known = new Set<AccountId>();

  const sayWatched = (): void => link?.send({ watch: { accounts: [...watched].map(idBytes) } });
  const sayActive = (): void => link?.send({ activity: { active } });

  function forget(account: AccountId): void {
    if (known.delete(account)) events.emit('presence', { account, online: false });
  }

  /** Who may see whom the server knows first: this device may hear of its own change only later. */
  function take(presence: wire.Presence): void {
    const account = accountIdFrom(presence.account);
    if (!watched.has(account)) return;
    const { online, lastSeen } = presence;
    if (!online && !lastSeen) return forget(account);
    known.add(account);
    events.emit('presence', { account, online, ...(online ? {} : { lastSeen }) });
  }

  return {
    opened(opened) {
      link = opened;
      if (active) sayActive();
      if (watched.size > 0) sayWatched();
    },
    frame({ presence }) {
      // What names no account is of no use.
      if (presence?.account?.length === ACCOUNT_BYTES) take(presence as wire.Presence);
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
