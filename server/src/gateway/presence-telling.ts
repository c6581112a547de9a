// One round of presence: what has been seen is kept, those who are due are looked up, and whoever watches and may see it is told
// what is new to him.
import { type AccountId, type DeviceAddress, deviceKey, idBytes } from '@parley/protocol';
import type { Sight } from '../accounts/presence.ts';
import type { Seen } from '../accounts/presence-store.ts';
import { type Connection, isOpen } from './connection.ts';
import { type Context, writeFrame } from './context.ts';
import type { Watched } from './presence.ts';

interface Round {
  readonly due: readonly AccountId[];
  readonly untold: readonly Connection[];
  readonly seen: readonly Seen[];
}

/** Told together; the next ones after it. */
const PAIRS = 200;

interface Pair {
  readonly connection: Connection;
  readonly account: AccountId;
}

export async function tellPresence(context: Context, { due, untold, seen }: Round): Promise<void> {
  await keepSeen(context, seen);
  const changed = await lookUp(context, due).catch(error => {
    context.log.debug({ error }, 'nobody could say who is there'); // those who were stay so until somebody can
    return [];
  });
  const told = new Set(untold);
  const pairs: Pair[] = [];
  for (const connection of untold) {
    for (const account of connection.watched?.keys() ?? []) pairs.push({ connection, account });
  }
  for (const account of changed) {
    for (const connection of context.presence.watched.get(account)?.by ?? []) {
      if (!told.has(connection)) pairs.push({ connection, account });
    }
  }
  for (let start = 0; start < pairs.length; start += PAIRS) await tell(context, pairs.slice(start, start + PAIRS));
}

/** Never rejects. */
export async function keepSeen({ presences, log }: Context, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return;
  await presences.keepSeen(seen).catch(error => log.debug({ error }, 'when people were there last is not kept'));
}

/** Those of whom it is not as it was. */
async function lookUp(context: Context, due: readonly AccountId[]): Promise<AccountId[]> {
  if (due.length === 0) return [];
  const online = new Set((await activeDevices(context, due)).map(({ account }) => account));
  return due.filter(account => {
    const watched = context.presence.watched.get(account);
    if (!watched) return false;
    const before = watched.isOnline;
    watched.isOnline = online.has(account);
    if (watched.isOnline) watched.onlineAt = context.clock.now();
    return before !== watched.isOnline;
  });
}

async function activeDevices(context: Context, accounts: readonly AccountId[]): Promise<DeviceAddress[]> {
  context.counts.presenceLookups += accounts.length;
  const found = await context.sessions.lookupAccounts(accounts);
  const byGateway = Map.groupBy(found, ({ session }) => session.gateway);
  const active = [...byGateway].map(([gateway, there]) => {
    const devices = there.map(({ device }) => device);
    return gateway === context.id ? activeAmong(context, devices) : activeElsewhere(context, gateway, devices);
  });
  return (await Promise.all(active)).flat();
}

function activeElsewhere(context: Context, gateway: string, devices: readonly DeviceAddress[]) {
  context.counts.presenceCalls++;
  return context.activeAt(gateway, devices);
}

export function activeAmong({ byDevice }: Context, devices: readonly DeviceAddress[]): DeviceAddress[] {
  return devices.filter(({ account, device }) => {
    const connection = byDevice.get(deviceKey(account, device));
    return connection !== undefined && isOpen(connection) && connection.active;
  });
}

async function tell(context: Context, pairs: readonly Pair[]): Promise<void> {
  const { presence, presences } = context;
  const sights = pairs.map(({ connection, account }): Sight => [connection.device!.account, account]);
  let seen: readonly (number | undefined)[];
  try {
    seen = await presences.lastSeen(sights);
  } catch (error) {
    for (const { connection } of pairs) if (isOpen(connection)) presence.untold.add(connection);
    throw error;
  }
  for (const [i, { connection, account }] of pairs.entries()) {
    const watched = presence.watched.get(account);
    if (watched && isOpen(connection)) tellOne(context, connection, account, shownOf(context, watched, seen[i]));
  }
}

interface Shown {
  readonly online: boolean;
  readonly lastSeen: number;
}

/** `seen` undefined: may not be seen. What another gateway has seen may not have been kept yet when it is looked up. */
function shownOf({ limits }: Context, { isOnline, onlineAt }: Watched, seen: number | undefined): Shown {
  if (seen === undefined) return { online: false, lastSeen: 0 };
  if (isOnline) return { online: true, lastSeen: 0 };
  return { online: false, lastSeen: Math.max(seen, onlineAt - (onlineAt % limits.lastSeenMs)) };
}

function tellOne(context: Context, connection: Connection, account: AccountId, { online, lastSeen }: Shown): void {
  const before = connection.watched?.get(account);
  const now = `${online} ${lastSeen}`;
  if (before === undefined || before === now) return;
  if (connection.queueLongSince > 0) {
    context.presence.untold.add(connection); // it is behind: later
    return;
  }
  connection.watched!.set(account, now);
  writeFrame(context, connection, { presence: { account: idBytes(account), online, lastSeen } });
}
