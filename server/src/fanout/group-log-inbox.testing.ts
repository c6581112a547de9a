// What inboxes do with records of the group log: what a group's last one does not come before is known and written no more.
import assert from 'node:assert/strict';
import type { LogRecord } from './group-log.ts';

export interface Inbox {
  take(records: readonly LogRecord[]): void;
  /** Records written. */
  written(): number;
  /** Records that came again. */
  repeated(): number;
  /** Resolves when so many are written. Rejects when one was left out. */
  until(written: number): Promise<void>;
}

export const numbered = (key: string, n: number): LogRecord => ({ key, value: Buffer.from(String(n)) });

export function createInbox(): Inbox {
  const last = new Map<string, number>();
  let written = 0;
  let repeated = 0;
  let left: string | undefined;
  const waiting: { count: number; resolve: () => void; reject: (error: Error) => void }[] = [];

  function takeOne({ key, value }: LogRecord): void {
    const n = Number(Buffer.from(value).toString());
    const before = last.get(key) ?? 0;
    if (n <= before) repeated++;
    else {
      if (n !== before + 1) left ??= `${key}: ${n} came after ${before}`;
      last.set(key, n);
      written++;
    }
  }

  function tell(): void {
    for (const { count, resolve, reject } of waiting) {
      if (left) reject(new Error(left));
      else if (written >= count) resolve();
    }
  }

  return {
    take(records) {
      assert.equal(new Set(records.map(({ key }) => key)).size, 1);
      for (const record of records) takeOne(record);
      tell();
    },
    written: () => written,
    repeated: () => repeated,
    until: count =>
      new Promise((resolve, reject) => {
        waiting.push({ count, resolve, reject });
        tell();
      }),
  };
}
