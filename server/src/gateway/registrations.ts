// What `sessions` know of this gateway's devices, and how it is kept true. Sessions are a hint: a device that cannot be registered
// is served all the same, the poll finds what is hinted in vain, and it is registered when that can be done (D11).
import type { DeviceAddress, DeviceKey } from '@parley/protocol';
import type { Registered, Session } from '../sessions/sessions.ts';
import { type Connection, isOpen } from './connection.ts';
import { type Context, close } from './context.ts';

export interface Registrations {
  /** Connections that are to be registered, again or at last. */
  readonly due: Map<DeviceKey, Connection>;
  /** Ended ones that could not be unregistered. */
  readonly left: Left[];
  /** A step is under way. */
  busy: boolean;
  /** The round by which all are registered anew once in a while; undefined: to be begun. */
  round: Iterator<Connection> | undefined;
}

interface Left {
  readonly device: DeviceAddress;
  readonly connectionEpoch: number;
}

/** For each sweep, about a second: a Redis that comes back empty is not flooded by all gateways at once. */
const STEP = 1_000;
/** The oldest are dropped: such an entry costs a bounce for each message, and goes when the device connects anew. */
const MAX_LEFT = 10_000;
/** Sweeps in which all are registered once, about an hour: entries that a fail-over lost come back, and none expires. */
const ROUND_SWEEPS = 3_600;

export function createRegistrations(): Registrations {
  return { due: new Map(), left: [], busy: false, round: undefined };
}

/** Never rejects. */
export async function register(context: Context, connection: Connection): Promise<Registered> {
  const { device, key, connectionEpoch } = connection;
  const { due } = context.registrations;
  try {
    const registered = await context.sessions.register(device!, { gateway: context.id, connectionEpoch });
    if (due.get(key!) === connection) due.delete(key!);
    if (registered.kind === 'registered') displaceElsewhere(context, device!, connectionEpoch, registered.displaced);
    return registered;
  } catch (error) {
    context.log.debug({ error, device: key }, 'a session could not be registered');
    if (context.byDevice.get(key!) === connection) due.set(key!, connection);
    return { kind: 'registered' };
  }
}

/** Nobody waits for it: a gateway that is not told finds out when it registers its devices anew. */
function displaceElsewhere(
  { id, displaceAt, log }: Context,
  device: DeviceAddress,
  connectionEpoch: number,
  displaced: Session | undefined,
): void {
  if (!displaced || displaced.gateway === id) return;
  displaceAt(displaced.gateway, device, connectionEpoch).catch(error =>
    log.warn({ error, gateway: displaced.gateway }, 'a gateway could not be told that a device has moved'),
  );
}

export function unregister(context: Context, device: DeviceAddress, connectionEpoch: number): void {
  context.sessions.unregister(device, { gateway: context.id, connectionEpoch }).catch(error => {
    context.log.debug({ error }, 'a session could not be unregistered');
    const { left } = context.registrations;
    left.push({ device, connectionEpoch });
    if (left.length > MAX_LEFT) left.shift();
  });
}

export function registerAll(context: Context): void {
  const { due } = context.registrations;
  for (const [key, connection] of context.byDevice) due.set(key, connection);
  context.lookSoon = true;
  context.polledAt = Number.NEGATIVE_INFINITY;
}

/** One step at a time; the next sweep goes on. */
export function keepRegistered(context: Context): void {
  const { registrations, log } = context;
  if (registrations.busy) return;
  const some = [...firstOf(registrations.due.values(), STEP), ...nextOfRound(context)];
  const left = registrations.left.splice(0, STEP);
  if (some.length === 0 && left.length === 0) return;
  registrations.busy = true;
  for (const { device, connectionEpoch } of left) unregister(context, device, connectionEpoch);
  Promise.all(some.map(connection => registerAgain(context, connection)))
    .catch(error => log.error({ error }, 'sessions could not be kept up'))
    .finally(() => {
      registrations.busy = false;
    });
}

function nextOfRound({ registrations, byDevice }: Context): Connection[] {
  registrations.round ??= byDevice.values();
  const next = firstOf(registrations.round, Math.ceil(byDevice.size / ROUND_SWEEPS));
  if (next.length === 0) registrations.round = undefined;
  return next;
}

function firstOf(connections: Iterator<Connection>, count: number): Connection[] {
  const first: Connection[] = [];
  while (first.length < count) {
    const { value, done } = connections.next();
    if (done) break;
    first.push(value);
  }
  return first;
}

async function registerAgain(context: Context, connection: Connection): Promise<void> {
  const { key, device, connectionEpoch } = connection;
  const { due } = context.registrations;
  if (context.byDevice.get(key!) !== connection) {
    if (due.get(key!) === connection) due.delete(key!);
    return;
  }
  const registered = await register(context, connection);
  if (registered.kind === 'stale' && isOpen(connection)) return close(context, connection, 'displaced');
  // It ended while it was being registered, and may have been unregistered before.
  if (connection.state === 'closed') unregister(context, device!, connectionEpoch);
}
