// The arbiter in the mailbox: a group has its own shard, its members' inboxes are in theirs.
import { randomInt } from 'node:crypto';
import { type GroupId, idBytes, messageIdFrom, toHex } from '@parley/protocol';
import { list, type Term } from '../lib/etf.ts';
import type { ForeignDevices } from './foreign-devices-mnesia.ts';
import type { FanOut, GroupPost, GroupPostResult, GroupRecord, GroupShard, RosterPostResult } from './group-shard.ts';
import { itemsOf } from './mailbox-connection-mnesia.ts';
import type { Mailbox } from './mailbox-mnesia.ts';
import { endRun, type RunPlace, runEndedBefore, type StoredRow } from './message-store.ts';
import {
  deviceOf,
  listOf,
  NONE,
  shardOf,
  storedRowOf,
  storedRowsOf,
  termOfDevice,
  unlessEnded,
} from './terms-mnesia.ts';

const MAX_TAKER = 2 ** 48 - 1;

type Track = <T>(asking: Promise<T>) => Promise<T>;
type PlaceOf = (place: RunPlace | undefined) => Term;

export function createGroupShard(mailbox: Mailbox, placeOf: PlaceOf, lookUp: ForeignDevices, track: Track): GroupShard {
  const ask = (group: GroupId, operation: Term, place?: RunPlace): Promise<readonly Term[]> =>
    track(mailbox.ask(shardOf(group, mailbox.shards()), () => unlessEnded(place, operation)));
  return {
    async postGroup(post) {
      const { place, id, sender } = post;
      try {
        const home = shardOf(post.group, mailbox.shards());
        const looking = lookUp(sender.account, home, new Set([sender.account]));
        const known = looking && (await track(looking));
        if (place && runEndedBefore(place)) return { kind: 'run_ended' };
        const result = postResultOf(await ask(post.group, termOfPost(post, placeOf(place), known), place));
        if (place && result.kind !== 'stamped' && result.kind !== 'duplicate') endRun(place, id);
        return result;
      } catch (error) {
        if (place && runEndedBefore(place)) return { kind: 'run_ended' };
        if (place) endRun(place, id);
        throw error;
      }
    },
    async postRoster({ group, number, entry }): Promise<RosterPostResult> {
      const [kind, first, ts] = await ask(group, ['post_roster', idBytes(group), number, entry]);
      if (kind === 'gap') return { kind, last: first as number };
      return { kind: 'stamped', seq: first as number, ts: ts as number };
    },
    async groupRoster(group) {
      const [, number] = await ask(group, ['group_roster', idBytes(group)]);
      return (number as number) || undefined;
    },
    ...createOutbox(mailbox, track),
    fanOut: createFanOut(mailbox, track),
    groupMarks: () => mailbox.gauge(3),
    async writeGroupReceipts() {
      const shards = (await busyShards(mailbox)).filter(({ marks }) => marks > 0);
      const asking = shards.map(({ shard }) => mailbox.ask(shard, () => ['tell_marks']));
      return (await track(allOf(mailbox, asking))).flatMap(([, rows]) => storedRowsOf(rows!));
    },
  };
}

function termOfPost(post: GroupPost, place: Term, known: readonly Term[] = []): Term {
  const { sender, group, id, roster, after, control, data } = post;
  const names = [termOfDevice(sender), idBytes(group), idBytes(id)];
  const term = ['post_group', ...names, roster, after, control, data, place];
  return known.length > 0 ? [...term, list(known)] : term;
}

function postResultOf([kind, first, ts]: readonly Term[]): GroupPostResult {
  if (kind === 'stamped' || kind === 'duplicate') return { kind, seq: first as number, ts: ts as number };
  if (kind === 'stale_group') return { kind, roster: first as number };
  return { kind: kind as 'run_ended' | 'unknown_device' | 'store_full' };
}

/** Shards that have records of groups, or marks to be told. */
async function busyShards(mailbox: Mailbox) {
  const answers = await mailbox.askNodes(['busy']);
  return answers.flatMap(([, shards]) =>
    itemsOf(shards!).map(term => {
      const [shard, records, marks] = term as [number, number, number];
      return { shard, records, marks };
    }),
  );
}

