// Processes of parts, as the system sees them.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { PartProcess } from '../../../dev/parts/part-process.ts';

/** Nothing must be left of a part that was stopped. */
export function assertGone(processes: readonly PartProcess[]): void {
  for (const part of processes) {
    assert.ok(!part.isRunning(), `${part.name} runs`);
    assert.throws(() => process.kill(part.pid, 0), { code: 'ESRCH' }, `${part.name} is still process ${part.pid}`);
    assert.ok(!existsSync(part.logFile), `${part.logFile} is still there`);
  }
}

/** `R` running, `S` sleeping, `T` stopped. */
export function stateOf(pid: number): string {
  return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))![1]!;
}
