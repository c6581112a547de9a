// The project's own source files, for the tests that hold its structure.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../dev/node24.mjs';

export const skip = (path: string): boolean => /node_modules|(^|\/)dist(\/|$)/.test(path);

/** Paths from the root, without what is generated. */
export const sources: readonly string[] = globSync(
  '{protocol,client,server,cli,web,dev,bench,tests}/**/*.{ts,tsx,mjs}',
  {
    cwd: root,
    exclude: skip,
  },
).filter(path => !path.endsWith('.d.ts') && !path.endsWith('.d.mts') && !path.includes('/gen/'));

export const text = (path: string): string => readFileSync(join(root, path), 'utf8');

export const isTest = (path: string): boolean =>
  /\.(test|contract|testing)\.ts$|\/test-[a-z-]+\.ts$|\/testing\//.test(path);
