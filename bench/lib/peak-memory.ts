// The most memory this process has had at once since it was last asked to forget. Linux tells it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const FORGET_PEAK = '5';
const isThere = existsSync('/proc/self/clear_refs');

export function resetPeakMemory(): void {
  if (isThere) writeFileSync('/proc/self/clear_refs', FORGET_PEAK);
}

/** Bytes; elsewhere than on Linux since the process began. */
export function peakMemory(): number {
  if (!isThere) return process.resourceUsage().maxRSS * 1024;
  return Number(readFileSync('/proc/self/status', 'utf8').match(/^VmHWM:\s+(\d+) kB/m)![1]) * 1024;
}
