// Opens the rooms of the roles that this process runs, and connects them with each other and with those of other processes.
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Limits, limits as standard } from '@parley/protocol';
import type { Logger } from 'pino';
import { mayShowCode } from './accounts/development-code.ts';
import type { Assets } from './assets/assets.ts';
import { fillBlocks, fillDevices, fillPatiently } from './compose/device-sets.ts';
import { type AccountsDoor, accountMethods, type Doors, type FanOutDoor } from './compose/doors.ts';
import { createNetwork, type Network } from './compose/network.ts';
import { type OpenedAccounts, openAccounts } from './compose/open-accounts.ts';
import { openAdmin } from './compose/open-admin.ts';
import { openAssets } from './compose/open-assets.ts';
import { openDoors } from './compose/open-doors.ts';
import { type OpenedFanOut, openFanOut } from './compose/open-fanout.ts';
import { openGateway } from './compose/open-gateway.ts';
import { openGroups } from './compose/open-groups.ts';
import { type OpenedMessages, openMessages, startExpiryRuns } from './compose/open-messages.ts';
import { openPush } from './compose/open-push.ts';
import { type OpenedSessions, openSessions } from './compose/open-sessions.ts';
import type { Process } from './compose/process.ts';
import { openRateLimits } from './compose/rate-limits.ts';
import { remoteGateways, servedGateway } from './compose/remote-gateways.ts';
import { servedGroups } from './compose/remote-groups.ts';
import { servedMessages } from './compose/remote-messages.ts';
import { servedPush } from './compose/remote-push.ts';
import type { Config } from './config.ts';
import { isSplit } from './config-checks.ts';
import { echoPhone } from './echo.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Groups } from './groups/groups.ts';
import { createHttp } from './http/http.ts';
import { findWebApp } from './http/web-app.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import { lockDataFolder } from './lib/data-lock.ts';
import { createMetrics } from './lib/metrics.ts';
import type { Handler, Identity } from './link/link.ts';
import { served } from './link/remote.ts';
import type { Push } from './push/push.ts';
import type { Gateways } from './sessions/gateways.ts';

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Whether browsers find the web app there. */
  readonly web: boolean;
  /** Lets clients go elsewhere, answers what is in flight, closes the stores. */
  close(): Promise<void>;
}

export interface ServerOptions {
  log: Logger;
  version: string;
  clock?: Clock;
  /** Numbers other than the table's. */
  limits?: Partial<Limits>;
}

/** Nobody is kept from making accounts on his own machine in development. */
const UNLIMITED = 1_000_000;
/** Where others reach the server, unlimited codes would let them guess one. */
const LOOPBACK = /^(localhost|127\.[\d.]+|::1)$/;

function limitsFrom(config: Config, changed: Partial<Limits> = {}): Limits {
  const { sendsPerSecond, sendsBurst, maxInboxRows, maxAccountAssetBytes, dev, host } = config;
  const codes =
    dev && LOOPBACK.test(host)
      ? { codesPerAddressAndHour: UNLIMITED, codesPerNumberAndHour: UNLIMITED, linksPerAddressAndHour: UNLIMITED }
      : {};
  return { ...standard, sendsPerSecond, sendsBurst, maxInboxRows, maxAccountAssetBytes, ...codes, ...changed };
}

