// The message service of another process. What it adds to plain calls: runs, whose sends must arrive in one order (D3).
import { type MessageId, toHex, wire, wireError } from '@parley/protocol';
import { createRecent, type Recent } from '../lib/recent.ts';
import { UnavailableError } from '../lib/unavailable.ts';
import type { Caller, Handler, Link } from '../link/link.ts';
import type { Peer } from '../link/peer.ts';
import { remote, served } from '../link/remote.ts';
import type { FanOut, GroupRecord, OutboxPlace } from '../messages/group-shard.ts';
import type { SendResult, SendRun } from '../messages/messages.ts';
import type { MessagesDoor } from './doors.ts';

const ROOM = 'messages';
/** Those that are nothing but calls. */
const plain = [
  'postRoster',
  'typing',
  'open',
  'read',
  'ack',
  'find',
  'stat',
  'hasMore',
  'waiting',
  'remind',
  'purge',
  'setDevices',
  'groupRoster',
  'dropGroupOutbox',
  'summaries',
] as const;

type Answer = readonly [result: SendResult, endedBy: MessageId | undefined];
type SendArgs = readonly [account: string, device: number, send: Uint8Array, run: number];

/** The connection that a run's sends go over: on another one, those before could come in after. */
interface BoundRun {
  readonly number: number;
  link: Link;
  generation: number;
  pending: number;
}

export function remoteMessages(peer: Peer): MessagesDoor {
  const runs = new WeakMap<SendRun, BoundRun>();
  let lastRun = 0;
  let outboxRows = 0;

  /** Undefined: sends of this run are under way on a connection that is gone. */
  function bind(sendRun: SendRun): BoundRun | undefined {
    const link = peer.link();
    let run = runs.get(sendRun);
    if (!run) {
      run = { number: ++lastRun, link, generation: link.generation(), pending: 0 };
      runs.set(sendRun, run);
    }
    if (run.link === link && run.generation === link.generation()) return run;
    if (run.pending > 0) return undefined;
    run.link = link;
    run.generation = link.generation();
    return run;
  }

  async function call(
    method: 'send' | 'sendGroup',
    args: SendArgs,
    run: BoundRun,
    sendRun: SendRun,
  ): Promise<SendResult> {
    run.pending++;
    try {
      const [result, endedBy] = (await run.link.call(`${ROOM}.${method}`, args)) as Answer;
      if (endedBy !== undefined) sendRun.endedBy ??= endedBy;
      return result;
    } finally {
      run.pending--;
    }
  }

  const sending =
    <Send extends { id: Uint8Array }>(method: 'send' | 'sendGroup', encode: (send: Send) => Uint8Array) =>
    async (sender: { account: string; device: number }, send: Send, sendRun: SendRun): Promise<SendResult> => {
      const run = bind(sendRun);
      try {
        if (!run) throw new UnavailableError('the messages before it were lost sight of');
        return await call(method, [sender.account, sender.device, encode(send), run.number], run, sendRun);
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        if (sendRun.endedBy) return { kind: 'refused', error: wireError('retry_from'), retryFrom: sendRun.endedBy };
        sendRun.endedBy = toHex(send.id) as MessageId;
        return { kind: 'refused', error: wireError('unavailable') };
      }
    };

  return {
    ...remote<MessagesDoor, (typeof plain)[number]>(peer, ROOM, plain),
    send: sending('send', send => wire.Send.encode(send).finish()),
    sendGroup: sending('sendGroup', send => wire.SendGroup.encode(send).finish()),
    async setBlocks(...list) {
      await Promise.all(peer.links().map(link => link.call(`${ROOM}.setBlocks`, list)));
    },
    async fanOut(records) {
      for (const some of inFrames(records)) await peer.call(`${ROOM}.fanOut`, [some]);
    },
    async groupOutbox(after, limit) {
      const [records, rows] = (await peer.call(`${ROOM}.groupOutbox`, [after, limit])) as [GroupRecord[], number];
      outboxRows = rows;
      return records;
    },
    groupOutboxRows: () => outboxRows,
  };
}

/** Bytes of records that go in one frame. */
const FRAME_BYTES = 4 * 1024 * 1024;
/** Of an account's id in a frame. */
const ACCOUNT_BYTES = 34;

function* inFrames(records: readonly FanOut[]): Generator<readonly FanOut[]> {
  let frame: FanOut[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = record.envelope.length + record.accounts.size * ACCOUNT_BYTES;
    if (frame.length > 0 && bytes + size > FRAME_BYTES) {
      yield frame;
      [frame, bytes] = [[], 0];
    }
    frame.push(record);
    bytes += size;
  }
  if (frame.length > 0) yield frame;
}

/** Runs that one caller has had sends in. The oldest are forgotten, which have long been answered. */
const MAX_RUNS = 100_000;

export function servedMessages(messages: MessagesDoor): [string, Handler][] {
  const runsOf = new WeakMap<Caller, Recent<number, SendRun>>();

  function runOf(caller: Caller, number: number): SendRun {
    let runs = runsOf.get(caller);
    if (!runs) {
      runs = createRecent(MAX_RUNS);
      runsOf.set(caller, runs);
    }
    const run = runs.get(number) ?? {};
    runs.set(number, run);
    return run;
  }

  const sends =
    <Send>(method: 'send' | 'sendGroup', decode: (bytes: Uint8Array) => Send): Handler =>
    async (args, caller) => {
      const [account, device, bytes, number] = args as SendArgs;
      const run = runOf(caller, number);
      const result = await messages[method]({ account, device } as never, decode(bytes) as never, run);
      return [result, run.endedBy] satisfies Answer;
    };

  return [
    ...served<MessagesDoor, (typeof plain)[number] | 'fanOut' | 'setBlocks'>(ROOM, messages, [
      ...plain,
      'fanOut',
      'setBlocks',
    ]),
    [`${ROOM}.send`, sends('send', bytes => wire.Send.decode(bytes))],
    [`${ROOM}.sendGroup`, sends('sendGroup', bytes => wire.SendGroup.decode(bytes))],
    [
      `${ROOM}.groupOutbox`,
      async ([after, limit]) => {
        const records = await messages.groupOutbox(after as OutboxPlace[], limit as number);
        return [firstOf(records), messages.groupOutboxRows()];
      },
    ],
  ];
}

/** As many as go in one frame, at least one. */
function firstOf(records: readonly GroupRecord[]): readonly GroupRecord[] {
  let bytes = 0;
  const end = records.findIndex(({ data }, i) => {
    bytes += data.length;
    return bytes > FRAME_BYTES && i > 0;
  });
  return end < 0 ? records : records.slice(0, end);
}
