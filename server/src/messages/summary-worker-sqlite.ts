import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { toHex } from '@parley/protocol';
import { query } from '../lib/query-sqlite.ts';
import type { InboxSummary, SummaryRequest } from './inbox-summaries.ts';

const { path, by, limit } = workerData as SummaryRequest;
const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
const order = by === 'age' ? 'oldest' : 'waiting DESC';
const rows = query<[account: Uint8Array, device: number, waiting: number, oldest: number]>(
  db,
  `SELECT accounts.account, inboxes.device, count(*) AS waiting, min(queue.stored_at) AS oldest
   FROM queue JOIN inboxes ON inboxes.id = queue.key >> 32 JOIN accounts ON accounts.id = inboxes.account
   GROUP BY queue.key >> 32 ORDER BY ${order} LIMIT ?`,
).all(limit);
db.close();
const found = rows.map(([account, device, waiting, oldestAt]) => ({
  account: toHex(account) as InboxSummary['account'],
  device,
  rows: waiting,
  oldestAt,
}));
parentPort?.postMessage(found satisfies InboxSummary[]);
