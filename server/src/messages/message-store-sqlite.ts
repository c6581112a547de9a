// The embedded message store: one SQLite file, one writer, on the event loop that serves everything else. The sibling
// files hold its parts; what is durable when is the business of the commit loop (commits-sqlite.ts).
import type { DeviceAddress } from '@parley/protocol';
import { isDiskFull } from '../lib/hot-database-sqlite.ts';
import { createConnect } from './connect-sqlite.ts';
import { createGroupShard } from './group-shard-sqlite.ts';
import type { Inbox } from './inboxes-sqlite.ts';
import { type Append, endRun, type MessageStore } from './message-store.ts';
import { closeParts, openParts, type Parts, type SqliteMessageStoreOptions } from './parts-sqlite.ts';
import { createUpkeep } from './upkeep-sqlite.ts';

/** What a start after a crash counts before it serves; the rest is counted beside the work. */
const COUNT_AT_START_MS = 200;
/** Devices looked at between two turns of the event loop. */
const DEVICES_PER_TURN = 256;

/**
 * Opens the store, or makes it. One process at a time: whoever calls keeps a second one away.
 * @throws {Error} the file is damaged (F13) or from a newer version (F53)
 */
export async function openSqliteMessageStore(options: SqliteMessageStoreOptions): Promise<MessageStore> {
  const parts = openParts(options);
  const { totals, commits } = parts;
  countAtStart(parts);
  return {
    append: createDurableAppend(parts),
    ...createConnect(parts),
    ...createReading(parts),
    ...createUpkeep(parts),
    ...createGroupShard(parts),
    totals: () => ({ rows: totals.rows, bytes: totals.bytes, flushes: commits.flushes() }),
    failure: commits.failure,
    close: () => closeParts(parts),
  };
}

function countAtStart({ totals, background }: Parts): void {
  const start = performance.now();
  let left = true;
  while (left && performance.now() - start < COUNT_AT_START_MS) left = totals.countNext();
  if (left) background('count', totals.countNext);
}

function createDurableAppend({ commits, seen, background, append }: Parts): MessageStore['append'] {
  function changeGenerations(): boolean {
    seen.step();
    return seen.due();
  }
  return async message => {
    if (seen.due()) background('seen', changeGenerations);
    try {
      return await commits.run(() => append(message), bytesOf(message));
    } catch (error) {
      if (message.place) endRun(message.place, message.id);
      if (isDiskFull(error)) return { kind: 'store_full' };
      throw error;
    }
  };
}

function bytesOf({ targets }: Append): number {
  let bytes = 0;
  for (const { rows } of targets) for (const { envelope } of rows) bytes += envelope.length;
  return bytes;
}

function createReading({ commits, inboxes, reads }: Parts) {
  /** The inbox once everything in it is durable (D1). */
  async function settled(device: DeviceAddress): Promise<Inbox | undefined> {
    const inbox = inboxes.inbox(device);
    const flush = inbox && commits.covering(inbox.batch);
    if (!flush) return inbox;
    await flush;
    return inboxes.inbox(device);
  }

  return {
    async read(device, after, limit) {
      const inbox = await settled(device);
      return inbox ? reads.read(inbox, after, limit) : [];
    },
    async find(device, filter, after, limit) {
      const inbox = await settled(device);
      return inbox ? reads.find(inbox, filter, after, limit) : [];
    },
    async stat(device) {
      const inbox = await settled(device);
      if (!inbox) return undefined;
      const { epoch: inboxEpoch, cursor, lastSeq } = inbox;
      return { inboxEpoch, cursor, lastSeq, ...inboxes.load(inbox) };
    },
    async hasMore(devices) {
      const more: DeviceAddress[] = [];
      for (const [i, device] of devices.entries()) {
        if (i % DEVICES_PER_TURN === DEVICES_PER_TURN - 1) await new Promise(resolve => setImmediate(resolve));
        const inbox = inboxes.inbox(device);
        if (inbox && inbox.lastSeq > inbox.cursor) more.push(device);
      }
      return more;
    },
  } satisfies Partial<MessageStore>;
}
