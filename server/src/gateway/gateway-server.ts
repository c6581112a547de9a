import { deviceKey } from '@parley/protocol';
import { createAccept } from './accept.ts';
import { type Connection, createConnection } from './connection.ts';
import { type Context, close, coarseTime, forget, type GatewayDeps } from './context.ts';
import { createCounts } from './counts.ts';
import { onHints, onWritten } from './deliveries.ts';
import type { Gateway, GatewayStats } from './gateway.ts';
import { leave } from './leave.ts';
import { createPresence, endPresence, onPrivacyChanged } from './presence.ts';
import { activeAmong } from './presence-telling.ts';
import { onFrame, onText, onTooLarge } from './receive.ts';
import { createRegistrations, registerAll } from './registrations.ts';
import { startSweeping, sweep } from './sweep.ts';
import type { AcceptUpgrade, Transport } from './transport.ts';
import { createWsTransport } from './transport-ws.ts';
import { onSignal } from './typing.ts';

export function createGateway(deps: GatewayDeps): Gateway {
  const context = createContext(deps);
  const upgrade = createAccept(context, listen(context));
  const stopSweeping = startSweeping(context);
  return {
    upgrade,
    hint: async (_gateway, rows) => onHints(context, rows),
    disconnect({ account, device }, reason) {
      const key = deviceKey(account, device);
      const present = context.byDevice.get(key);
      if (present) close(context, present, reason);
      for (const connection of context.greeting) if (connection.key === key) close(context, connection, reason);
    },
    displace({ account, device }, connectionEpoch) {
      const present = context.byDevice.get(deviceKey(account, device));
      if (present && present.connectionEpoch < connectionEpoch) close(context, present, 'displaced');
    },
    signal: (devices, frame) => onSignal(context, devices, frame),
    activeAmong: devices => activeAmong(context, devices),
    privacyChanged: account => onPrivacyChanged(context, account),
    registerAgain: () => registerAll(context),
    lookSoon() {
      context.lookSoon = true;
    },
    sweep: () => sweep(context),
    async drain() {
      await leave(context);
      await endPresence(context);
      stopSweeping();
    },
    stats: () => statsOf(context),
  };
}

function createContext(deps: GatewayDeps): Context {
  const now = coarseTime(deps.clock);
  return {
    ...deps,
    all: new Set(),
    greeting: new Set(),
    byDevice: new Map(),
    registrations: createRegistrations(),
    presence: createPresence(now),
    counts: createCounts(),
    now,
    polledAt: now,
    lookSoon: false,
    unseen: new Map(),
    typingUnderWay: 0,
    leaving: false,
  };
}

function listen(context: Context): AcceptUpgrade {
  return createWsTransport<Connection>(context.limits.maxFrameBytes, {
    onOpen: transport => open(context, transport),
    onFrame: (connection, frame) => onFrame(context, connection, frame),
    onText: connection => onText(context, connection),
    onTooLarge: connection => onTooLarge(context, connection),
    onWritten: connection => onWritten(context, connection),
    onClosed: connection => forget(context, connection, 'left'),
  });
}

function open(context: Context, transport: Transport): Connection {
  const connection = createConnection(transport, context.now);
  context.all.add(connection);
  context.greeting.add(connection);
  return connection;
}

function statsOf({ all, greeting, registrations, presence, counts }: Context): GatewayStats {
  return {
    ...counts,
    connections: all.size,
    greeting: greeting.size,
    unregistered: registrations.due.size,
    watched: presence.watched.size,
    get longestQueueBytes() {
      let longest = 0;
      for (const { transport } of all) longest = Math.max(longest, transport.queuedBytes());
      return longest;
    },
  };
}
