// Rows that go without having been acked: expired, purged, or left by a device that is gone. In steps of one transaction
// each, between which other work runs; the cursor moves past them, so that no sequence number is used again.
import type { DatabaseSync } from 'node:sqlite';
import { query } from '../lib/query-sqlite.ts';
import type { Inbox, Inboxes } from './inboxes-sqlite.ts';
import { endOfInbox, inboxOfKey, seqOfKey } from './row-key.ts';
import { MAX_HEAD_ROWS, type Rows } from './rows-sqlite.ts';

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
  const nextHead = query<[key: number, storedAt: number, cursor: number, removed: number]>(
    db,
    `SELECT key, stored_at, cursor, removed FROM queue JOIN inboxes ON inboxes.id = key >> 32
     WHERE key > ? ORDER BY key LIMIT 1`,
  );
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
      .head(inbox, inbox.lastSeq)
      .filter(([seq, , , , , storedAt]) => removed || seq <= inbox.cursor || storedAt <= storedBefore);
    rows.remove(inbox, old, old.at(-1)?.[0] ?? 0);
    return old.length;
  }

  function sweepNext(id: number, upTo: number) {
    const inbox = inboxes.byId(id);
    if (!inbox) return { removed: 0, complete: true };
    const swept = rows.head(inbox, upTo);
    rows.remove(inbox, swept, upTo);
    return { removed: swept.length, complete: swept.length < MAX_HEAD_ROWS };
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
      for (let i = 0; i < INBOXES_PER_STEP && removed < MAX_HEAD_ROWS; i++) {
        const head = nextHead.get(endOfInbox(at));
        if (!head) return { removed, after: at, complete: true };
        const [key, storedAt, cursor, gone] = head;
        const inbox = inboxOfKey(key);
        const old = gone === 1 || seqOfKey(key) <= cursor || storedAt <= storedBefore;
        const dropped = old ? expireHead(inbox, storedBefore) : 0;
        removed += dropped;
        if (dropped < MAX_HEAD_ROWS) at = inbox; // else the same inbox again
      }
      return { removed, after: at, complete: false };
    },
    purge(inbox) {
      inboxes.renewEpoch(inbox);
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
