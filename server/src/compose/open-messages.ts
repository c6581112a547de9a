// The role messages: the inboxes, the message service before them, and what happens to both by time.
import { readFileSync } from 'node:fs';
import { startGroupReceipts } from '../fanout/receipts.ts';
import { type Blocks, createBlocks } from '../messages/blocks.ts';
import { type Expiry, startExpiry } from '../messages/expiry.ts';
import { summariseInboxes } from '../messages/inbox-summaries.ts';
import { createMessages } from '../messages/message-service.ts';
import type { MessageStore } from '../messages/message-store.ts';
import { openMnesiaMessageStore } from '../messages/message-store-mnesia.ts';
import { openSqliteMessageStore } from '../messages/message-store-sqlite.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Doors, MessagesDoor } from './doors.ts';
import { usesKafka } from './kafka.ts';
import { openRelay, relayedHere } from './open-relay.ts';
import type { Process } from './process.ts';

export interface OpenedMessages {
  readonly door: MessagesDoor;
  readonly store: MessageStore;
  readonly blocks: Blocks;
}

/** Seconds: from a fast disk's sync to one that holds everybody up. */
const FLUSH_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export async function openMessages(process: Process, sessions: Sessions, doors: Doors): Promise<OpenedMessages> {
  const { clock, limits, log, keep } = process;
  const store = await openStore(process, () => void doors.gateways.lookSoon());
  const blocks = createBlocks();
  const relay = usesKafka(process) ? await openRelay(process, store) : undefined;
  const messages = createMessages({
    store,
    blocks,
    sessions,
    signal: (gateway, devices, frame) => doors.gateways.signal(gateway, devices, frame),
    hints: { hint: (gateway, rows) => doors.gateways.hint(gateway, rows) },
    rosterAt: (group, number) => doors.groups.rosterAt(group, number),
    onStamped: () => (relay ?? doors.fanout).nudge(),
    push: { wake: devices => doors.push.wake(devices), fetched: devices => doors.push.fetched(devices) },
    clock,
    limits,
    log,
  });
  const onError = (error: unknown, message: string): void => log.error({ error }, message);
  keep(startGroupReceipts({ messages, everyMs: limits.groupReceiptMs, onError }).stop);
  const { setDevices, groupRoster, groupOutbox, dropGroupOutbox, groupOutboxRows } = store;
  const setBlocks: MessagesDoor['setBlocks'] = async (...list) => blocks.set(...list);
  const summaries = summariesOf(process);
  const fromStore = { setDevices, groupRoster, groupOutbox, dropGroupOutbox, groupOutboxRows };
  const door = { ...messages, ...fromStore, setBlocks, summaries };
  return { store, blocks, door: relay ? relayedHere(door) : door };
}

function summariesOf({ config, file }: Process): MessagesDoor['summaries'] {
  if (config.mailbox.length > 0) return async () => undefined; // its metrics tell how much is in it
  const path = file('messages.sqlite');
  return (by, limit) => summariseInboxes({ path, by, limit });
}

async function openStore(process: Process, onUntold: () => void): Promise<MessageStore> {
  const { metrics, keep } = process;
  const isShared = process.config.mailbox.length > 0;
  const store = await (isShared ? openMailboxStore(process, onUntold) : openFileStore(process));
  keep(store.close);
  metrics.add('gauge', 'inbox_rows', 'Messages waiting', () => store.totals().rows);
  metrics.add('gauge', 'inbox_bytes', 'Bytes waiting', () => store.totals().bytes);
  metrics.add('counter', 'store_flushes_total', 'Times a batch was made durable', () => store.totals().flushes);
  return store;
}

/** Shared with all other processes of this role. */
function openMailboxStore({ config, limits, log }: Process, onUntold: () => void): Promise<MessageStore> {
  const { mailbox: nodes, mailboxSecret: secret, mailboxCa } = config;
  const ca = mailboxCa ? readFileSync(mailboxCa, 'utf8') : undefined;
  return openMnesiaMessageStore({ nodes, secret, ca, limits, log, onUntold });
}

function openFileStore({ config, clock, limits, log, metrics, file }: Process): Promise<MessageStore> {
  const { maxStoreBytes } = config;
  const observeFlush = metrics.histogram('store_flush_seconds', 'Time to make a batch durable', FLUSH_BUCKETS);
  return openSqliteMessageStore({
    path: file('messages.sqlite'),
    clock,
    limits,
    log,
    ...(maxStoreBytes > 0 ? { maxStoreBytes } : {}),
    onFlush: durationMs => observeFlush(durationMs / 1_000),
  });
}

/** Once the store knows everybody's devices. */
export function startExpiryRuns(store: MessageStore, { clock, limits, log }: Process): Expiry {
  return startExpiry({
    store,
    clock,
    limits,
    onAlarm: disagreementMs =>
      log.error({ disagreementMs }, 'the clocks disagree: expiry has stopped, set the wall clock right'),
    onError: error => log.error({ error }, 'expiry failed'),
  });
}
