// Where parts keep what they hold: a temporary folder that goes with them, or one that stays.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Folder {
  readonly path: string;
  /** Temporary: nothing in it outlives `remove`, so its processes need no good end. */
  readonly isTemporary: boolean;
  remove(): void;
}

/** `kept`: this folder, which stays; else a temporary one. */
export function openFolder(name: string, kept?: string): Folder {
  const path = kept ?? mkdtempSync(join(tmpdir(), `parley-${name}-`));
  mkdirSync(path, { recursive: true });
  return {
    path,
    isTemporary: kept === undefined,
    remove: () => {
      if (kept === undefined) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** What is fetched or built once for all. */
export function cacheFolder(): string {
  const path = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'parley');
  mkdirSync(path, { recursive: true });
  return path;
}