/** @throws {Error} what keeps it from starting; nothing stays open then */
export async function startServer(config: Config, options: ServerOptions): Promise<RunningServer> {
  const opened: (() => unknown)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close(); // the last opened first
  };
  try {
    const process = createProcess(config, options, close => opened.push(close));
    const listening = await openAll(process, options.version);
    return { ...listening, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function createProcess(config: Config, options: ServerOptions, keep: Process['keep']): Process {
  const { log, clock = systemClock, limits } = options;
  const roles = new Set(config.roles);
  let locked = false;
  function file(name: string): string {
    if (!locked) {
      mkdirSync(config.data, { recursive: true, mode: 0o700 });
      keep(lockDataFolder(config.data).release);
      locked = true;
    }
    return join(config.data, name);
  }
  const runs: Process['runs'] = role => roles.has(role);
  return { config, log, clock, limits: limitsFrom(config, limits), metrics: createMetrics(), keep, runs, file };
}

/** The rooms of the roles of this process. */
interface Own {
  messages?: OpenedMessages;
  accounts?: OpenedAccounts;
  groups?: Groups;
  gateway?: Gateway;
  fanout?: OpenedFanOut;
  assets?: Assets;
  push?: Push;
}

async function openAll(process: Process, version: string): Promise<Omit<RunningServer, 'close'>> {
  const { config, keep, runs } = process;
  const name = runs('gateway') ? config.gatewayId : config.roles.join('+');
  const identity = { name, incarnation: crypto.randomUUID().replaceAll('-', '') };
  let network: Network | undefined;
  const theNetwork = (): Network => {
    network ??= createNetwork(process, identity);
    return network;
  };
  const sessions = await openSessions(process);
  const own: Own = {};
  const doors = openDoors(process, theNetwork) as Doors;
  doors.gateways = openGateways(process, sessions, () => own.gateway, theNetwork);

  if (runs('messages')) {
    own.messages = await openMessages(process, sessions.sessions, doors);
    doors.messages = own.messages.door;
  }
  if (runs('accounts')) {
    own.accounts = await openAccounts(process, doors);
    doors.accounts = { ...own.accounts.accounts, ...own.accounts.privacies, ...own.accounts.presences };
  }
  if (runs('gateway')) own.gateway = openGateway(process, sessions, doors);
  if (runs('groups')) {
    own.groups = await openGroups(process, sessions, doors);
    doors.groups = own.groups;
  }
  if (runs('fanout')) {
    own.fanout = await openFanOut(process, doors);
    doors.fanout = own.fanout;
  }
  if (runs('assets')) own.assets = await openAssets(process);
  if (runs('push')) {
    own.push = await openPush(process, doors);
    doors.push = own.push;
  }

  const behind = await startWork(process, own, doors, theNetwork);
  if (isSplit(config)) {
    const { port } = await theNetwork().listen(handlersOf(own, doors));
    if (own.gateway) await announce(process, identity, own.gateway, { gateways: sessions.gateways, port });
  }
  const listening = await listen(process, version, { own, doors, behind, keep });
  if (own.accounts) await openAdmin(process, own.accounts, doors.messages);
  return listening;
}

function openGateways(
  { config, log, keep }: Process,
  { gateways }: OpenedSessions,
  gateway: () => Gateway | undefined,
  network: () => Network,
): Doors['gateways'] {
  const door = remoteGateways({
    gateways,
    own() {
      const own = gateway();
      return own && { id: config.gatewayId, gateway: own };
    },
    connect: (address, expect) => network().connect(address, expect),
    onError: (error, message) => log.warn({ error }, message),
  });
  keep(door.close);
  return door;
}

/** Says that this gateway is here, and where others reach it. */
async function announce(
  { config, keep }: Process,
  { name, incarnation }: Identity,
  gateway: Gateway,
  { gateways, port }: { gateways: Gateways; port: number },
): Promise<void> {
  const host = config.linkHost.includes(':') ? `[${config.linkHost}]` : config.linkHost;
  const entry = { id: name, incarnation, linkAddress: `${host}:${port}`, publicPort: config.port };
  keep(() => gateways.withdraw().catch(() => {})); // without Redis its entry goes by itself
  await gateways.announce(entry, { onLost: gateway.registerAgain });
}

/** What the roles do by themselves. Returns what is still to be done before requests can be answered rightly. */
async function startWork(
  process: Process,
  own: Own,
  doors: Doors,
  network: () => Network,
): Promise<() => string | undefined> {
  const { log, keep, runs } = process;
  let filling = false;
  const failed = (message: string) => (error: unknown) => log.error({ error }, message);
  if (own.messages) {
    const { messages } = own;
    const { store, door, blocks } = messages;
    const start = (): void => keep(startExpiryRuns(store, process).stop);
    if (runs('accounts')) {
      await fillDevices(doors.accounts, door);
      await fillBlocks(doors.accounts, blocks);
      start();
    } else {
      const fill = (): Promise<void> => fillPatiently(doors.accounts, messages);
      filling = true;
      fill()
        .then(start, failed('the message store could not be told of the devices'))
        .finally(() => {
          filling = false;
        });
      network().onNewProcess('accounts', () => fill().catch(failed('the message store may not know every device')));
    }
  }
  own.groups?.catchUp().catch(failed('what a crash left undone in groups waits for the next start'));
  return () => {
    const missing = isSplit(process.config) ? network().missing() : [];
    if (missing.length > 0) return `no process of ${missing.join(', ')} can be reached`;
    if (filling) return 'the accounts service has not told the devices yet';
    return own.messages?.store.failure()?.message ?? own.fanout?.failure();
  };
}

/** What other processes may call here. */
function handlersOf({ messages, accounts, groups, gateway, fanout, push }: Own, doors: Doors): [string, Handler][] {
  return [
    ...(messages ? servedMessages(messages.door) : []),
    ...(accounts
      ? served<AccountsDoor, (typeof accountMethods)[number]>('accounts', doors.accounts, accountMethods)
      : []),
    ...(groups ? servedGroups(groups) : []),
    ...(gateway ? servedGateway(gateway) : []),
    ...(push ? servedPush(push) : []),
    ...(fanout ? served<FanOutDoor, 'nudge'>('fanout', fanout, ['nudge']) : []),
  ];
}

interface Listening {
  readonly own: Own;
  readonly doors: Doors;
  readonly behind: () => string | undefined;
  readonly keep: Process['keep'];
}

async function listen(
  process: Process,
  version: string,
  { own, doors, behind, keep }: Listening,
): Promise<Omit<RunningServer, 'close'>> {
  const { config, limits, log, metrics } = process;
  const web = own.gateway ? findWebApp(config.web) : undefined;
  let draining = false;
  const { accounts, gateway, groups, assets, push } = own;
  const http = await createHttp({
    authenticate: token => doors.accounts.authenticate(token),
    ...accounts,
    assets,
    groups,
    messages: own.messages || gateway ? doors.messages : undefined,
    gateway,
    rates: await openRateLimits(process),
    push,
    limits,
    log,
    version,
    dev: config.dev,
    registration: config.registration,
    echo: echoPhone(config),
    trustProxy: config.trustProxy,
    web,
    edgeUrl: config.edgeUrl,
    metrics: metrics.text,
    metricsToken: config.metricsToken,
    mayShowCode: request => mayShowCode({ ...request, dev: config.dev, bindHost: config.host }),
    notReady: () => (draining ? 'the server is going away' : behind()),
  });
  keep(() => http.close());
  keep(() => {
    draining = true;
    return gateway?.drain();
  });
  await listenAt(http, config);
  const { port } = http.server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return { port, url: `http://${host}:${port}`, web: web !== undefined };
}

/** When all clients return at once they wait to be taken (F18): what is dropped instead is sent again after 1, 3, 7 … 63 s. */
const BACKLOG = 4_096;

async function listenAt(http: Awaited<ReturnType<typeof createHttp>>, { port, host }: Config): Promise<void> {
  try {
    await http.listen({ port, host, backlog: BACKLOG });
  } catch (error) {
    throw listenError(error, { port, host });
  }
}

function listenError(error: unknown, { port, host }: Pick<Config, 'port' | 'host'>): unknown {
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE')
    return new Error(`port ${port} is taken: stop what uses it, or choose another with --port`, { cause: error });
  if (code === 'EACCES')
    return new Error(`port ${port} may not be used: choose one above 1023 with --port`, { cause: error });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Error(`this machine has no address ${host}: choose one with --host`, { cause: error });
  return error;
}
