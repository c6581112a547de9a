import type { AccountId } from '@parley/protocol';
import type { FanOut, GroupShard } from '../messages/group-shard.ts';
import type { GroupRoster, Messages, RosterAt } from '../messages/messages.ts';
import type { FanOutRoom } from './fanout.ts';
import type { Consumer, GroupLog, LogRecord } from './group-log.ts';
import { type Addressed, readLogRecord } from './records.ts';
import { createRelay } from './relay.ts';

interface HandlerDeps {
  messages: Pick<Messages, 'fanOut'>;
  log: Pick<GroupLog, 'consume'>;
  rosterAt: RosterAt;
  /** So many records of a group's are dealt with; server times of those whose rows are durable now. */
  onWritten?: (records: number, ts: readonly number[]) => void;
  onError: (error: unknown, message: string) => void;
}

interface FanOutDeps extends Omit<HandlerDeps, 'log'> {
  shard: Pick<GroupShard, 'groupOutbox' | 'dropGroupOutbox' | 'groupOutboxRows'>;
  log: GroupLog;
}

/** Relay and group message handler, where both are in one process. Starts with what the last run has left. */
export function startFanOut({ shard, log, onWritten, onError, ...deps }: FanOutDeps): FanOutRoom {
  const relay = createRelay({ shard, log, onError });
  const handler = startGroupHandler({
    ...deps,
    log,
    onError,
    onWritten(records, ts) {
      onWritten?.(records, ts);
      relay.written(records);
    },
  });
  relay.nudge();
  return {
    nudge: relay.nudge,
    stats: () => ({ outbox: shard.groupOutboxRows(), waiting: log.stats().waiting }),
    async stop() {
      await relay.stop();
      await handler.stop();
    },
  };
}

/** From the group log to the inboxes. */
export function startGroupHandler({ messages, log, rosterAt, onWritten, onError }: HandlerDeps): Consumer {
  async function known(record: Addressed, number: number): Promise<GroupRoster> {
    const roster = await rosterAt(record.group, number);
    if (!roster) throw new Error(`the group service does not know roster ${number} of ${record.group}`);
    return roster;
  }

  /** A roster entry is for those it lets in, those it leaves in and those it puts out. */
  async function accountsOf(record: Addressed): Promise<ReadonlySet<AccountId>> {
    const { members } = await known(record, record.roster);
    if (record.kind === 'message' || record.roster === 1) return members;
    const before = await known(record, record.roster - 1);
    return new Set([...before.members, ...members]);
  }

  async function addressed(record: LogRecord): Promise<FanOut | undefined> {
    let read: Addressed;
    try {
      read = readLogRecord(record);
    } catch (error) {
      onError(error, 'a record of the group log cannot be read and is left out'); // D8
      return undefined;
    }
    return { ...read, accounts: await accountsOf(read) };
  }

  async function write(batch: readonly LogRecord[]): Promise<void> {
    const records = await Promise.all(batch.map(addressed));
    const readable = records.filter(record => record !== undefined);
    await messages.fanOut(readable);
    onWritten?.(
      batch.length,
      readable.map(({ ts }) => ts),
    );
  }

  return log.consume(write);
}
