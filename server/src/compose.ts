// The one place that picks backends and connects the rooms.
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Limits, limits as standard } from '@parley/protocol';
import type { Logger } from 'pino';
import { createAccounts } from './accounts/account-service.ts';
import type { AccountStore } from './accounts/account-store.ts';
import { openSqlAccountStore } from './accounts/account-store-sql.ts';
import { createConsoleCodeSender } from './accounts/code-sender-console.ts';
import { createWebhookCodeSender } from './accounts/code-sender-webhook.ts';
import { mayShowCode } from './accounts/development-code.ts';
import { createAssets } from './assets/asset-service.ts';
import type { AssetStore } from './assets/asset-store.ts';
import { openSqlAssetStore } from './assets/asset-store-sql.ts';
import type { Assets } from './assets/assets.ts';
import type { BlobStore } from './assets/blob-store.ts';
import { openFsBlobStore } from './assets/blob-store-fs.ts';
import { startSweeps } from './assets/sweep.ts';
import type { Config } from './config.ts';
import { startFanOut } from './fanout/fan-out.ts';
import type { FanOutRoom } from './fanout/fanout.ts';
import type { GroupLog } from './fanout/group-log.ts';
import { openSqliteGroupLog } from './fanout/group-log-sqlite.ts';
import { startGroupReceipts } from './fanout/receipts.ts';
import type { Gateway } from './gateway/gateway.ts';
import { createGateway } from './gateway/gateway-server.ts';
import { createGroups } from './groups/group-service.ts';
import type { GroupStore } from './groups/group-store.ts';
import { openSqlGroupStore } from './groups/group-store-sql.ts';
import type { Groups } from './groups/groups.ts';
import { createHttp } from './http/http.ts';
import { findWebApp } from './http/web-app.ts';
import { createKeys } from './keys/key-service.ts';
import type { KeyStore } from './keys/key-store.ts';
import { openSqlKeyStore } from './keys/key-store-sql.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import { lockDataFolder } from './lib/data-lock.ts';
import { createMetrics, type Metrics } from './lib/metrics.ts';
import { watchOwnFile } from './lib/own-file.ts';
import { type Expiry, startExpiry } from './messages/expiry.ts';
import { createMessages } from './messages/message-service.ts';
import type { MessageStore } from './messages/message-store.ts';
import { openSqliteMessageStore } from './messages/message-store-sqlite.ts';
import type { Messages, RosterAt } from './messages/messages.ts';
import { createMemorySessions } from './sessions/sessions-memory.ts';

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

const GATEWAY_ID = 'local';
/** Nobody is kept from making accounts on his own machine in development. */
const UNLIMITED = 1_000_000;
/** Where others reach the server, unlimited codes would let them guess one. */
const LOOPBACK = /^(localhost|127\.[\d.]+|::1)$/;

function limitsFrom(config: Config, changed: Partial<Limits> = {}): Limits {
  const { sendsPerSecond, sendsBurst, maxInboxRows, maxAccountAssetBytes, dev, host } = config;
  const codes =
    dev && LOOPBACK.test(host) ? { codesPerAddressAndHour: UNLIMITED, codesPerNumberAndHour: UNLIMITED } : {};
  return { ...standard, sendsPerSecond, sendsBurst, maxInboxRows, maxAccountAssetBytes, ...codes, ...changed };
}

