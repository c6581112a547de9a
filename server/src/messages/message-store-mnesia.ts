// The message store of a cluster: inboxes in the mailbox, an Erlang application that keeps them in Mnesia on several nodes
// (mailbox/). Here is only the way there. Every call may be repeated, and is, until it is answered.
import { type AccountId, type DeviceAddress, type DeviceNumber, deviceKey, idBytes } from '@parley/protocol';
import { list, type Term } from '../lib/etf.ts';
import { createForeignDevices, type ForeignDevices } from './foreign-devices-mnesia.ts';
import { createGroupShard } from './group-shard-mnesia.ts';
import { itemsOf } from './mailbox-connection-mnesia.ts';
import { type Mailbox, type MailboxOptions, openMailbox } from './mailbox-mnesia.ts';
import {
  type AckResult,
  type Append,
  type AppendResult,
  endRun,
  type InboxFilter,
  type InboxPosition,
  type MessageStore,
  type OpenResult,
  runEndedBefore,
} from './message-store.ts';
import {
  createPlaces,
  deviceOf,
  inboxRowsOf,
  listOf,
  NONE,
  shardOf,
  storedRowOf,
  storedRowsOf,
  termOfDevice,
  unlessEnded,
} from './terms-mnesia.ts';

/** Resolves once a node of the mailbox is there. */
export async function openMnesiaMessageStore(options: MailboxOptions): Promise<MessageStore> {
  const mailbox = openMailbox(options);
  await mailbox.ready();
  return mnesiaMessageStore(mailbox);
}

export function mnesiaMessageStore(mailbox: Mailbox): MessageStore {
  const placeOf = createPlaces();
  const pending = new Set<Promise<unknown>>();
  const lookUp = createForeignDevices(mailbox);

  /** Of one device's shard. */
  async function ask({ account }: { account: AccountId }, operation: Operation): Promise<readonly Term[]> {
    const make = typeof operation === 'function' ? operation : () => operation;
    return track(mailbox.ask(shardOf(account, mailbox.shards()), make));
  }

  async function track<T>(asking: Promise<T>): Promise<T> {
    pending.add(asking);
    try {
      return await asking;
    } finally {
      pending.delete(asking);
    }
  }

  async function everywhere(operation: Term): Promise<(readonly Term[])[]> {
    const shards = Array.from({ length: mailbox.shards() }, (_, shard) => shard);
    return track(Promise.all(shards.map(shard => mailbox.ask(shard, () => operation))));
  }

  return {
    append: createAppend(mailbox, placeOf, lookUp, track),
    ...createReading(ask),
    ...createGroupShard(mailbox, placeOf, lookUp, track),
    async hasMore(devices) {
      const byShard = Map.groupBy(devices, ({ account }) => shardOf(account, mailbox.shards()));
      const asking = [...byShard].map(([shard, some]) =>
        mailbox.ask(shard, () => ['has_more', listOf(some, termOfDevice)]),
      );
      const answers = await track(Promise.all(asking));
      const more = new Set(answers.flatMap(([, found]) => itemsOf(found!).map(deviceOf)).map(keyOf));
      return devices.filter(device => more.has(keyOf(device)));
    },
    async setDevices(account, version, devices: readonly DeviceNumber[]) {
      await ask({ account }, ['set_devices', idBytes(account), version, list(devices)]);
    },
    async expire(storedBefore) {
      const answers = await everywhere(['expire', storedBefore]);
      return answers.reduce((sum, [, removed]) => sum + (removed as number), 0);
    },
    expiredBefore: () => mailbox.gauge(5, 'highest'),
    totals: () => ({ rows: mailbox.gauge(0), bytes: mailbox.gauge(1), flushes: mailbox.gauge(4) }),
    failure: mailbox.failure,
    now: mailbox.now,
    async close() {
      await Promise.allSettled(pending);
      mailbox.close();
    },
  };
}

const keyOf = ({ account, device }: DeviceAddress): string => deviceKey(account, device);

type Track = <T>(asking: Promise<T>) => Promise<T>;

function createAppend(
  mailbox: Mailbox,
  placeOf: ReturnType<typeof createPlaces>,
  lookUp: ForeignDevices,
  track: Track,
) {
  return async (append: Append): Promise<AppendResult> => {
    const { sender, place, id, targets } = append;
    const { account } = targets.find(target => target.account !== sender.account) ?? sender;
    const home = shardOf(account, mailbox.shards());
    try {
      const accounts = new Set([sender.account, ...targets.map(target => target.account)]);
      const looking = lookUp(sender.account, home, accounts);
      const known = looking && (await track(looking));
      if (place && runEndedBefore(place)) return { kind: 'run_ended' };
      const operation = termOfAppend(append, placeOf(place), known);
      const answer = await track(mailbox.ask(home, () => unlessEnded(place, operation)));
      const result = appendResultOf(answer, append);
      if (place && result.kind !== 'stored' && result.kind !== 'duplicate') endRun(place, id);
      return result;
    } catch (error) {
      if (place && runEndedBefore(place)) return { kind: 'run_ended' };
      if (place) endRun(place, id);
      throw error;
    }
  };
}

