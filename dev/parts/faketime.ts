// A wall clock for each of several processes, which jumps when it is told to: libfaketime. What goes by the monotone clock goes on.
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aptPackages } from './apt.ts';
import type { Part } from './part.ts';

export const faketimePart: Part = {
  name: 'faketime',
  what: 'libfaketime, for wall clocks that jump',
  ...aptPackages({ libfaketime: '/usr/share/doc/libfaketime' }),
};

export interface WallClocks {
  /** What makes a process go by the clock of that name. */
  envOf(name: string): Readonly<Record<string, string>>;
  /** From now on that clock is ahead of the machine's by so much, or behind; noticed within a second. */
  set(name: string, aheadMs: number): void;
}

/** As often as it is looked for what was set. */
const LOOK_SECONDS = '1';

export function createWallClocks(folder: string): WallClocks {
  const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
  if (!library) throw new Error('libfaketime is not there: npm run setup:parts faketime');
  mkdirSync(folder, { recursive: true });
  const fileOf = (name: string): string => join(folder, name);
  const set = (name: string, aheadMs: number): void => {
    const seconds = aheadMs / 1_000;
    writeFileSync(fileOf(name), `${seconds < 0 ? '' : '+'}${seconds}\n`);
  };
  return {
    envOf(name) {
      set(name, 0);
      return {
        LD_PRELOAD: library,
        FAKETIME_TIMESTAMP_FILE: fileOf(name),
        FAKETIME_CACHE_DURATION: LOOK_SECONDS,
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        DONT_FAKE_MONOTONIC: '1',
      };
    },
    set,
  };
}
