// The role fanout: what the arbiter has stamped, brought to the inboxes of a group's members. With Kafka the relay to the
// group log is with the arbiter (`open-relay.ts`), and this role has as many processes as there is work for.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startFanOut, startGroupHandler } from '../fanout/fan-out.ts';
import type { GroupLog } from '../fanout/group-log.ts';
import { openSqliteGroupLog } from '../fanout/group-log-sqlite.ts';
import type { Doors, FanOutDoor } from './doors.ts';
import { processKafka, usesKafka } from './kafka.ts';
import type { Process } from './process.ts';

export interface OpenedFanOut extends FanOutDoor {
  /** What keeps it from its work now. */
  failure(): string | undefined;
}

/** Seconds: from a fast disk's three syncs to a group service that cannot be reached. */
const LAG_BUCKETS = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];
/** From another process the news that something was stamped may get lost. */
const LOOK_MS = 500;
const FILE = 'fanout.sqlite';

export function openFanOut(process: Process, doors: Doors): Promise<OpenedFanOut> {
  return usesKafka(process) ? openOnKafka(process, doors) : openEmbedded(process, doors);
}

async function openEmbedded(process: Process, doors: Doors): Promise<OpenedFanOut> {
  const { keep, file, runs, metrics, clock } = process;
  const deps = handlerDeps(process, doors);
  const log = await openSqliteGroupLog({ path: file(FILE), clock, onError: deps.onError });
  keep(log.close);
  const fanOut = startFanOut({ ...deps, shard: doors.messages, log });
  keep(fanOut.stop);
  if (!runs('messages')) {
    const look = setInterval(fanOut.nudge, LOOK_MS).unref();
    keep(() => clearInterval(look));
  }
  metrics.add('gauge', 'group_outbox_records', OUTBOX, () => fanOut.stats().outbox);
  addMetrics(process, log);
  return { nudge: fanOut.nudge, failure: () => undefined };
}

export const OUTBOX = 'Stamped and not yet in the group log';

async function openOnKafka(process: Process, doors: Doors): Promise<OpenedFanOut> {
  const { keep, metrics, log, runs } = process;
  await refuseUnhandled(process);
  const groupLog = await processKafka(process);
  keep(startGroupHandler({ ...handlerDeps(process, doors), log: groupLog }).stop);
  addMetrics(process, groupLog);
  metrics.add('gauge', 'group_log_partitions', 'Partitions that are for this process', groupLog.share);
  metrics.add('counter', 'group_log_rebuilds_total', 'Times its consumer was made anew', groupLog.rebuilds);
  let isTold = false;
  return {
    failure: groupLog.failure,
    nudge() {
      if (!isTold && !runs('messages')) {
        log.error('the message service waits for this process to relay: it must be given the same Kafka');
      }
      isTold = true;
    },
  };
}

function handlerDeps({ clock, log, metrics }: Process, doors: Doors) {
  const observeLag = metrics.histogram('fan_out_lag_seconds', 'From stamped to in the inboxes', LAG_BUCKETS);
  return {
    messages: doors.messages,
    rosterAt: (...of: Parameters<Doors['groups']['rosterAt']>) => doors.groups.rosterAt(...of),
    onWritten(_: number, stamped: readonly number[]): void {
      for (const ts of stamped) observeLag(Math.max(0, clock.now() - ts) / 1_000);
    },
    onError: (error: unknown, message: string): void => log.error({ error }, message),
  };
}

function addMetrics({ metrics, clock }: Process, { stats }: GroupLog): void {
  metrics.add('gauge', 'group_log_records', 'In the group log and not yet in the inboxes', () => stats().waiting);
  metrics.add('gauge', 'group_log_oldest_seconds', 'Since the oldest of them was put there', () => {
    const { oldest } = stats();
    return oldest === undefined ? 0 : Math.max(0, clock.now() - oldest) / 1_000;
  });
}

/** Kafka would bring a group's later messages first, and inboxes would take the earlier ones for repeats. */
async function refuseUnhandled({ config, file }: Process): Promise<void> {
  if (!existsSync(join(config.data, FILE))) return;
  const log = await openSqliteGroupLog({ path: file(FILE) });
  const { waiting } = log.stats();
  await log.close();
  if (waiting === 0) return;
  throw new Error(
    `${FILE} has ${waiting} records that are not handed out yet: let this process run without Kafka until group_log_records is 0`,
  );
}