function createOutbox(mailbox: Mailbox, track: Track) {
  /** What one message service has taken, the mailbox keeps from the others until it is dropped, or for some seconds. */
  const taker = randomInt(1, MAX_TAKER);
  return {
    async groupOutbox(after, limit) {
      const places = new Map(after.map(({ lane, position }) => [lane, position]));
      const busy = (await busyShards(mailbox)).filter(({ records }) => records > 0).slice(0, limit);
      const each = Math.floor(limit / Math.max(1, busy.length)); // no shard waits for another one's crowd
      const asking = busy.map(async ({ shard }) => {
        const [, terms] = await mailbox.ask(shard, () => ['outbox', places.get(shard) ?? 0, each, taker]);
        return itemsOf(terms!).map(term => recordOf(shard, term as readonly Term[]));
      });
      return (await track(Promise.all(asking))).flat();
    },
    async dropGroupOutbox(upTo) {
      const dropping = upTo.map(({ lane, position }) => mailbox.ask(lane, () => ['drop_outbox', position]));
      await track(Promise.all(dropping));
    },
    groupOutboxRows: () => mailbox.gauge(2),
  } satisfies Partial<GroupShard>;
}

function recordOf(lane: number, term: readonly Term[]): GroupRecord {
  const [position, name, seq, ts, roster, sender, id, control, data] = term;
  const group = `g${toHex(name as Buffer)}` as GroupId;
  const record = { lane, position: position as number, group, seq: seq as number, ts: ts as number };
  const rest = { roster: roster as number, control: control as boolean, data: data as Buffer };
  if (sender === NONE) return { ...record, ...rest, kind: 'roster' };
  return { ...record, ...rest, kind: 'message', sender: deviceOf(sender!), id: messageIdFrom(id as Buffer) };
}

/** The rows of each record are in the order of its accounts, whatever their shards. */
function createFanOut(mailbox: Mailbox, track: Track): GroupShard['fanOut'] {
  return async (...records) => {
    const written = records.map(() => new Map<string, StoredRow[]>());
    const asking = [...byShard(records, mailbox.shards())].map(async ([shard, parts]) => {
      const operation: Term = [
        'fan_out',
        listOf(parts, ({ index, accounts }) => termOfEntry(records[index]!, accounts)),
      ];
      const [, answers] = await mailbox.ask(shard, () => operation);
      for (const [i, rows] of itemsOf(answers!).entries())
        keepRows(written[parts[i]!.index]!, rows, records[parts[i]!.index]!);
    });
    await track(allOf(mailbox, asking));
    return records.flatMap(({ accounts }, i) => [...accounts].flatMap(account => written[i]!.get(account) ?? []));
  };
}

/** Where one shard fails, others may have written rows, and say nothing of them when they are asked again. */
async function allOf<T>(mailbox: Mailbox, asking: readonly Promise<T>[]): Promise<T[]> {
  try {
    return await Promise.all(asking);
  } catch (error) {
    mailbox.doubt();
    throw error;
  }
}

interface Part {
  /** Of the record. */
  readonly index: number;
  readonly accounts: Uint8Array[];
}

function byShard(records: readonly FanOut[], shards: number): Map<number, Part[]> {
  const parts = new Map<number, Part[]>();
  for (const [index, { accounts }] of records.entries()) {
    for (const account of accounts) {
      const shard = shardOf(account, shards);
      const own = parts.get(shard) ?? [];
      parts.set(shard, own);
      if (own.at(-1)?.index !== index) own.push({ index, accounts: [] });
      own.at(-1)!.accounts.push(idBytes(account));
    }
  }
  return parts;
}

function termOfEntry({ group, seq, sender, id, ts, control, envelope }: FanOut, accounts: readonly Uint8Array[]): Term {
  const from = sender ? termOfDevice(sender) : NONE;
  return [
    idBytes(group),
    seq,
    listOf(accounts, account => account),
    from,
    id ? idBytes(id) : NONE,
    ts,
    control,
    envelope,
  ];
}

function keepRows(written: Map<string, StoredRow[]>, rows: Term, { envelope }: FanOut): void {
  for (const term of itemsOf(rows)) {
    const row = storedRowOf(term, () => envelope);
    const known = written.get(row.account);
    if (known) known.push(row);
    else written.set(row.account, [row]);
  }
}
