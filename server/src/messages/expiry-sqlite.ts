// Rows that go without having been acked: expired, purged, or left by a device that is gone. In steps of one transaction
// each, between which other work runs; the cursor moves past them, so that no sequence number is used again.
import type { DatabaseSync } from 'node:sqlite';
import { ROWS_PER_STEP } from './ack-sqlite.ts';
import { type Inbox, type Inboxes, newEpoch } from './inboxes-sqlite.ts';
import { query } from './query-sqlite.ts';
import type { Rows } from './rows-sqlite.ts';

export interface Expiry {
  /** The highest `storedBefore` ever expired; 0: never. */
  readonly expiredBefore: number;
  noteExpired(storedBefore: number): void;
  /** Removes what is old from inboxes behind `after`. */
  expireNext(after: number, storedBefore: number): { removed: number; after: number; complete: boolean };
  /** Empties the inbox for its reader at once; `sweepNext` then removes the rows. */
  purge(inbox: Inbox): void;
  /** Removes rows at or below `upTo`. True: none are left. */
  sweepNext(inbox: number, upTo: number): { removed: number; complete: boolean };
  /** Gives pages back to the file system when many are free (F14). True: there is more to do. */
  shrinkNext(): boolean;
}

const INBOXES_PER_STEP = 256;
const PAGES_PER_STEP = 256;
/** Fewer free pages, or a smaller part of the file, are left for the rows to come. */
const FREE_PAGES_KEPT = 1_024;
const FREE_SHARE_KEPT = 0.25;

interface ExpiryDeps {
  db: DatabaseSync;
  inboxes: Inboxes;
  rows: Rows;
  batch: () => number;
}

export function createExpiry({ db, inboxes, rows, batch }: ExpiryDeps): Expiry {
  const nextHead = query<[inbox: number, seq: number, storedAt: number, cursor: number, removed: number]>(
    db,
    `SELECT inbox, seq, stored_at, cursor, removed FROM queue JOIN inboxes ON inboxes.id = queue.inbox
     WHERE inbox > ? ORDER BY inbox, seq LIMIT 1`,
  );
  const setEpoch = db.prepare('UPDATE inboxes SET inbox_epoch = ? WHERE id = ?');
  const setMeta = db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('expired_before', ?)");
  const pages = query<[number]>(db, 'PRAGMA page_count');
  const freePages = query<[number]>(db, 'PRAGMA freelist_count');
  let expiredBefore = query<[number]>(db, "SELECT value FROM meta WHERE key = 'expired_before'").get()?.[0] ?? 0;

  /** Removes the old rows at the head of one inbox. */
  function expireHead(id: number, storedBefore: number): number {
    const inbox = inboxes.byId(id);
    if (!inbox) return 0;
    const removed = inboxes.isRemoved(inbox);
    const old = rows
      .head(inbox, inbox.lastSeq, ROWS_PER_STEP)
      .filter(([seq, , , , , storedAt]) => removed || seq <= inbox.cursor || storedAt <= storedBefore);
    rows.remove(inbox, old, old.at(-1)?.[0] ?? 0);
    return old.length;
  }

  function sweepNext(id: number, upTo: number) {
    const inbox = inboxes.byId(id);
    if (!inbox) return { removed: 0, complete: true };
    const swept = rows.head(inbox, upTo, ROWS_PER_STEP);
    rows.remove(inbox, swept, upTo);
    return { removed: swept.length, complete: swept.length < ROWS_PER_STEP };
  }

  return {
    get expiredBefore() {
      return expiredBefore;
    },
    noteExpired(storedBefore) {
      expiredBefore = Math.max(expiredBefore, storedBefore);
      setMeta.run(expiredBefore);
    },
    expireNext(after, storedBefore) {
      let at = after;
      let removed = 0;
      for (let i = 0; i < INBOXES_PER_STEP && removed < ROWS_PER_STEP; i++) {
        const head = nextHead.get(at);
        if (!head) return { removed, after: at, complete: true };
        const [inbox, seq, storedAt, cursor, gone] = head;
        const old = gone === 1 || seq <= cursor || storedAt <= storedBefore;
        const dropped = old ? expireHead(inbox, storedBefore) : 0;
        removed += dropped;
        if (dropped < ROWS_PER_STEP) at = inbox; // else the same inbox again
      }
      return { removed, after: at, complete: false };
    },
    purge(inbox) {
      inbox.epoch = newEpoch();
      setEpoch.run(inbox.epoch, inbox.id);
      rows.remove(inbox, [], inbox.lastSeq);
      inbox.batch = batch();
    },
    sweepNext,
    shrinkNext() {
      const free = freePages.get()![0];
      if (free < FREE_PAGES_KEPT || free < pages.get()![0] * FREE_SHARE_KEPT) return false;
      db.exec(`PRAGMA incremental_vacuum(${PAGES_PER_STEP})`);
      return true;
    },
  };
}
