// Which inboxes hold most, or wait longest: the whole queue is read for it, so a worker thread does it with a connection of its own.
import { Worker } from 'node:worker_threads';
import type { AccountId, DeviceAddress } from '@parley/protocol';

export interface InboxSummary extends DeviceAddress {
  readonly account: AccountId;
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly oldestAt: number;
}

export interface SummaryRequest {
  readonly path: string;
  readonly by: 'count' | 'age';
  readonly limit: number;
}

export function summariseInboxes(request: SummaryRequest): Promise<InboxSummary[]> {
  const worker = new Worker(new URL('./summary-worker-sqlite.ts', import.meta.url), { workerData: request });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}
