// The operator's disk mark (D10), measured in pages that hold something: what a purge frees counts as free.
import type { DatabaseSync } from 'node:sqlite';
import { query } from '../lib/query-sqlite.ts';

/** Batches between two looks; a batch is at most some MiB. */
const BATCHES_PER_LOOK = 16;

export function createStoreMark(db: DatabaseSync, maxBytes: number, batch: () => number): () => boolean {
  if (maxBytes === Number.POSITIVE_INFINITY) return () => false;
  const pages = query<[number]>(db, 'PRAGMA page_count');
  const freePages = query<[number]>(db, 'PRAGMA freelist_count');
  const pageBytes = query<[number]>(db, 'PRAGMA page_size').get()![0];
  let lookedAt = Number.NEGATIVE_INFINITY;
  let full = false;
  return () => {
    if (batch() - lookedAt >= BATCHES_PER_LOOK) {
      lookedAt = batch();
      full = (pages.get()![0] - freePages.get()![0]) * pageBytes >= maxBytes;
    }
    return full;
  };
}
