// A group of 256 people with one device each, all connected.
import { measureGroup } from './lib/group-load.ts';
import type { Report } from './lib/report.ts';

export function run(): Promise<Report> {
  return measureGroup('group-256', {
    accounts: 256,
    devicesEach: 1,
    windows: { 1: 100, 8: 500, 32: 1_000, 64: 1_500 },
  });
}
