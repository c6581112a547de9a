// A group of 1,024 people with two devices each, all connected.
import { measureGroup } from './lib/group-load.ts';
import type { Report } from './lib/report.ts';

export function run(): Promise<Report> {
  return measureGroup('group-1024', { accounts: 1_024, devicesEach: 2, windows: { 32: 64 } });
}
