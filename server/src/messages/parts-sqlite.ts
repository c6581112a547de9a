// Puts the parts of the embedded message store together around one database connection.
import type { Limits } from '@parley/protocol';
import type { Clock } from '../lib/clock.ts';
import { createCommits } from '../lib/commits-sqlite.ts';
import { defaultWalMarks, openWal, type WalMarks } from '../lib/wal-sqlite.ts';
import { createAckStep } from './ack-sqlite.ts';
import { createAppend } from './append-sqlite.ts';
import { createBackground } from './background-sqlite.ts';
import { createBodies } from './bodies-sqlite.ts';
import { createSetDevices } from './devices-sqlite.ts';
import { createExpiry } from './expiry-sqlite.ts';
import { createIsFull } from './full-sqlite.ts';
import { createFanOut } from './group-fan-out-sqlite.ts';
import { createGroupMarks } from './group-marks-sqlite.ts';
import { createGroupOutbox } from './group-outbox-sqlite.ts';
import { createGroupReceipts } from './group-receipts-sqlite.ts';
import { createStamps } from './group-stamp-sqlite.ts';
import { createGroupStates } from './group-states-sqlite.ts';
import { createInboxes } from './inboxes-sqlite.ts';
import { createReads } from './reads-sqlite.ts';
import { createWriteReceipt } from './receipts-sqlite.ts';
import { createRows } from './rows-sqlite.ts';
import { openDatabase } from './schema-sqlite.ts';
import { createSeen } from './seen-sqlite.ts';
import { createStoreMark } from './store-mark-sqlite.ts';
import { createTotals } from './totals-sqlite.ts';

export interface SqliteMessageStoreOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log?: { warn(details: object, message: string): void };
  /** Pages in use above this are answered with store_full (D10). Default: until the disk itself is full. */
  readonly maxStoreBytes?: number;
  /** Accounts whose state is kept in memory, about 1 kB each; at least a few thousand. */
  readonly cachedAccounts?: number;
  readonly walMarks?: WalMarks;
  readonly onFlush?: (durationMs: number, operations: number) => void;
  /** For tests: runs before each sync of the disk, which fails when it rejects. */
  readonly beforeSync?: () => Promise<void>;
}

const CACHED_ACCOUNTS = 50_000;

export type Parts = ReturnType<typeof openParts>;

export function openParts(options: SqliteMessageStoreOptions) {
  const { path, clock, limits, log, beforeSync } = options;
  const db = openDatabase(path);
  const wal = openWal(path, db, options.walMarks ?? defaultWalMarks);
  const now = (): number => clock.now();
  const monotonic = (): number => clock.monotonic();
  const batch = (): number => commits.batch();
  const inboxes = createInboxes(db, options.cachedAccounts ?? CACHED_ACCOUNTS, batch);
  const totals = createTotals(db);
  const seen = createSeen(db, monotonic);
  const bodies = createBodies(db);
  const marks = createGroupMarks(db);
  const states = createGroupStates(db, now());
  const outbox = createGroupOutbox(db);
  const commits = createCommits({
    what: 'the message store',
    db,
    sync: beforeSync ? () => beforeSync().then(wal.sync) : wal.sync,
    beforeBatch: wal.beforeBatch,
    onFlush: options.onFlush ?? (() => {}),
    endBatch() {
      bodies.settle();
      marks.settle();
    },
    beginMemory() {
      const before = totals.snapshot();
      return () => {
        totals.restore(before);
        inboxes.clear();
        seen.reload();
        bodies.reset();
        marks.reload();
        states.clear();
        outbox.reload();
      };
    },
  });
  const rows = createRows({ db, inboxes, bodies, totals, now, batch });
  const storeFull = createStoreMark(db, options.maxStoreBytes ?? Number.POSITIVE_INFINITY, batch);
  const isFull = createIsFull(inboxes, limits);
  const writeReceipt = createWriteReceipt(inboxes, rows, limits);
  return {
    db,
    wal,
    commits,
    inboxes,
    totals,
    seen,
    background: createBackground(commits, monotonic, (name, error) =>
      log?.warn({ error, name }, 'upkeep of the message store failed and will be tried again'),
    ),
    append: createAppend({ inboxes, rows, seen, isFull, storeFull }),
    groups: {
      states,
      outbox,
      stamps: createStamps({ inboxes, seen, states, outbox, limits, now, storeFull }),
      fanOut: createFanOut({ inboxes, bodies, rows, states, isFull }),
      marks,
      receipts: createGroupReceipts({ inboxes, states, marks, writeReceipt, now }),
    },
    ackStep: createAckStep({ inboxes, rows, bodies, marks, writeReceipt, limits, now }),
    setDevices: createSetDevices(db, inboxes),
    expiry: createExpiry({ db, inboxes, rows, batch }),
    reads: createReads(db),
  };
}

export async function closeParts({ commits, totals, seen, wal, db }: Parts): Promise<void> {
  try {
    await commits.run(() => {
      totals.save();
      seen.save();
    });
  } catch (error) {
    if (!commits.failure()) throw error; // after a failure there is nothing accepted that could be written
  } finally {
    await commits.close();
    await wal.close();
    db.close();
  }
}
