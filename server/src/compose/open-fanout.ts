// The role fanout: what the arbiter has stamped, brought to the inboxes of a group's members.
import { startFanOut } from '../fanout/fan-out.ts';
import type { FanOutRoom } from '../fanout/fanout.ts';
import { openSqliteGroupLog } from '../fanout/group-log-sqlite.ts';
import type { Doors } from './doors.ts';
import type { Process } from './process.ts';

/** Seconds: from a fast disk's three syncs to a group service that cannot be reached. */
const LAG_BUCKETS = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];
/** From another process the news that something was stamped may get lost. */
const LOOK_MS = 500;

export async function openFanOut(process: Process, doors: Doors): Promise<FanOutRoom> {
  const { clock, log, metrics, keep, file, runs } = process;
  const onError = (error: unknown, message: string): void => log.error({ error }, message);
  const groupLog = await openSqliteGroupLog({ path: file('fanout.sqlite'), onError });
  keep(groupLog.close);
  const observeLag = metrics.histogram('fan_out_lag_seconds', 'From stamped to in the inboxes', LAG_BUCKETS);
  const fanOut = startFanOut({
    shard: doors.messages,
    messages: doors.messages,
    log: groupLog,
    rosterAt: (group, number) => doors.groups.rosterAt(group, number),
    onWritten(stamped) {
      for (const ts of stamped) observeLag(Math.max(0, clock.now() - ts) / 1_000);
    },
    onError,
  });
  keep(fanOut.stop);
  if (!runs('messages')) {
    const look = setInterval(fanOut.nudge, LOOK_MS).unref();
    keep(() => clearInterval(look));
  }
  const { stats } = fanOut;
  metrics.add('gauge', 'group_outbox_records', 'Stamped and not yet in the group log', () => stats().outbox);
  metrics.add('gauge', 'group_log_records', 'In the group log and not yet in the inboxes', () => stats().waiting);
  return fanOut;
}
