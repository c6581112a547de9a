// Who is there: what a device says of its person, and whom it wants to be told of. Everything is gathered and told once a
// second, so that what one person can cause is bounded however often he comes and goes (F55). Nothing here is relied on: where
// people are is looked up again every few seconds, so that whatever got lost is right a moment later (F40).
import { type AccountId, accountIdFrom, type wire } from '@parley/protocol';
import type { Seen } from '../accounts/presence-store.ts';
import type { Connection } from './connection.ts';
import { type Context, problem } from './context.ts';
import { keepSeen, tellPresence } from './presence-telling.ts';

export interface Presence {
  readonly watched: Map<AccountId, Watched>;
  /** Those of whom it is to be looked up whether they are there. */
  readonly due: Set<AccountId>;
  /** Connections that are told of all they watch, whatever they have been told. */
  readonly untold: Set<Connection>;
  /** When people were there last, not handed on yet. */
  readonly seen: Map<AccountId, number>;
  telling: boolean;
  toldAt: number;
  lookedAt: number;
  /** When all who watch were last told anew: what accounts show may have changed unheard. */
  renewedAt: number;
}

export interface Watched {
  readonly by: Set<Connection>;
  /** Undefined: not looked up yet. */
  isOnline: boolean | undefined;
  /** Wall time at which he was last found to be there; 0: not so far. */
  onlineAt: number;
}

export function createPresence(now: number): Presence {
  return {
    watched: new Map(),
    due: new Set(),
    untold: new Set(),
    seen: new Map(),
    telling: false,
    toldAt: Number.NEGATIVE_INFINITY,
    lookedAt: now,
    renewedAt: now,
  };
}

export function onActivity(context: Context, connection: Connection, { active }: wire.Activity): void {
  if (Boolean(active) === connection.active) return;
  connection.active = Boolean(active);
  const { account } = connection.device!;
  noteSeen(context, account);
  if (context.presence.watched.has(account)) context.presence.due.add(account);
  tellSoon(context);
}

export function onWatch(context: Context, connection: Connection, watch: wire.Watch): void {
  const { presence, limits } = context;
  if ((watch.accounts?.length ?? 0) > limits.maxWatched) {
    return problem(context, connection, 'bad_request', `At most ${limits.maxWatched} accounts are watched.`);
  }
  const accounts = accountsOf(watch);
  if (!accounts) return problem(context, connection, 'bad_request', 'An account is not one.');
  unwatch(presence, connection);
  if (accounts.size === 0) return;
  connection.watched = new Map([...accounts].map(account => [account, '']));
  for (const account of accounts) {
    const watched = presence.watched.get(account) ?? { by: new Set(), isOnline: undefined, onlineAt: 0 };
    presence.watched.set(account, watched);
    watched.by.add(connection);
    if (watched.isOnline === undefined) presence.due.add(account);
  }
  presence.untold.add(connection);
  tellSoon(context);
}

function accountsOf(watch: wire.Watch): Set<AccountId> | undefined {
  try {
    return new Set(watch.accounts.map(accountIdFrom));
  } catch {
    return undefined;
  }
}

function unwatch({ watched, untold, due }: Presence, connection: Connection): void {
  for (const account of connection.watched?.keys() ?? []) {
    const entry = watched.get(account);
    entry?.by.delete(connection);
    if (entry?.by.size !== 0) continue;
    watched.delete(account);
    due.delete(account);
  }
  connection.watched = undefined;
  untold.delete(connection);
}

/** Of a connection that has ended. That nobody is there is found with the next look: most devices are back before it. */
export function leavePresence(context: Context, connection: Connection): void {
  unwatch(context.presence, connection);
  if (connection.active) noteSeen(context, connection.device!.account);
  connection.active = false;
}

function noteSeen({ presence, clock, limits }: Context, account: AccountId): void {
  const now = clock.now();
  presence.seen.set(account, now - (now % limits.lastSeenMs));
}

export function onPrivacyChanged(context: Context, account: AccountId): void {
  const { presence, byDevice } = context;
  const watched = presence.watched.get(account);
  if (watched) watched.onlineAt = 0; // nothing is said of the time in which he let nobody see him
  for (const connection of watched?.by ?? []) presence.untold.add(connection);
  for (const connection of byDevice.values()) {
    if (connection.watched && connection.device?.account === account) presence.untold.add(connection);
  }
  tellSoon(context);
}

export function sweepPresence(context: Context): void {
  const { presence, limits, now } = context;
  if (now - presence.lookedAt >= limits.presencePollMs) {
    presence.lookedAt = now;
    for (const account of presence.watched.keys()) presence.due.add(account);
  }
  if (now - presence.renewedAt >= limits.slowPollMs) {
    presence.renewedAt = now;
    for (const { by } of presence.watched.values()) for (const connection of by) presence.untold.add(connection);
  }
  tellSoon(context);
}

/** What those who have just gone leave behind. */
export function endPresence(context: Context): Promise<void> {
  return keepSeen(context, takenSeen(context.presence.seen));
}

/** At once if it is long enough ago, else with a sweep. */
function tellSoon(context: Context): void {
  const { presence, limits, now } = context;
  const { due, untold, seen } = presence;
  if (presence.telling || now - presence.toldAt < limits.presenceEveryMs) return;
  if (due.size === 0 && untold.size === 0 && seen.size === 0) return;
  presence.telling = true;
  presence.toldAt = now;
  tellPresence(context, { due: taken(due), untold: taken(untold), seen: takenSeen(seen) })
    .catch(error => context.log.debug({ error }, 'presence could not be told'))
    .finally(() => {
      presence.telling = false;
    });
}

function taken<T>(set: Set<T>): readonly T[] {
  const all = [...set];
  set.clear();
  return all;
}

function takenSeen(seen: Presence['seen']): readonly Seen[] {
  const all = [...seen].map(([account, at]) => ({ account, at }));
  seen.clear();
  return all;
}