function termOfAppend({ sender, id, ts, control, targets }: Append, place: Term, known: readonly Term[] = []): Term {
  const rows = listOf(targets, target => [
    idBytes(target.account),
    listOf(target.rows, ({ device, envelope }) => [device, envelope]),
    target.withheld === true, // D13
  ]);
  const term = ['append', termOfDevice(sender), idBytes(id), ts, control, place, rows];
  return known.length > 0 ? [...term, list(known)] : term;
}

function appendResultOf([kind, first, rows]: readonly Term[], { targets }: Append): AppendResult {
  const sent = ({ account, device }: DeviceAddress): Uint8Array =>
    targets.find(target => target.account === account)!.rows.find(row => row.device === device)!.envelope;
  if (kind === 'stored') return { kind, ts: first as number, rows: itemsOf(rows!).map(row => storedRowOf(row, sent)) };
  if (kind === 'duplicate') return { kind, ts: first as number };
  if (kind === 'stale_devices') return { kind, mismatches: itemsOf(first!).map(mismatchOf) };
  return { kind: kind as 'run_ended' | 'unknown_account' | 'unknown_device' | 'inbox_full' | 'store_full' };
}

function mismatchOf(term: Term) {
  const [account, version, missing, extra] = term as [Buffer, number, Term, Term];
  const { account: name } = deviceOf([account, 0]);
  return { account: name, version, missing: itemsOf(missing) as number[], extra: itemsOf(extra) as number[] };
}

/** Where a repeat is another one than the first: made from the number of the try. */
type Operation = Term | ((attempt: number) => Term);
type Ask = (where: { account: AccountId }, operation: Operation) => Promise<readonly Term[]>;

const termOfPosition = ({ inboxEpoch, seq }: InboxPosition): Term => [inboxEpoch, seq];

const termOfFilter = ({ sender, id, since = 0 }: InboxFilter): Term => [
  sender ? idBytes(sender) : NONE,
  id ? idBytes(id) : NONE,
  since,
];

function createReading(ask: Ask) {
  return {
    async open(device, connectionEpoch, resume): Promise<OpenResult> {
      const position = resume ? termOfPosition(resume) : NONE;
      const address = termOfDevice(device);
      const open = (attempt: number): Term => ['open', address, connectionEpoch, attempt > 1, position];
      return openResultOf(await ask(device, open));
    },
    async read(device, after, limit) {
      const [, rows] = await ask(device, ['read', termOfDevice(device), after, limit]);
      return inboxRowsOf(rows!);
    },
    async find(device, filter, after, limit) {
      const [, rows] = await ask(device, ['find', termOfDevice(device), termOfFilter(filter), after, limit]);
      return inboxRowsOf(rows!);
    },
    async ack(device, position): Promise<AckResult> {
      const [kind, removed, receipts] = await ask(device, ['ack', termOfDevice(device), termOfPosition(position)]);
      if (kind === 'inbox_reset') return { removed: 0, receipts: [], isReset: true };
      return { removed: removed as number, receipts: storedRowsOf(receipts!), isReset: false };
    },
    async stat(device) {
      const [kind, inboxEpoch, cursor, lastSeq, rows, bytes] = (await ask(device, [
        'stat',
        termOfDevice(device),
      ])) as number[];
      if ((kind as unknown) !== 'stat') return undefined;
      return { inboxEpoch: inboxEpoch!, cursor: cursor!, lastSeq: lastSeq!, rows: rows!, bytes: bytes! };
    },
    async purge(device) {
      const [, removed] = await ask(device, ['purge', termOfDevice(device)]);
      return removed as number;
    },
  } satisfies Partial<MessageStore>;
}

function openResultOf([kind, ...rest]: readonly Term[]): OpenResult {
  if (kind === 'stale_connection_epoch') return { kind, highest: rest[0] as number };
  if (kind !== 'opened') return { kind: 'unknown_device' };
  const [inboxEpoch, cursor, queued, listVersion] = rest as number[];
  const receipts = storedRowsOf(rest[4]!);
  return { kind, inboxEpoch: inboxEpoch!, cursor: cursor!, queued: queued!, listVersion: listVersion!, receipts };
}