/** @throws {Error} what keeps it from starting; nothing stays open then */
export async function startServer(config: Config, options: ServerOptions): Promise<RunningServer> {
  const opened: Opened[] = [];
  try {
    const listening = await openAll(config, options, close => opened.push(close));
    return { ...listening, close: () => closeAll(opened) };
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

type Opened = () => unknown;

/** The last opened first. */
async function closeAll(opened: Opened[]): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}

async function openAll(
  config: Config,
  { log, version, clock = systemClock, limits: changed }: ServerOptions,
  keep: (close: Opened) => void,
): Promise<Omit<RunningServer, 'close'>> {
  const limits = limitsFrom(config, changed);
  const web = findWebApp(config.web);
  const metrics = createMetrics();
  const stores = await openStores(config, { clock, limits, log, metrics }, keep);
  const { assetStore, blobs } = stores;
  const assets = await createAssets({ store: assetStore, blobs, clock, limits, maxBytes: config.maxAssetStoreBytes });
  const rooms = { ...(await connectRooms(config, { ...stores, clock, limits, log, metrics })), assets };
  const { accounts, gateway, groups, fanOut } = rooms;
  keep(fanOut.stop);
  keep(startReceipts(rooms.messages, limits, log).stop);
  keep(groups.close);
  for await (const page of accounts.allDevices()) {
    const { setDevices } = stores.store; // those of a page share a transaction and its sync
    await Promise.all(page.map(({ account, version: list, devices }) => setDevices(account, list, devices)));
  }
  keep(startExpiryRuns(stores.store, clock, limits, log).stop);
  keep(startSweeps(assets, error => log.error({ error }, 'sweeping files failed')));
  addMetrics(metrics, gateway, stores.store);
  addAssetMetrics(metrics, assets);
  addFanOutMetrics(metrics, fanOut);
  addGroupMetrics(metrics, groups);
  groups.catchUp().catch(error => log.error({ error }, 'what a crash left undone in groups waits for the next start'));

  let draining = false;
  const http = await createHttp({
    ...rooms,
    limits,
    log,
    version,
    dev: config.dev,
    registration: config.registration,
    trustProxy: config.trustProxy,
    web,
    metrics: metrics.text,
    metricsToken: config.metricsToken,
    mayShowCode: request => mayShowCode({ ...request, dev: config.dev, bindHost: config.host }),
    notReady: () => (draining ? 'the server is going away' : stores.store.failure()?.message),
  });
  keep(() => http.close());
  keep(() => {
    draining = true;
    return gateway.drain();
  });
  await http
    .listen({ port: config.port, host: config.host })
    .catch(error => Promise.reject(listenError(error, config)));

  const { port } = http.server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return { port, url: `http://${host}:${port}`, web: web !== undefined };
}

interface Stores {
  readonly accountStore: AccountStore;
  readonly keyStore: KeyStore;
  readonly store: MessageStore;
  readonly groupLog: GroupLog;
  readonly groupStore: GroupStore;
  readonly assetStore: AssetStore;
  readonly blobs: BlobStore;
}

interface StoreDeps {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Seconds: from a fast disk's sync to one that holds everybody up. */
const FLUSH_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

async function openStores(
  { data, maxStoreBytes }: Config,
  { clock, limits, log, metrics }: StoreDeps,
  keep: (close: Opened) => void,
): Promise<Stores> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  keep(lockDataFolder(data).release);
  const accountStore = await openSqlAccountStore({ kind: 'sqlite', path: join(data, 'accounts.sqlite') });
  keep(accountStore.close);
  const keyStore = await openKeys(join(data, 'keys.sqlite'), log, keep);
  const observeFlush = metrics.histogram('store_flush_seconds', 'Time to make a batch durable', FLUSH_BUCKETS);
  const store = await openSqliteMessageStore({
    path: join(data, 'messages.sqlite'),
    clock,
    limits,
    log,
    ...(maxStoreBytes > 0 ? { maxStoreBytes } : {}),
    onFlush: durationMs => observeFlush(durationMs / 1_000),
  });
  keep(store.close);
  const groupLog = await openSqliteGroupLog({
    path: join(data, 'fanout.sqlite'),
    onError: (error, message) => log.error({ error }, message),
  });
  keep(groupLog.close);
  const groupStore = await openSqlGroupStore({ kind: 'sqlite', path: join(data, 'groups.sqlite') });
  keep(groupStore.close);
  const assetStore = await openSqlAssetStore({ kind: 'sqlite', path: join(data, 'assets.sqlite') });
  keep(assetStore.close);
  const blobs = await openFsBlobStore({ folder: join(data, 'assets') });
  return { accountStore, keyStore, store, groupLog, groupStore, assetStore, blobs };
}

/** An older copy would hand out one-time keys again, so a copy of whatever age hands out none that it came with (F28). */
async function openKeys(path: string, log: Logger, keep: (close: Opened) => void): Promise<KeyStore> {
  const file = watchOwnFile(path);
  keep(file.end);
  const store = await openSqlKeyStore({ kind: 'sqlite', path });
  keep(store.close);
  if (!file.isOwn) {
    const removed = await store.clearOneTime();
    log.warn(
      { removed },
      'the data folder is a copy or was restored: one-time prekeys are removed, devices upload new ones',
    );
  }
  file.begin();
  return store;
}

interface RoomDeps extends Stores, StoreDeps {}

async function connectRooms(config: Config, deps: RoomDeps) {
  const { accountStore, keyStore, store, groupStore, clock, limits, log } = deps;
  const sessions = createMemorySessions();
  let gateway: Gateway | undefined;
  const hint: Gateway['hint'] = (id, rows) => gateway!.hint(id, rows);
  let groups: Groups | undefined;
  let fanOut: FanOutRoom | undefined;
  const rosterAt: RosterAt = (group, number) => groups?.rosterAt(group, number);
  const onStamped = (): void => fanOut?.nudge();
  const messages = createMessages({ store, sessions, hints: { hint }, clock, limits, rosterAt, onStamped, log });
  const keys = createKeys({ store: keyStore, identityKey: accountStore.identityKey, limits });
  const accounts = createAccounts({
    store: accountStore,
    keys,
    codeSender:
      config.codeSender === 'webhook'
        ? createWebhookCodeSender({ url: config.codeWebhook, secret: config.codeWebhookSecret })
        : createConsoleCodeSender(log),
    clock,
    limits,
    registration: config.registration,
    log,
    async onDevicesChanged(account, version, devices) {
      await store.setDevices(account, version, devices);
      await groups?.devicesChanged(account);
    },
    onDeviceRemoved: (device, reason) => gateway?.disconnect(device, reason),
  });
  const { maxConnections } = config;
  const { authenticate } = accounts;
  gateway = createGateway({ id: GATEWAY_ID, messages, sessions, authenticate, clock, limits, log, maxConnections });
  groups = await createGroups({
    store: groupStore,
    arbiter: { postRoster: messages.postRoster, groupRoster: store.groupRoster },
    accounts,
    tellAdmins: ({ accounts: admins, ...note }) =>
      messages.fanOut([{ ...note, seq: 0, accounts: new Set(admins), control: true }]),
    clock,
    limits,
    log,
  });
  fanOut = connectFanOut(messages, rosterAt, deps);
  return { accounts, keys, messages, gateway, groups, fanOut };
}

function startReceipts(messages: Messages, { groupReceiptMs: everyMs }: Limits, log: Logger) {
  return startGroupReceipts({ messages, everyMs, onError: (error, message) => log.error({ error }, message) });
}

/** Seconds: from a fast disk's three syncs to a group service that cannot be reached. */
const LAG_BUCKETS = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

function connectFanOut(
  messages: Messages,
  rosterAt: RosterAt,
  { store, groupLog, clock, metrics, log }: RoomDeps,
): FanOutRoom {
  const observeLag = metrics.histogram('fan_out_lag_seconds', 'From stamped to in the inboxes', LAG_BUCKETS);
  return startFanOut({
    shard: store,
    messages,
    log: groupLog,
    rosterAt,
    onWritten(stamped) {
      for (const ts of stamped) observeLag(Math.max(0, clock.now() - ts) / 1_000);
    },
    onError: (error, message) => log.error({ error }, message),
  });
}

function startExpiryRuns(store: MessageStore, clock: Clock, limits: Limits, log: Logger): Expiry {
  return startExpiry({
    store,
    clock,
    limits,
    onAlarm: disagreementMs =>
      log.error({ disagreementMs }, 'the clocks disagree: expiry has stopped, set the wall clock right'),
    onError: error => log.error({ error }, 'expiry failed'),
  });
}

function listenError(error: unknown, { port, host }: Config): unknown {
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE')
    return new Error(`port ${port} is taken: stop what uses it, or choose another with --port`, { cause: error });
  if (code === 'EACCES')
    return new Error(`port ${port} may not be used: choose one above 1023 with --port`, { cause: error });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Error(`this machine has no address ${host}: choose one with --host`, { cause: error });
  return error;
}

function addMetrics(metrics: Metrics, gateway: Gateway, store: MessageStore): void {
  metrics.add('gauge', 'connections', 'WebSocket connections', () => gateway.stats().connections);
  metrics.add('gauge', 'greetings', 'Connections whose Hello is not answered yet', () => gateway.stats().greeting);
  metrics.add(
    'gauge',
    'longest_send_queue_bytes',
    'Bytes queued for the slowest reader',
    () => gateway.stats().longestQueueBytes,
  );
  metrics.add('counter', 'frames_in_total', 'Frames read, by type', () => gateway.stats().framesIn);
  metrics.add('counter', 'frames_out_total', 'Frames written, by type', () => gateway.stats().framesOut);
  metrics.add('counter', 'delivered_total', 'Envelopes written to devices', () => gateway.stats().framesOut.deliver);
  metrics.add('counter', 'refusals_total', 'Sends refused, by error code', () => gateway.stats().refusals);
  metrics.add(
    'counter',
    'delivery_gaps_total',
    'Times a row did not follow the one before',
    () => gateway.stats().gaps,
  );
  metrics.add('counter', 'drains_total', 'Times an inbox was read to its end', () => gateway.stats().drains);
  metrics.add('counter', 'slow_poll_finds_total', 'Devices whose hint got lost', () => gateway.stats().slowPollFinds);
  metrics.add('counter', 'closes_total', 'Ended connections, by reason', () => gateway.stats().closes);
  metrics.add('counter', 'turned_away_total', 'Upgrades refused', () => gateway.stats().turnedAway);
  metrics.add(
    'gauge',
    'send_queue_high_water_bytes',
    'The most that was ever queued for one connection',
    () => gateway.stats().queueHighWaterBytes,
  );
  metrics.add('gauge', 'inbox_rows', 'Messages waiting', () => store.totals().rows);
  metrics.add('gauge', 'inbox_bytes', 'Bytes waiting', () => store.totals().bytes);
  metrics.add('counter', 'store_flushes_total', 'Times a batch was made durable', () => store.totals().flushes);
}

function addFanOutMetrics(metrics: Metrics, { stats }: FanOutRoom): void {
  metrics.add('gauge', 'group_outbox_records', 'Stamped and not yet in the group log', () => stats().outbox);
  metrics.add('gauge', 'group_log_records', 'In the group log and not yet in the inboxes', () => stats().waiting);
}

function addGroupMetrics(metrics: Metrics, { stats }: Groups): void {
  metrics.add('gauge', 'groups', 'Groups', () => stats().groups);
  metrics.add('gauge', 'group_members', 'Members of all groups together', () => stats().members);
  metrics.add('gauge', 'roster_entries_waiting', 'Roster entries that have no place yet', () => stats().waiting);
  metrics.add('gauge', 'groups_behind', 'Groups of which an older state was put back', () => stats().behind);
}

function addAssetMetrics(metrics: Metrics, { stats }: Assets): void {
  metrics.add('gauge', 'asset_blobs', 'Encrypted files kept', () => stats().blobs);
  metrics.add('gauge', 'asset_bytes', 'Bytes of them', () => stats().bytes);
  metrics.add('counter', 'asset_uploaded_bytes_total', 'Bytes of files that came in', () => stats().uploadedBytes);
  metrics.add('counter', 'asset_downloaded_bytes_total', 'Bytes of files handed out', () => stats().downloadedBytes);
  metrics.add('counter', 'assets_published_total', 'Uploads that ended', () => stats().published);
  metrics.add(
    'counter',
    'asset_mismatches_total',
    'Uploads that were not what was announced',
    () => stats().mismatches,
  );
  metrics.add('counter', 'asset_files_removed_total', 'Files removed as over or unknown', () => stats().removed);
}
