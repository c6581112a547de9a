// A copy of the source that differs from it in some places, from which a cluster can be started.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../node24.mjs';

export interface Change {
  readonly file: string;
  /** Stands in it once. */
  readonly find: string;
  readonly replace: string;
}

export interface SourceCopy {
  readonly path: string;
  remove(): void;
}

const packages = ['protocol', 'client', 'server', 'cli', 'web'];
const copied = [...packages, 'mailbox', 'package.json', 'tsconfig.json'];
const left = /\/(node_modules|dist|ebin)(\/|$)/;

/** @throws {Error} when a change does not fit the source any more */
export function copySource(changes: readonly Change[]): SourceCopy {
  const path = mkdtempSync(join(tmpdir(), 'parley-variant-'));
  const remove = () => rmSync(path, { recursive: true, force: true });
  try {
    copyAll(path);
    for (const change of changes) make(change, path);
  } catch (error) {
    remove();
    throw error;
  }
  return { path, remove };
}

function copyAll(path: string): void {
  for (const name of copied) {
    cpSync(join(root, name), join(path, name), {
      recursive: true,
      filter: from => !left.test(from.slice(root.length)),
    });
  }
  const modules = join(path, 'node_modules');
  mkdirSync(join(modules, '@parley'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')).filter(one => one !== '@parley')) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  for (const name of packages) symlinkSync(join(path, name), join(modules, '@parley', name));
}

function make({ file, find, replace }: Change, path: string): void {
  const text = readFileSync(join(path, file), 'utf8');
  if (text.split(find).length !== 2) throw new Error(`${file} does not have this once: ${find}`);
  writeFileSync(
    join(path, file),
    text.replace(find, () => replace),
  );
}
